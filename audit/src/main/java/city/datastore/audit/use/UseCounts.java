package city.datastore.audit.use;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts the use of agreements; all in the transaction of whoever follows the record. */
public final class UseCounts {
    /** The decision to show content, and the one to let somebody ask for it. */
    static final String READ = "dataset.read";

    static final String ASK = "access-request.ask";

    /** More codes than any refusal has. */
    private static final int LONGEST_REFUSAL = 600;

    private final JdbcTemplate database;

    /** One line of the table, without its counts. */
    private record Key(
            String agreement,
            LocalDate day,
            String dataset,
            String refused,
            String agency,
            String person,
            int version,
            String purpose,
            String grant,
            List<String> columns) {}

    private record Count(long events, Instant last) {
        Count and(Count other) {
            return new Count(events + other.events, last.isAfter(other.last) ? last : other.last);
        }
    }

    public UseCounts(DataSource audit) {
        this.database = new JdbcTemplate(audit);
    }

    /** Adds what was read and refused among the events after the one, up to the other. */
    public void count(long after, long upTo) {
        Map<Key, Count> counts = new LinkedHashMap<>();
        database.query(
                """
                SELECT canonical FROM audit.event
                WHERE sequence > ? AND sequence <= ? AND agreement IS NOT NULL
                    AND dataset IS NOT NULL
                    AND (action = ? AND outcome IN ('allowed', 'refused')
                        OR action = ? AND outcome = 'refused')
                ORDER BY sequence
                """,
                row -> {
                    AuditEvent event = EventCodec.decode(row.getBytes("canonical"));
                    counts.merge(key(event), new Count(1, event.at()), Count::and);
                },
                after,
                upTo,
                READ,
                ASK);
        store(counts);
    }

    private static Key key(AuditEvent event) {
        var about = event.about();
        String agreement = Objects.requireNonNull(about.agreement()).value();
        String dataset = Objects.requireNonNull(about.dataset()).toString();
        LocalDate day = LocalDate.ofInstant(event.at(), Uses.DAYS);
        String agency = text(event.actor().agency());
        return switch (event.outcome()) {
            case Outcome.Refused(var reasons) ->
                    new Key(
                            agreement,
                            day,
                            dataset,
                            codes(reasons),
                            agency,
                            "",
                            0,
                            "",
                            "",
                            List.of());
            case Outcome.Allowed _, Outcome.Done _, Outcome.Failed _ ->
                    new Key(
                            agreement,
                            day,
                            dataset,
                            "",
                            agency,
                            storable(event.actor().person().value()),
                            Math.max(0, Objects.requireNonNullElse(about.datasetVersion(), 0)),
                            text(about.purpose()),
                            text(about.grant()),
                            about.columns().stream()
                                    .map(UseCounts::storable)
                                    .sorted()
                                    .distinct()
                                    .toList());
        };
    }

    /** A refusal that says no reason still is one. */
    private static String codes(List<Reason> reasons) {
        String codes =
                reasons.stream()
                        .map(reason -> storable(reason.code()))
                        .filter(code -> !code.isBlank())
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(" "));
        return codes.isEmpty() || codes.length() > LONGEST_REFUSAL ? "unknown" : codes;
    }

    private void store(Map<Key, Count> counts) {
        if (counts.isEmpty()) {
            return;
        }
        Map<String, List<String>> sets = new TreeMap<>();
        List<Object[]> rows = new ArrayList<>();
        counts.forEach((key, count) -> {
            byte[] set = digest(key.columns());
            sets.put(HexFormat.of().formatHex(set), key.columns());
            rows.add(row(key, set, count));
        });
        database.batchUpdate(
                "INSERT INTO audit.column_set (digest, names) VALUES (?, ?) ON CONFLICT DO NOTHING",
                sets.entrySet().stream()
                        .map(set ->
                                new Object[] {
                                    HexFormat.of().parseHex(set.getKey()),
                                    set.getValue().toArray(String[]::new)
                                })
                        .toList());
        database.batchUpdate(
                """
                INSERT INTO audit.agreement_use (agreement, day, dataset, refused, agency, person,
                    version, purpose, held_grant, columns, events, last_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (agreement, day, dataset, refused, agency, person, version, purpose,
                    held_grant, columns)
                DO UPDATE SET events = agreement_use.events + excluded.events,
                    last_at = greatest(agreement_use.last_at, excluded.last_at)
                """,
                rows);
    }

    private static Object[] row(Key key, byte[] set, Count count) {
        return new Object[] {
            key.agreement(),
            key.day(),
            key.dataset(),
            key.refused(),
            key.agency(),
            key.person(),
            key.version(),
            key.purpose(),
            key.grant(),
            set,
            count.events(),
            count.last().atOffset(ZoneOffset.UTC)
        };
    }

    /** Names are told apart by U+0000, which none of them has. */
    private static byte[] digest(List<String> names) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", names).getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String text(@Nullable Object name) {
        return name == null ? "" : storable(name.toString());
    }

    /** The database holds no U+0000 in a text. */
    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }
}
