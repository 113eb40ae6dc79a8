package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Role;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.datasets.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An auditor's work: who was refused what, and why; in a real browser on real servers. */
class AuditorJourney {

    @Test
    void an_auditor_finds_a_refusal_and_its_reason_and_takes_the_evidence_away()
            throws IOException {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var dataset = sharing.dataset("auditor-spend");
            var agreement = sharing.agreement(dataset);
            var purpose = new PurposeCode("procurement-review");
            var reading = new Reading(dataset, null, agreement, purpose);
            assertThatThrownBy(() ->
                            platform.bean(Datasets.class).open(sharing.gla(Role.OFFICER), reading))
                    .isInstanceOf(RefusedException.class);
            var auditor = Person.at(chromium, platform);

            auditor.signsIn("city.auditor")
                    .waitsFor("gla.officer.before was refused: Read a dataset")
                    .follows("Audit trail")
                    .fills("dataset", "brent/auditor-spend")
                    .fills("from", "31")
                    .fills("from-month", "2")
                    .fills("from-year", "2026")
                    .presses("Apply filters")
                    .seesError("from", "The first day has to be a real date, such as 3 6 2027")
                    .goesTo("/audit?dataset=brent/auditor-spend")
                    .waitsFor("Refused")
                    .pictures("auditor-trail")
                    .follows("Read a dataset")
                    .sees("gla.officer.before, Greater London Authority")
                    .sees("Proved")
                    .sees("Download the receipt")
                    .pictures("auditor-event")
                    .goesTo("/datasets/brent/nothing-of-that-name")
                    .seesHeading("Page not found");
            cosigned(platform);
            auditor.goesTo("/audit?dataset=brent/auditor-spend&outcome=refused")
                    .sees("Download an evidence pack of these events");
            try (var pack =
                    new ZipInputStream(
                            Files.newInputStream(
                                    auditor.downloads("Download an evidence pack of these events")
                                            .path()))) {
                assertThat(Stream.generate(() -> name(pack)).takeWhile(name -> !name.isEmpty()))
                        .contains("summary.html", "manifest.json", "manifest.p7s")
                        .anyMatch(name -> name.endsWith(".tlog-proof"));
            }
            Person.withoutScripts(chromium, platform)
                    .signsIn("city.auditor")
                    .follows("Audit trail")
                    .fills("dataset", "brent/auditor-spend")
                    .presses("Apply filters")
                    .follows("Read a dataset")
                    .sees("gla.officer.before, Greater London Authority");
        }
    }

    /** Waits until a cosigned checkpoint covers all that is stored now. */
    private static void cosigned(RunningPlatform platform) {
        var tables = platform.bean(LogTables.class);
        long size = tables.head().size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> tables.cosigned().filter(head -> head.size() >= size).isPresent());
    }

    private static String name(ZipInputStream pack) {
        try {
            var entry = pack.getNextEntry();
            return entry == null ? "" : entry.getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
