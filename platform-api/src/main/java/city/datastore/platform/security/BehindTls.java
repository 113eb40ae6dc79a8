package city.datastore.platform.security;

import jakarta.servlet.ServletContext;
import java.net.URI;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * The platform behind a proxy that ends TLS, where the settings say so: every call counts as one
 * over https to the address that people know, whatever its headers say. So redirects and the
 * addresses given to Keycloak are that one's, answers demand https from then on (RFC 6797), and the
 * cookie of a session goes over https and to this host alone.
 */
final class BehindTls
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>,
                ServletContextInitializer {
    /** The prefix has browsers refuse it without Secure or with a domain (RFC 6265bis §4.1.3.2). */
    private static final String SESSION = "__Host-datastore-session";

    private static final int HTTPS = 443;

    private final Optional<URI> site;

    /**
     * @param site such as {@code https://datastore.city.example}; empty, and nothing is changed
     */
    BehindTls(Optional<URI> site) {
        this.site = site;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        site.ifPresent(address ->
                factory.addConnectorCustomizers(connector -> answerFor(address, connector)));
    }

    private static void answerFor(URI site, Connector connector) {
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProxyName(site.getHost());
        connector.setProxyPort(site.getPort() < 0 ? HTTPS : site.getPort());
    }

    @Override
    public void onStartup(ServletContext context) {
        if (site.isPresent()) {
            var cookie = context.getSessionCookieConfig();
            cookie.setName(SESSION);
            cookie.setSecure(true);
        }
    }
}
