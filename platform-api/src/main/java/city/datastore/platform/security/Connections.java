package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Connections of those who call, which can be cut while a call is answered. */
public final class Connections
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private volatile @Nullable CuttableHttp http;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(CuttableHttp.class.getName());
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof CuttableHttp cuttable) {
                http = cuttable;
            }
        });
    }

    /** What cuts the connection of that call; may be run by any thread, while it is answered. */
    public Runnable cutting(HttpServletRequest request) {
        String id = request.getServletConnection().getConnectionId();
        return () -> {
            var cuttable = http;
            if (cuttable != null) {
                cuttable.cut(id);
            }
        };
    }
}
