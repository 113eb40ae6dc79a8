package city.datastore.audit.cosigning;

import city.datastore.audit.log.SignedNote;
import city.datastore.audit.logtables.LogHead;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the one row of {@code audit.cosigned}. */
final class CosignedRow {
    private final JdbcClient database;

    CosignedRow(DataSource audit) {
        this.database = JdbcClient.create(audit);
    }

    /**
     * Puts this checkpoint in the place of the one before.
     *
     * @param before as it was read; where another node has written meanwhile, nothing happens
     * @return whether it is there now
     */
    boolean replace(Optional<LogHead> before, LogHead tree, SignedNote checkpoint, Instant now) {
        String write =
                before.isPresent()
                        ? "UPDATE audit.cosigned SET size = :size, root = :root,"
                                + " checkpoint = :checkpoint, signed_at = :now"
                                + " WHERE size = :before"
                        : "INSERT INTO audit.cosigned (size, root, checkpoint, signed_at)"
                                + " VALUES (:size, :root, :checkpoint, :now)"
                                + " ON CONFLICT DO NOTHING";
        var statement =
                database.sql(write)
                        .param("size", tree.size())
                        .param("root", tree.root().bytes())
                        .param("checkpoint", checkpoint.format())
                        .param("now", now.atOffset(ZoneOffset.UTC));
        return before.map(LogHead::size)
                        .map(size -> statement.param("before", size))
                        .orElse(statement)
                        .update()
                == 1;
    }
}
