package city.datastore.audit.use;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.use.UseOfAgreement.ByAgency;
import city.datastore.audit.use.UseOfAgreement.OfDataset;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The counts that {@link UseCounts} keeps, put together for one agreement. Thread-safe. */
public final class JdbcUses implements Uses {
    /** Most lines that are put together; with more, the answer says that it is not complete. */
    static final int MOST = 100_000;

    private final JdbcClient database;

    /**
     * @param audit reads, with the rights of {@code datastore_audit}
     */
    public JdbcUses(DataSource audit) {
        this.database = JdbcClient.create(audit);
    }

    /** The whole months among some days, {@code [first, last)}; none where both are the same. */
    private record Months(LocalDate first, LocalDate last) {
        static Months within(LocalDate from, LocalDate until) {
            LocalDate first =
                    from.getDayOfMonth() == 1 ? from : from.plusMonths(1).withDayOfMonth(1);
            LocalDate last = until.withDayOfMonth(1);
            return first.isBefore(last) ? new Months(first, last) : new Months(until, until);
        }
    }

    /** What one person read of one version under one grant, or a refusal. */
    private record Line(
            DatasetId dataset,
            String refused,
            String agency,
            String person,
            int version,
            String purpose,
            String grant,
            ByteBuffer columns,
            long events,
            Instant last) {}

    @Override
    public UseOfAgreement during(AgreementRef agreement, LocalDate from, LocalDate until) {
        boolean counted = counted(agreement);
        var months = Months.within(from, until);
        List<Line> lines =
                database.sql(
                                """
                                SELECT kind.dataset, kind.refused, kind.agency, reader.person,
                                    kind.version, kind.purpose, reader.held_grant, kind.columns,
                                    counted.events, counted.last_at
                                FROM (SELECT kind, reader, sum(events)::bigint AS events,
                                        max(last_at) AS last_at
                                    FROM (SELECT kind, reader, events, last_at
                                        FROM audit.agreement_use
                                        WHERE kind = ANY (ARRAY(SELECT id FROM audit.use_kind
                                                WHERE agreement = :agreement))
                                            AND (day >= :from AND day < :first
                                                OR day >= :last AND day < :until)
                                        UNION ALL
                                        SELECT kind, reader, events, last_at
                                        FROM audit.agreement_use_month
                                        WHERE kind = ANY (ARRAY(SELECT id FROM audit.use_kind
                                                WHERE agreement = :agreement))
                                            AND month >= :first AND month < :last) AS part
                                    GROUP BY kind, reader
                                    LIMIT :most) AS counted
                                JOIN audit.use_kind AS kind ON kind.id = counted.kind
                                JOIN audit.use_reader AS reader ON reader.id = counted.reader
                                """)
                        .param("agreement", agreement.value())
                        .param("from", from)
                        .param("first", months.first())
                        .param("last", months.last())
                        .param("until", until)
                        .param("most", MOST)
                        .query(JdbcUses::line)
                        .list();
        return together(lines, counted && lines.size() < MOST);
    }

    /** Whether the follower has seen every reading under it that is stored. */
    private boolean counted(AgreementRef agreement) {
        return database.sql(
                        """
                        SELECT NOT EXISTS (SELECT FROM audit.event
                            WHERE agreement = ? AND action IN (?, ?)
                                AND sequence > (SELECT sequence FROM audit.alert_progress))
                        """)
                .params(agreement.value(), UseCounts.READ, UseCounts.ASK)
                .query(Boolean.class)
                .single();
    }

