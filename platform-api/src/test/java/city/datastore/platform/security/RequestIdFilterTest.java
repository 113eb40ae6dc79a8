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

    /** AuthZEN Authorization API 1.0, section 10.1. */
    @Test
    void leaves_the_standard_door_the_id_that_it_was_sent_also_where_a_call_fails()
            throws Exception {
        call.setRequestURI("/access/v1/evaluation");
        call.addHeader(RequestIdFilter.HEADER, "no id of ours");
        filter.doFilter(call, answer, (_, _) -> {});
        call.setDispatcherType(DispatcherType.ERROR);
        call.setRequestURI("/error");
        filter.doFilter(call, answer, (_, _) -> {});

        assertThat(answer.getHeader(RequestIdFilter.HEADER)).isEqualTo("no id of ours");
    }
}
