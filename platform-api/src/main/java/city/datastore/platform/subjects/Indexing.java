package city.datastore.platform.subjects;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.access.policy.ColumnName;
import city.datastore.platform.tabular.ColumnWatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the identifiers of one upload while it flows: at most {@value #BATCH} hashes are in
 * memory, and no value is kept. Values come from one thread, {@link #finish} from another after it.
 */
public final class Indexing implements ColumnWatch {
    private static final int BATCH = 5_000;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final Map<String, IdentifierKind> declared;
    private final SubjectHasher hasher;
    private final SubjectIndex index;
    private final UUID batch = earliest(Instant.now(), UUID.randomUUID());
    private final Map<Integer, Set<IdentifierKind>> columns = new HashMap<>();
    private final Map<ByteBuffer, byte[]> hashes = new HashMap<>();
    private boolean allFound;
    private boolean complete;
    private @Nullable RuntimeException failure;

    Indexing(Map<String, IdentifierKind> declared, SubjectHasher hasher, SubjectIndex index) {
        this.declared = Map.copyOf(declared);
        this.hasher = hasher;
        this.index = index;
    }

    /** Whether the dataset declares no identifiers. */
    boolean isEmpty() {
        return declared.isEmpty();
    }

    UUID batch() {
        return batch;
    }

    boolean complete() {
        return complete;
    }

    /** Of columns with one heading, which one is declared is a guess: it is all of them. */
    @Override
    public synchronized boolean[] wanted(List<String> names, List<String> headings) {
        var kinds = new HashMap<String, Set<IdentifierKind>>();
        allFound = true;
        declared.forEach((column, kind) -> {
            int place = names.indexOf(ColumnName.tidy(column));
            if (place < 0) {
                allFound = false;
            } else {
                kinds.computeIfAbsent(headings.get(place), _ -> new HashSet<>()).add(kind);
            }
        });
        boolean[] wanted = new boolean[names.size()];
        for (int i = 0; i < wanted.length; i++) {
            var here = kinds.get(headings.get(i));
            if (here != null) {
                wanted[i] = true;
                columns.put(i, here);
            }
        }
        return wanted;
    }

    @Override
    public synchronized void value(int column, String bytes) {
        if (failure != null) {
            return;
        }
        String text = decoded(bytes);
        for (IdentifierKind kind : columns.getOrDefault(column, Set.of())) {
            hasher.hash(kind, text)
                    .ifPresent(hash -> hashes.put(ByteBuffer.wrap(hash.bytes()), hash.bytes()));
        }
        if (hashes.size() >= BATCH) {
            write();
        }
    }

    /**
     * Says that all of the upload has passed.
     *
     * @param wholeTable whether it could be read as a table to its end
     * @throws RuntimeException what went wrong while hashes were written
     */
    public synchronized void finish(boolean wholeTable) {
        if (failure == null && !hashes.isEmpty()) {
            write();
        }
        if (failure != null) {
            throw failure;
        }
        complete = wholeTable && allFound;
    }

    private void write() {
        try {
            index.add(batch, new ArrayList<>(hashes.values()));
        } catch (RuntimeException e) {
            failure = e;
        }
        hashes.clear();
    }

    /** As UTF-8 if it is that, and as Windows-1252 otherwise. */
    private static String decoded(String bytes) {
        byte[] raw = bytes.getBytes(ISO_8859_1);
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        } catch (CharacterCodingException _) {
            return new String(raw, WINDOWS_1252);
        }
    }

    /** No id made at this instant or later comes before it (RFC 9562 §5.7). */
    static UUID earliest(Instant instant) {
        return new UUID((instant.toEpochMilli() << 16) | 0x7000L, 0x8000000000000000L);
    }

    private static UUID earliest(Instant instant, UUID random) {
        long low = random.getMostSignificantBits() & 0x0fffL;
        return new UUID(
                (instant.toEpochMilli() << 16) | 0x7000L | low, random.getLeastSignificantBits());
    }
}
