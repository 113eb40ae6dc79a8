package city.datastore.platform.security;

import city.datastore.access.identity.NetworkAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the platform believes where people call from ({@code datastore.proxies.*}).
 *
 * @param trusted addresses of the proxies before the platform, each on its own; nobody when empty
 */
@ConfigurationProperties(prefix = "datastore.proxies", ignoreUnknownFields = false)
public record ProxyProperties(@DefaultValue Set<String> trusted) {
    /** Most proxies. */
    static final int MAX = 16;

    public ProxyProperties {
        trusted = Set.copyOf(trusted);
        if (trusted.size() > MAX) {
            throw new IllegalArgumentException(
                    "DATASTORE_TRUSTED_PROXIES names "
                            + trusted.size()
                            + " addresses, the most is "
                            + MAX);
        }
        for (var address : trusted) {
            if (NetworkAddress.parse(address).isEmpty()) {
                throw new IllegalArgumentException(
                        "DATASTORE_TRUSTED_PROXIES names \""
                                + address
                                + "\", it has to be addresses such as 192.0.2.10, no names and no"
                                + " networks");
            }
        }
    }

    Set<NetworkAddress> addresses() {
        var read = new LinkedHashSet<NetworkAddress>();
        trusted.forEach(each -> NetworkAddress.parse(each).ifPresent(read::add));
        return Set.copyOf(read);
    }
}
