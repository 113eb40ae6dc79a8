package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.event.Doubt;
import city.datastore.platform.datasets.CutOffException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a reader is told whose access ended before the first byte went out. */
class ReleaseProblemsTest {
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void the_end_of_access_is_a_403_with_its_reason_and_what_to_do_next() {
        var problem = answered(new CutOffException());

        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getHeader(ApiHeaders.AUDIT_EVENT)).isEqualTo("the-event");
        assertThat(response.getHeader("Retry-After")).isNull();
        assertThat(problem.path("type").asString()).endsWith(":access-ended");
        assertThat(problem.path("reasons").path(0).asString()).isEqualTo("access-ended");
        assertThat(problem.path("next").asString()).startsWith("Ask again");
    }

    @ParameterizedTest
    @EnumSource
    void a_doubt_is_a_503_that_says_when_to_try_again(Doubt doubt) {
        var problem = answered(new CutOffException(doubt));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader(ApiHeaders.AUDIT_EVENT)).isEqualTo("the-event");
        assertThat(response.getHeader("Retry-After")).isNotEmpty();
        assertThat(problem.path("type").asString()).endsWith(":unavailable");
        assertThat(problem.path("reasons").path(0).asString()).isEqualTo(doubt.code());
        assertThat(problem.path("next").asString()).startsWith("Try again");
    }

    private JsonNode answered(Exception fault) {
        response.setHeader(ApiHeaders.AUDIT_EVENT, "the-event");
        new Problems(new StrictJson(), "otp")
                .resolveException(
                        new MockHttpServletRequest(
                                "GET", "/api/v1/datasets/a/b/versions/1/content"),
                        response,
                        null,
                        fault);
        return JsonMapper.shared().readTree(response.getContentAsByteArray());
    }
}
