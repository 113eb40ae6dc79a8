package city.datastore.platform.api;

import city.datastore.platform.datasets.CutOffException;
import city.datastore.platform.security.Connections;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Breaks off the connection over which a release was under way, by the API or from a page, when the
 * right to it ended. That is what a stop is for and stands in the record: it is no failure of the
 * server, which would otherwise log it as one.
 */
final class EndedReleases implements HandlerExceptionResolver, Ordered {
    private final Connections connections;

    EndedReleases(Connections connections) {
        this.connections = connections;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** Where the connection cannot be cut the server has to break it off, as after any failure. */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception exception) {
        return exception instanceof CutOffException
                        && response.isCommitted()
                        && connections.cut(request)
                ? new ModelAndView()
                : null;
    }
}
