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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts the use of agreements; all in the transaction of whoever follows the record. */
public final class UseCounts {
    /** The decision to show content, and the one to let somebody ask for it. */
    static final String READ = "dataset.read";

    static final String ASK = "access-request.ask";

    /** More codes than any refusal has. */
    private static final int LONGEST_REFUSAL = 600;

    private final JdbcTemplate database;
    private final TransactionOperations transactions;

    /** One line of the table, without its counts. */
    private record Key(Kind kind, LocalDate day, Reader reader) {
        Key ofMonth() {
            return new Key(kind, day.withDayOfMonth(1), reader);
        }
    }

    /** What was read, or refused. */
    private record Kind(
            String agreement,
            String dataset,
            String refused,
            String agency,
            int version,
            String purpose,
            List<String> columns) {
        Object[] row() {
            return new Object[] {
                agreement, dataset, refused, agency, version, purpose, digest(columns)
            };
        }
    }

    /** Who read it; nobody where it was refused. */
    private record Reader(String person, String grant) {
        static final Reader NOBODY = new Reader("", "");

        Object[] row() {
            return new Object[] {person, grant};
        }
    }

    private record Count(long events, Instant last) {
        Count and(Count other) {
            return new Count(events + other.events, last.isAfter(other.last) ? last : other.last);
        }
    }

    public UseCounts(DataSource audit) {
        this.database = new JdbcTemplate(audit);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(audit));
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
                    counts.merge(key(event), new Count(1, CountedTime.of(event.at())), Count::and);
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
        LocalDate day = LocalDate.ofInstant(CountedTime.of(event.at()), Uses.DAYS);
        String agency = text(event.actor().agency());
        return switch (event.outcome()) {
            case Outcome.Refused(var reasons) ->
                    new Key(
                            new Kind(agreement, dataset, codes(reasons), agency, 0, "", List.of()),
                            day,
                            Reader.NOBODY);
            case Outcome.Allowed _, Outcome.Done _, Outcome.Failed _ ->
                    new Key(
                            new Kind(
                                    agreement,
                                    dataset,
                                    "",
                                    agency,
                                    Math.max(
                                            0,
                                            Objects.requireNonNullElse(about.datasetVersion(), 0)),
                                    text(about.purpose()),
                                    about.columns().stream()
                                            .map(UseCounts::storable)
                                            .sorted()
                                            .distinct()
                                            .toList()),
                            day,
                            new Reader(
                                    storable(event.actor().person().value()), text(about.grant())));
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
        Set<Kind> kinds = counts.keySet().stream().map(Key::kind).collect(Collectors.toSet());
        database.batchUpdate(
                "INSERT INTO audit.column_set (digest, names) VALUES (?, ?) ON CONFLICT DO NOTHING",
                kinds.stream()
                        .map(Kind::columns)
                        .distinct()
                        .map(names -> new Object[] {digest(names), names.toArray(String[]::new)})
                        .toList());
        database.batchUpdate(
                """
                INSERT INTO audit.use_kind (agreement, dataset, refused, agency, version, purpose,
                    columns)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                kinds.stream().map(Kind::row).toList());
        database.batchUpdate(
                "INSERT INTO audit.use_reader (person, held_grant) VALUES (?, ?)"
                        + " ON CONFLICT DO NOTHING",
                counts.keySet().stream().map(Key::reader).distinct().map(Reader::row).toList());
        add("agreement_use", "day", counts);
        Map<Key, Count> months = new LinkedHashMap<>();
        counts.forEach((key, count) -> months.merge(key.ofMonth(), count, Count::and));
        add("agreement_use_month", "month", months);
    }

    private void add(String table, String time, Map<Key, Count> counts) {
        List<Object[]> rows = new ArrayList<>();
        counts.forEach((key, count) -> rows.add(row(key, count)));
        database.batchUpdate(
                """
                INSERT INTO audit.%1$s AS stored (%2$s, events, last_at, kind, reader)
                SELECT ?, ?, ?, kind.id, reader.id
                FROM audit.use_kind AS kind, audit.use_reader AS reader
                WHERE kind.agreement = ? AND kind.dataset = ? AND kind.refused = ?
                    AND kind.agency = ? AND kind.version = ? AND kind.purpose = ?
                    AND kind.columns = ? AND reader.person = ? AND reader.held_grant = ?
                ON CONFLICT (kind, %2$s, reader)
                DO UPDATE SET events = stored.events + excluded.events,
                    last_at = greatest(stored.last_at, excluded.last_at)
                """
                        .formatted(table, time),
                rows);
    }

    private static Object[] row(Key key, Count count) {
        return Stream.of(
                        new Object[] {
                            key.day(), count.events(), count.last().atOffset(ZoneOffset.UTC)
                        },
                        key.kind().row(),
                        key.reader().row())
                .flatMap(Arrays::stream)
                .toArray();
    }

    /**
     * Deletes the counts of earlier days, and the people in them who are in no other.
     *
     * @param before the first day of a month
     * @return of how many days, kinds and readers
     */
    public int letGo(LocalDate before) {
        return Objects.requireNonNull(
                transactions.execute(_ -> {
                    // whoever counts holds this, so that no reader is counted who goes here
                    database.queryForList("SELECT sequence FROM audit.alert_progress FOR UPDATE");
                    database.update(
                            "DELETE FROM audit.agreement_use_month WHERE month < ?", before);
                    int gone =
                            database.update(
                                    "DELETE FROM audit.agreement_use WHERE day < ?", before);
                    if (gone > 0) {
                        forgetUnused("use_reader", "reader");
                        forgetUnused("use_kind", "kind");
                    }
                    return gone;
                }));
    }

    private void forgetUnused(String table, String column) {
        database.update(
                "DELETE FROM audit.%s AS it WHERE NOT EXISTS (SELECT FROM audit.agreement_use AS use WHERE use.%s = it.id)"
                        .formatted(table, column));
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
