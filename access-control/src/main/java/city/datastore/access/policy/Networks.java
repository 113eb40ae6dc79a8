package city.datastore.access.policy;

import city.datastore.access.identity.NetworkAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network from which data may be read.
 *
 * @param zone what people call it, such as {@code City Hall}
 * @param blocks its addresses; who reads is told the name alone
 */
public record Networks(String zone, List<NetworkBlock> blocks) implements Demand {
    /** Most blocks of one network. */
    public static final int MAX_BLOCKS = 64;

    /** Most characters of a name. */
    public static final int MAX_ZONE = 80;

    public Networks {
        blocks = List.copyOf(blocks);
        if (zone.isBlank() || zone.length() > MAX_ZONE) {
            throw new IllegalArgumentException(
                    "the name of a network has 1 to " + MAX_ZONE + " characters: " + zone);
        }
        if (blocks.isEmpty() || blocks.size() > MAX_BLOCKS) {
            throw new IllegalArgumentException(
                    "a network has 1 to " + MAX_BLOCKS + " blocks, not " + blocks.size());
        }
    }

    /** Whether that address is in it; one that is not known is not. */
    boolean contains(@Nullable NetworkAddress address) {
        return address != null && blocks.stream().anyMatch(block -> block.contains(address));
    }

    @Override
    public String words() {
        return "from the network of " + zone;
    }
}
