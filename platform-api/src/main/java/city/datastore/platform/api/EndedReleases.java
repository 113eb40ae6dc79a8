package city.datastore.platform.api;

import city.datastore.platform.datasets.CutOffException;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.security.Connections;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Breaks off the connection over which an answer is under way that cannot be ended: a release, by
 * the API or from a page, to which the right ended, or whose file cannot be read or cut any
 * further. The reader gets a reset, so that nobody takes half a file for the whole: over HTTP/1.0,
 * which some proxies speak, the end of the connection is otherwise the end of the file.
 *
 * <p>How a release ended stands in the record: it is no failure of the server, which would
 * otherwise log it as one, and add a page about it to what has left.
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
        return response.isCommitted() && connections.cut(request) && isRecorded(exception)
                ? new ModelAndView()
                : null;
    }

    private static boolean isRecorded(Exception exception) {
        return exception instanceof CutOffException || exception instanceof DatasetException;
    }
}
