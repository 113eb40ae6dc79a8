package city.datastore.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

/** As many sign-ins under way as there may be. */
class SignInLimitFilterTest {
    private final SignInsUnderWay signIns = new SignInsUnderWay();
    private final Deque<MockHttpSession> begun = new ArrayDeque<>();

    @BeforeEach
    void manyBegin() {
        while (!signIns.areTooMany()) {
            var session = new MockHttpSession();
            begun.add(session);
            signIns.sessionCreated(new HttpSessionEvent(session));
        }
    }

    private MockHttpServletResponse answer(String method, String path, boolean withSession)
            throws Exception {
        var request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        if (withSession) {
            request.setSession(begun.getFirst());
        }
        var response = new MockHttpServletResponse();
        new SignInLimitFilter(signIns).doFilter(request, response, new MockFilterChain());
        return response;
    }

    private int status(String method, String path, boolean withSession) throws Exception {
        return answer(method, path, withSession).getStatus();
    }

    @Test
    void let_no_other_begin_and_say_when_to_try_again() throws Exception {
        var answer = answer("GET", "/sign-in", false);

        assertThat(signIns.count()).isEqualTo(SignInsUnderWay.MOST);
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("60");
        assertThat(status("POST", "/datasets", false)).isEqualTo(503);
    }

    @Test
    void leave_pages_and_those_who_have_a_session_alone() throws Exception {
        assertThat(status("GET", "/register", false)).isEqualTo(200);
        assertThat(status("GET", "/sign-in", true)).isEqualTo(200);
        assertThat(status("POST", "/datasets", true)).isEqualTo(200);
    }

    @Test
    void make_room_when_somebody_has_signed_in_or_one_has_ended() throws Exception {
        HttpSession first = begun.removeFirst();
        assertThat(first.getMaxInactiveInterval()).isEqualTo(600);
        signIns.sessionIdChanged(new HttpSessionEvent(begun.getFirst()), first.getId());
        assertThat(status("GET", "/sign-in", false)).isEqualTo(200);
        assertThat(begun.getFirst().getMaxInactiveInterval())
                .isEqualTo(60 * begun.getFirst().getServletContext().getSessionTimeout());

        signIns.sessionDestroyed(new HttpSessionEvent(begun.getFirst()));
        assertThat(signIns.count()).isEqualTo(SignInsUnderWay.MOST - 2);
    }
}
