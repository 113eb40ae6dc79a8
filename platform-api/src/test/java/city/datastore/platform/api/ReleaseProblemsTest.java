package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.datasets.CutOffException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** What a reader is told whose access ended before the first byte went out. */
class ReleaseProblemsTest {
    @Test
    void the_end_of_access_is_a_403_with_its_reason_and_what_to_do_next() {
        var response = new MockHttpServletResponse();
        response.setHeader(ApiHeaders.AUDIT_EVENT, "the-event");

        new Problems(new StrictJson(), "otp")
                .resolveException(
                        new MockHttpServletRequest(
                                "GET", "/api/v1/datasets/a/b/versions/1/content"),
                        response,
                        null,
                        new CutOffException());

        var problem = JsonMapper.shared().readTree(response.getContentAsByteArray());
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getHeader(ApiHeaders.AUDIT_EVENT)).isEqualTo("the-event");
        assertThat(problem.path("type").asString()).endsWith(":access-ended");
        assertThat(problem.path("reasons").path(0).asString()).isEqualTo("access-ended");
        assertThat(problem.path("next").asString()).startsWith("Ask again");
    }
}
