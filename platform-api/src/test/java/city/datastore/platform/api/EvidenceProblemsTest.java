package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.evidence.EvidenceException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** What a caller is told when there is no evidence pack for a search. */
class EvidenceProblemsTest {
    private static MockHttpServletResponse answer(EvidenceException fault) {
        var response = new MockHttpServletResponse();
        response.setHeader(ApiHeaders.AUDIT_EVENT, "the-event");
        new Problems(new StrictJson(), "otp")
                .resolveException(
                        new MockHttpServletRequest("GET", "/api/v1/audit/evidence"),
                        response,
                        null,
                        fault);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getHeader(ApiHeaders.AUDIT_EVENT)).isEqualTo("the-event");
        return response;
    }

    private static String field(MockHttpServletResponse answer, String name) {
        return JsonMapper.shared().readTree(answer.getContentAsByteArray()).path(name).asString("");
    }

    @Test
    void too_many_events_are_a_422_that_says_to_narrow_the_search() {
        var answer = answer(new EvidenceException.TooMany(10_000));

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(field(answer, "type")).endsWith(":too-many-events");
        assertThat(field(answer, "detail"))
                .contains("more than 10000 events")
                .contains("narrow it");
    }

    @Test
    void nothing_provable_yet_is_a_409_that_says_when_to_ask_again() {
        var answer = answer(new EvidenceException.NothingProvable());

        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        assertThat(field(answer, "type")).endsWith(":not-yet-provable");
        assertThat(field(answer, "detail")).contains("recorded, not yet provable");
    }
}
