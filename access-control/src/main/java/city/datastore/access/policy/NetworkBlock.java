package city.datastore.access.policy;

import city.datastore.access.identity.NetworkAddress;
import java.util.regex.Pattern;

/**
 * Neighbouring addresses of a network, as CIDR writes them (RFC 4632, RFC 4291 §2.3).
 *
 * @param text as it is shown and kept
 * @param prefix how many leading bits the addresses share
 */
public record NetworkBlock(String text, NetworkAddress first, int prefix) {
    private static final int FOUR = 32;
    private static final int HALF = 64;
    private static final int SIX = 128;
    private static final int MAX_TEXT = 50;
    private static final Pattern LENGTH = Pattern.compile("[1-9]\\d{0,2}");

    /** A text is no block; the message says why, to whoever wrote it. */
    public static final class BadBlockException extends RuntimeException {
        private BadBlockException(String message) {
            super(message);
        }
    }

    /**
     * The block of that text; one address alone is a block of one.
     *
     * @throws BadBlockException where it is not written as it has to be
     */
    public static NetworkBlock parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new BadBlockException("a network has at most " + MAX_TEXT + " characters");
        }
        int slash = text.indexOf('/');
        var written = slash < 0 ? text : text.substring(0, slash);
        var address =
                NetworkAddress.parse(written)
                        .orElseThrow(() ->
                                new BadBlockException(
                                        "“"
                                                + written
                                                + "” is no address: write it in numbers, such as"
                                                + " 192.0.2.0/24 or 2001:db8::/32"));
        if (NetworkAddress.mapped(written)) {
            throw new BadBlockException(
                    "“" + written + "” is an IPv4 address written as IPv6: write it as IPv4");
        }
        int most = address.six() ? SIX : FOUR;
        int prefix = slash < 0 ? most : length(text.substring(slash + 1), most, text);
        if (!address.equals(start(address, prefix))) {
            throw new BadBlockException(
                    "“"
                            + text
                            + "” is one address within a network of /"
                            + prefix
                            + ": write the first address of the network, or /"
                            + most
                            + " for that one alone");
        }
        return new NetworkBlock(slash < 0 ? text + "/" + most : text, address, prefix);
    }

    private static int length(String written, int most, String text) {
        int length = LENGTH.matcher(written).matches() ? Integer.parseInt(written) : 0;
        if (length < 1 || length > most) {
            throw new BadBlockException(
                    "“" + text + "” has to end with a number from /1 to /" + most);
        }
        return length;
    }

    /** Whether that address is in it. */
    public boolean contains(NetworkAddress address) {
        return address.six() == first.six() && start(address, prefix).equals(first);
    }

    private static NetworkAddress start(NetworkAddress address, int prefix) {
        return address.six()
                ? new NetworkAddress(
                        true, address.high() & mask(prefix), address.low() & mask(prefix - HALF))
                : new NetworkAddress(false, 0, address.low() & mask(prefix + FOUR));
    }

    /** So many leading ones of 64 bits. */
    private static long mask(int ones) {
        return ones <= 0 ? 0 : -1L << (HALF - Math.min(ones, HALF));
    }
}
