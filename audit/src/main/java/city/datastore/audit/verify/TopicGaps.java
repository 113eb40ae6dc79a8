package city.datastore.audit.verify;

import city.datastore.audit.verify.Finding.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What of the topic the platform itself wrote down as never read: it may have been recorded. */
final class TopicGaps {
    private static final int FETCH = 1024;

    /**
     * @param to absent where the topic was made anew
     * @param size how many entries the log had then
     */
    private record Gap(
            int partition, long from, @Nullable Long to, @Nullable Instant at, long size) {
        private static Gap of(ResultSet row) throws SQLException {
            return new Gap(
                    row.getInt(1),
                    row.getLong(2),
                    row.getObject(3, Long.class),
                    LeafRow.instant(row, 4),
                    row.getLong(5));
        }

        private String words() {
            if (to == null) {
                return "the topic was made anew: what partition %d of the one before held from offset %d on was never read"
                        .formatted(partition, from);
            }
            return to < from
                    ? "partition %d of the topic ended before offset %d, up to which it had been read: what followed is lost"
                            .formatted(partition, from)
                    : "partition %d of the topic no longer held offsets %d to %d when they were to be read"
                            .formatted(partition, from, to - 1);
        }
    }

    private TopicGaps() {}

    /** Names each by the entry that came next in the log. */
    static void tell(Connection connection, Findings findings) throws SQLException {
        try (var there =
                new Rows<>(
                        connection,
                        1,
                        row -> row.getBoolean(1),
                        "SELECT to_regclass('audit.topic_gap') IS NOT NULL")) {
            if (!Boolean.TRUE.equals(there.peek())) {
                throw new SQLException(
                        "its tables are older than this check; start the platform of this version"
                                + " once, which brings them up to date");
            }
        }
        try (var gaps =
                new Rows<>(
                        connection,
                        FETCH,
                        Gap::of,
                        "SELECT topic_partition, from_offset, to_offset, noted_at, log_size"
                                + " FROM audit.topic_gap ORDER BY number")) {
            for (Gap gap = gaps.take(); gap != null; gap = gaps.take()) {
                findings.add(Kind.MISSING, gap.size(), gap.at(), gap.words());
            }
        }
    }
}
