package city.datastore.platform.security;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions to which nobody has signed in: a sign-in begins one, and anybody can begin a sign-in. So
 * they are kept for a short time only, and only so many of them; when somebody signs in, the
 * session gets another id and the time of the others. Thread-safe.
 */
final class SignInsUnderWay implements HttpSessionListener, HttpSessionIdListener {
    /** What people have to type their password and code. */
    static final Duration TIME = Duration.ofMinutes(10);

    /** Some kilobytes each. */
    static final int MOST = 5_000;

    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    boolean areTooMany() {
        return ids.size() >= MOST;
    }

    int count() {
        return ids.size();
    }

    @Override
    public void sessionCreated(HttpSessionEvent begun) {
        var session = begun.getSession();
        session.setMaxInactiveInterval((int) TIME.toSeconds());
        ids.add(session.getId());
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent signedIn, String before) {
        var session = signedIn.getSession();
        if (ids.remove(before)) {
            var minutes = session.getServletContext().getSessionTimeout();
            session.setMaxInactiveInterval((int) Duration.ofMinutes(minutes).toSeconds());
        }
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent ended) {
        ids.remove(ended.getSession().getId());
    }
}
