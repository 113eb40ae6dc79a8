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
        return () -> cut(id);
    }

    /**
     * Cuts the connection of that call, so that whoever reads the answer sees it break.
     *
     * @return whether it is cut; false where the call did not come over one that can be
     */
    public boolean cut(HttpServletRequest request) {
        return cut(request.getServletConnection().getConnectionId());
    }

    private boolean cut(String id) {
        var cuttable = http;
        return cuttable != null && cuttable.cut(id);
    }
}