    private UseOfAgreement together(List<Line> lines, boolean complete) {
        List<Line> reads = lines.stream().filter(line -> line.refused().isEmpty()).toList();
        Map<ByteBuffer, List<String>> sets = sets(reads);
        SortedMap<DatasetId, OfDataset> datasets = new TreeMap<>();
        byDataset(reads).forEach((dataset, its) -> datasets.put(dataset, dataset(its, sets)));
        SortedMap<PurposeCode, Long> purposes = new TreeMap<>();
        Map<AgencyCode, Set<String>> people = new HashMap<>();
        Set<GrantId> grants = new HashSet<>();
        for (Line line : reads) {
            if (!line.purpose().isEmpty()) {
                purposes.merge(new PurposeCode(line.purpose()), line.events(), Long::sum);
            }
            if (!line.grant().isEmpty()) {
                grants.add(GrantId.parse(line.grant()));
            }
            if (!line.agency().isEmpty()) {
                people.computeIfAbsent(new AgencyCode(line.agency()), _ -> new HashSet<>())
                        .add(line.person());
            }
        }
        SortedMap<AgencyCode, Long> counted = new TreeMap<>();
        people.forEach((agency, each) -> counted.put(agency, (long) each.size()));
        return new UseOfAgreement(datasets, purposes, counted, refused(lines), grants, complete);
    }

    private static SortedMap<DatasetId, List<Line>> byDataset(List<Line> reads) {
        SortedMap<DatasetId, List<Line>> lines = new TreeMap<>();
        reads.forEach(
                line -> lines.computeIfAbsent(line.dataset(), _ -> new ArrayList<>()).add(line));
        return lines;
    }

    private static OfDataset dataset(List<Line> lines, Map<ByteBuffer, List<String>> sets) {
        var versions = new TreeSet<Integer>();
        var columns = new TreeSet<String>();
        boolean whole = false;
        Map<AgencyCode, List<Line>> byAgency = new TreeMap<>();
        for (Line line : lines) {
            if (line.version() > 0) {
                versions.add(line.version());
            }
            List<String> names = sets.getOrDefault(line.columns(), List.of());
            whole |= names.isEmpty();
            columns.addAll(names);
            if (!line.agency().isEmpty()) {
                byAgency.computeIfAbsent(new AgencyCode(line.agency()), _ -> new ArrayList<>())
                        .add(line);
            }
        }
        return new OfDataset(
                byAgency.entrySet().stream()
                        .map(each -> by(each.getKey(), each.getValue()))
                        .toList(),
                versions,
                whole,
                columns);
    }

    private static ByAgency by(AgencyCode agency, List<Line> lines) {
        return new ByAgency(
                agency,
                lines.stream().mapToLong(Line::events).sum(),
                lines.stream().map(Line::person).distinct().count(),
                lines.stream().map(Line::last).max(Instant::compareTo).orElseThrow());
    }

    private static SortedMap<String, Long> refused(List<Line> lines) {
        SortedMap<String, Long> refused = new TreeMap<>();
        lines.stream()
                .filter(line -> !line.refused().isEmpty())
                .forEach(line ->
                        Arrays.stream(line.refused().split(" ", -1))
                                .forEach(code -> refused.merge(code, line.events(), Long::sum)));
        return refused;
    }

    private Map<ByteBuffer, List<String>> sets(List<Line> reads) {
        byte[][] digests =
                reads.stream()
                        .map(Line::columns)
                        .distinct()
                        .map(ByteBuffer::array)
                        .toArray(byte[][]::new);
        Map<ByteBuffer, List<String>> sets = new HashMap<>();
        database.sql("SELECT digest, names FROM audit.column_set WHERE digest = ANY (?)")
                .param(digests)
                .query(row -> {
                    sets.put(
                            ByteBuffer.wrap(row.getBytes("digest")),
                            List.of((String[]) row.getArray("names").getArray()));
                });
        return sets;
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                DatasetId.parse(row.getString("dataset")),
                row.getString("refused"),
                row.getString("agency"),
                row.getString("person"),
                row.getInt("version"),
                row.getString("purpose"),
                row.getString("held_grant"),
                ByteBuffer.wrap(row.getBytes("columns")),
                row.getLong("events"),
                row.getObject("last_at", OffsetDateTime.class).toInstant());
    }
}
