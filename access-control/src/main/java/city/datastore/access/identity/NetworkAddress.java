package city.datastore.access.identity;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Address of one computer on the network, as written: never looked up by name. An IPv4 address that
 * is mapped into IPv6 is that IPv4 address. Personal data, so its text is not told.
 *
 * @param six whether it is an IPv6 address; otherwise its 32 bits are the last of {@code low}
 */
public record NetworkAddress(boolean six, long high, long low) {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FOUR = Pattern.compile("(?:%1$s\\.){3}%1$s".formatted(OCTET));
    private static final Pattern SIX = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

    /** The address of that text; nothing where it is not the usual way to write one. */
    public static Optional<NetworkAddress> parse(String text) {
        if (!FOUR.matcher(text).matches() && !SIX.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(InetAddress.ofLiteral(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether the text is an IPv4 address that is written as one of IPv6. */
    public static boolean mapped(String text) {
        return text.contains(":") && parse(text).filter(each -> !each.six).isPresent();
    }

    private static NetworkAddress of(InetAddress address) {
        var bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new NetworkAddress(false, 0, Integer.toUnsignedLong(bytes.getInt()))
                : new NetworkAddress(true, bytes.getLong(), bytes.getLong());
    }

    @Override
    public String toString() {
        return six ? "an IPv6 address" : "an IPv4 address";
    }
}
