package city.datastore.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestIdFilterTest {
    private final RequestIdFilter filter = new RequestIdFilter();
    private final MockHttpServletRequest call = new MockHttpServletRequest("GET", "/datasets");
    private final MockHttpServletResponse answer = new MockHttpServletResponse();

    @Test
    void gives_a_call_that_fails_one_id_for_its_event_its_log_and_its_answer() throws Exception {
        var ids = new ArrayList<String>();
        filter.doFilter(call, answer, (request, _) -> ids.add(RequestIdFilter.of(request).value()));
        call.setDispatcherType(DispatcherType.ERROR);
        filter.doFilter(call, answer, (request, _) -> ids.add(RequestIdFilter.of(request).value()));

        assertThat(ids).hasSize(2).containsOnly(answer.getHeader(RequestIdFilter.HEADER));
    }
}
