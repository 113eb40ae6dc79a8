package city.datastore.platform.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses, before a call does anything, what would be refused when it is done: an answer in a form
 * that there is not, and parameters that it does not know.
 */
final class CallCheck implements HandlerInterceptor {
    private static final List<MediaType> JSON = List.of(MediaType.APPLICATION_JSON);

    private final HeaderContentNegotiationStrategy accept = new HeaderContentNegotiationStrategy();

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotAcceptableException {
        if (handler instanceof HandlerMethod call) {
            var web = new ServletWebRequest(request);
            if (answersJson(call)
                    && accept.resolveMediaTypes(web).stream()
                            .noneMatch(JSON.getFirst()::isCompatibleWith)) {
                throw new HttpMediaTypeNotAcceptableException(JSON);
            }
            String query = request.getQueryString();
            if (query != null && !query.isEmpty() && !knowsParameters(call)) {
                var _ = Query.of(web);
            }
        }
        return true;
    }

    /** What is no record of ours says itself what it is, or nothing is said about it. */
    private static boolean answersJson(HandlerMethod call) {
        var answer = ResolvableType.forMethodReturnType(call.getMethod());
        var body = answer.toClass() == ResponseEntity.class ? answer.getGeneric(0) : answer;
        return body.toClass() == Object.class || StrictJson.knows(body.toClass());
    }

    /** Who reads parameters reads them by {@link Query}, which needs the request. */
    private static boolean knowsParameters(HandlerMethod call) {
        return Arrays.asList(call.getMethod().getParameterTypes()).contains(NativeWebRequest.class);
    }
}
