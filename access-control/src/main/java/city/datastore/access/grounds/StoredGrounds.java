package city.datastore.access.grounds;

import city.datastore.access.policy.Facts;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Question;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Grounds in {@code access.decision_part}, by month and digest: each month has its own, so that
 * they can go with the bodies of its events. Thread-safe.
 */
public final class StoredGrounds implements GroundsKeeper {
    private final GroundsCodec codec = new GroundsCodec();
    private final KnownDigests known = new KnownDigests();
    private final LatelyKept lately = new LatelyKept();
    private final JdbcClient database;
    private final String policy;

    /**
     * @param app of the role {@code datastore_app}; each statement stands by itself
     * @param engine which judges here
     */
    public StoredGrounds(DataSource app, PolicyEngine engine) {
        this.database = JdbcClient.create(app);
        this.policy = Grounds.fingerprint(engine);
    }

    /** What there is under a digest. */
    public sealed interface Kept {
        /** The grounds, byte by byte what the digest says. */
        record Found(Grounds grounds) implements Kept {}

        /** Nothing: they were never kept here, or have gone with their month. */
        record Gone() implements Kept {}

        /** Something, but not what the digest says. */
        record Altered() implements Kept {}
    }

    @Override
    public String keep(Question question, Facts facts, Instant at) {
        var month = month(at);
        var grounds = Grounds.of(policy, question, facts);
        var before = lately.digest(month, grounds);
        if (before != null) {
            return before;
        }
        var parts = codec.write(grounds);
        for (var part : parts) {
            if (!known.contains(month, part.digest())) {
                insert(month, part);
                known.add(month, part.digest());
            }
        }
        var digest = parts.getLast().digest();
        lately.add(month, grounds, digest);
        return digest;
    }

    /** Keeps everything anew: the database may be another one than it was kept in. */
    public void forget() {
        known.forget();
        lately.forget();
    }

    /**
     * What a decision of that instant rested on.
     *
     * @param digest what its event names
     */
    public Kept find(String digest, Instant at) {
        var month = month(at);
        try {
            var body = body(month, digest);
            return body.isEmpty()
                    ? new Kept.Gone()
                    : new Kept.Found(
                            codec.read(
                                    body.get(),
                                    part -> body(month, part).orElseThrow(AlteredException::new)));
        } catch (AlteredException | JacksonException | IllegalArgumentException _) {
            return new Kept.Altered();
        }
    }

    /** For people to read. */
    public JsonNode readable(Grounds grounds) {
        return codec.readable(grounds);
    }

    /** The fingerprint of the rules that judge here now. */
    public String policy() {
        return policy;
    }

    private void insert(LocalDate month, Part part) {
        database.sql(
                        "INSERT INTO access.decision_part (month, digest, body) VALUES (?, ?, ?)"
                                + " ON CONFLICT (month, digest) DO NOTHING")
                .params(month, HexFormat.of().parseHex(part.digest()), part.body())
                .update();
    }

    private Optional<byte[]> body(LocalDate month, String digest) {
        if (digest.length() != Part.DIGEST_LENGTH) {
            throw new AlteredException();
        }
        var body =
                database.sql("SELECT body FROM access.decision_part WHERE month = ? AND digest = ?")
                        .params(month, HexFormat.of().parseHex(digest))
                        .query(byte[].class)
                        .optional();
        if (body.isPresent() && !new Part(body.get()).digest().equals(digest)) {
            throw new AlteredException();
        }
        return body;
    }

    private static LocalDate month(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    }

    /** A part is not what its digest says, or is not there. */
    private static final class AlteredException extends RuntimeException {
        private static final long serialVersionUID = 1;

        AlteredException() {
            super("a part is not what its digest says, or is not there", null, false, false);
        }
    }
}
