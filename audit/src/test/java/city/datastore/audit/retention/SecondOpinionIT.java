package city.datastore.audit.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.verify.Finding;
import city.datastore.audit.verify.Report;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the second opinion on the log says of bodies that are gone. */
class SecondOpinionIT extends PruningRoom {
    @Nested
    class The_second_opinion {
        @Test
        void counts_what_was_deleted_by_the_rule() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");
            log.itIs(log.termIsOver());
            log.pruning().run();

            Report report = log.secondOpinion();

            assertThat(report.clean()).isTrue();
            assertThat(report.entries()).isEqualTo(31);
            assertThat(report.pruned()).isEqualTo(30);
        }

        @Test
        void names_a_body_that_is_gone_without_a_record() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");
            Hold hold = log.hold(null, HoldKind.PERSON, "mps.officer");
            log.stack.awaitStored(hold.event());
            owned("DELETE FROM audit.event WHERE sequence = 8");

            assertThat(log.secondOpinion().findings())
                    .extracting(Finding::kind, Finding::index)
                    .contains(tuple(Finding.Kind.MISSING, 7L));
        }

        @Test
        void believes_no_record_of_a_deletion_that_the_log_did_not_announce() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");
            owned("DELETE FROM audit.event WHERE sequence BETWEEN 8 AND 9");
            owned(
                    "INSERT INTO audit.pruning (partition_name, pruned_at, kept, bodies, stayed,"
                            + " announcement) VALUES ('event_x', now() + interval '9 years',"
                            + " interval '6 years', 2, 28, gen_random_uuid())");
            owned("INSERT INTO audit.pruned SELECT 7, 8, number FROM audit.pruning");

            assertThat(log.secondOpinion().findings())
                    .anyMatch(finding ->
                            finding.kind() == Finding.Kind.MISSING
                                    && finding.index() == 7
                                    && finding.what().contains("no event in the log announced"));
        }

        @Test
        void names_bodies_that_went_before_their_time_and_one_that_came_back() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");
            log.owner("CREATE TABLE audit.kept AS SELECT * FROM audit.event WHERE sequence = 4");
            log.itIs(log.termIsOver());
            log.pruning().run();
            owned("UPDATE audit.pruning SET kept = interval '60 years'");
            owned("INSERT INTO audit.event SELECT * FROM audit.kept");

            List<Finding> findings = log.secondOpinion().findings();

            assertThat(findings)
                    .anyMatch(finding ->
                            finding.kind() == Finding.Kind.INSERTED && finding.index() == 3);
            assertThat(findings)
                    .anyMatch(finding -> finding.what().contains("before its term of P60Y"));
        }

        /** What the superuser does who has the platform itself announce what was never due. */
        private void forge(Instant announced, Instant pruned) throws Exception {
            String digest =
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest("7-7".getBytes(UTF_8)));
            AuditEvent announcement =
                    AuditEvent.now(
                            announced,
                            Events.actor("mps.officer"),
                            Pruning.PRUNE,
                            About.NOTHING.withDetails(Map.of("bodies", "1", "digest", digest)),
                            new Outcome.Allowed(List.of()),
                            new RequestId("forged"));
            log.pipeline.recorder().record(announcement);
            log.stack.awaitStored(announcement.id());
            owned("DELETE FROM audit.event WHERE sequence = 8");
            owned(
                    "INSERT INTO audit.pruning (partition_name, pruned_at, kept, bodies, stayed,"
                            + " announcement) VALUES ('event_x', '%s', interval '6 years', 1, 29, '%s')"
                                    .formatted(pruned, announcement.id()));
            owned("INSERT INTO audit.pruned SELECT 7, 7, number FROM audit.pruning");
        }

        private void assertMissing(long index, String words) throws Exception {
            assertThat(log.secondOpinion().findings())
                    .anyMatch(finding ->
                            finding.kind() == Finding.Kind.MISSING
                                    && finding.index() == index
                                    && finding.what().contains(words));
        }

        @Test
        void believes_no_deletion_that_is_still_to_come() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");

            forge(log.termIsOver(), log.termIsOver());

            assertMissing(7, "said to have been deleted at " + log.termIsOver());
        }

        @Test
        void believes_no_deletion_of_another_day_than_the_log_announced_it() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");
            log.itIs(log.termIsOver());

            forge(log.termIsOver().minus(Duration.ofDays(3)), log.termIsOver());

            assertMissing(7, "said to have been deleted at " + log.termIsOver());
        }

        @Test
        void judges_a_deletion_by_the_time_of_the_event_in_kafka() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");

            forge(Instant.now(), Instant.now());
            owned(
                    "UPDATE audit.leaf SET event_at = event_at - interval '7 years'"
                            + " WHERE leaf_index = 7");

            assertMissing(7, "Kafka still holds the event");
        }

        private void owned(String sql) {
            for (String table : List.of("event", log.partition(), "leaf", "pruning", "pruned")) {
                if (log.stack.count("SELECT count(*) FROM pg_class WHERE relname = ?", table) > 0) {
                    log.owner("ALTER TABLE audit." + table + " DISABLE TRIGGER USER");
                }
            }
            log.owner(sql);
        }
    }
}
