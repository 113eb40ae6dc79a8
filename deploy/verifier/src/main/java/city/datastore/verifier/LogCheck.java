package city.datastore.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.verify.Finding;
import city.datastore.audit.verify.Report;
import city.datastore.audit.verify.SecondOpinion;
import city.datastore.audit.verify.receipt.TrustedKey;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;

/** Checks a whole log, and that it continued the checkpoint kept from before. */
final class LogCheck {
    private static final int SHOWN = 50;

    private final CheckedLog log;
    private final PrintStream out;

    LogCheck(CheckedLog log, PrintStream out) {
        this.log = log;
        this.out = out;
    }

    /** Whether all is well. */
    boolean run() throws SQLException, InterruptedException {
        Kept kept = log.kept();
        String keys = keys(kept);
        String earlier = Kept.read(kept.checkpoint());
        Report report =
                new SecondOpinion(
                                log.databaseUrl(),
                                log.databasePassword(),
                                TrustedKey.parseAll(keys.getBytes(UTF_8)))
                        .check(earlier, log.topic());
        print(report, earlier != null);
        keep(kept, report);
        return report.clean();
    }

    /**
     * Keeps the newest checkpoint where nothing speaks against it; the next check is to look back
     * to this one, also where something else is found by every check.
     */
    static void keep(Kept kept, Report report) {
        String checkpoint = report.checkpoint();
        if (checkpoint != null && report.checkpointHolds()) {
            kept.write(kept.checkpoint(), checkpoint);
        }
    }

    /** The keys that this verifier saw first. Another key later is a finding, and not an update. */
    String keys(Kept kept) {
        String known = Kept.read(kept.keys());
        if (known != null) {
            return known;
        }
        String served = log.firstKeys();
        var _ = TrustedKey.parseAll(served.getBytes(UTF_8));
        kept.write(kept.keys(), served);
        out.println("The log's keys, seen for the first time, are kept in " + kept.keys());
        return served;
    }

    private void print(Report report, boolean continued) {
        out.printf(
                "%,d entries checked in %.1f s, %,d a second.%n",
                report.entries(), report.took().toMillis() / 1e3, report.entriesPerSecond());
        if (report.pruned() > 0) {
            out.printf(
                    "%,d of them without a body, deleted under the retention policy as the log had announced.%n",
                    report.pruned());
        }
        Report.Compared kafka = report.kafka();
        if (kafka != null) {
            out.printf(
                    "%,d messages of the topic compared; %,d not yet stored, %,d stored and no longer in the topic.%n",
                    kafka.messages(), kafka.notYetStored(), kafka.noLongerHeld());
            if (kafka.prunedStillHeld() > 0) {
                out.printf(
                        "%,d messages whose bodies were deleted from the tables stay in the topic, behind one that is kept.%n",
                        kafka.prunedStillHeld());
            }
        }
        if (report.clean()) {
            out.println(
                    "All is well: every event, leaf, tile and root is as signed"
                            + (continued ? ", and the log continues what was kept." : "."));
            return;
        }
        List<Finding> findings = report.findings();
        findings.stream().limit(SHOWN).forEach(finding -> out.println("  " + finding.line()));
        if (report.found() > Math.min(SHOWN, findings.size())) {
            out.printf("  and %,d more%n", report.found() - Math.min(SHOWN, findings.size()));
        }
        out.printf(
                "%,d findings. docs/runbooks/audit-check.md says what each means and what to do.%n",
                report.found());
    }
}
