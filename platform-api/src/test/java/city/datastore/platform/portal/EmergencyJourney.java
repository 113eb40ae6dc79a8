package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Role;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.subjects.Subjects;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An emergency from its arrangement to its review, by those who take part in it. */
class EmergencyJourney {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);
    private final LocalDate nextMonth = LocalDate.now(Show.UK).plusMonths(1);

    @Test
    void access_is_arranged_opened_with_a_code_ended_and_reviewed() throws Exception {
        try (var chromium = Chromium.start()) {
            DatasetId dataset = sharing.dataset("emergency-spend");
            platform.bean(Subjects.class)
                    .declare(
                            sharing.brent(Role.DATA_STEWARD),
                            dataset,
                            Map.of("Supplier Name", "name_and_birth_date"));
            var owner = Person.at(chromium, platform).signsIn("brent.ig");
            var officer = Person.at(chromium, platform).signsIn("gla.officer");

            arranges(owner);
            appoints(Person.withoutScripts(chromium, platform).signsIn("gla.ig"));

            officer.goesTo("/emergencies")
                    .sees("Open emergency access to brent/emergency-spend")
                    .sends("/emergencies", typedWhileTheCodeBecameTooOld())
                    .givesCodeFor("/emergencies/new?dataset=brent%2Femergency-spend")
                    .has("value", "Thames Paper Ltd")
                    .has("justification", "A child is missing since this morning.")
                    .goesTo("/emergencies/new?dataset=brent/emergency-spend")
                    .has("value", "")
                    .presses("Open emergency access")
                    .seesError("reason", "Choose what the emergency is")
                    .fills("value", "Thames Paper Ltd")
                    .ticks("columns")
                    .ticks("reason-2")
                    .ticks("basis")
                    .fills("justification", "A child is missing since this morning.")
                    .fills("caseReference", "CASE-17")
                    .presses("Open emergency access")
                    .sees("Emergency access is open, and the owner is told.")
                    .sees("Something is withheld")
                    .pictures("officer-emergency")
                    .presses("See what is known about this person")
                    .sees("From version 1 of the dataset")
                    .sees("1200.50")
                    .doesNotSee("Thames Paper Ltd")
                    .pictures("officer-emergency-rows")
                    .asksAboutIt();
            var file = officer.downloads("Download the rows of this person");
            assertThat(Files.readString(file.path())).isEqualTo("Amount\n1200.50\n");
            releasedTwice(dataset);
            officer.goesTo("/datasets/brent/emergency-spend")
                    .sees("Emergency access runs until")
                    .follows("Go to it, or end it")
                    .fills("why", "The child is found.")
                    .presses("End it")
                    .sees("It has ended.")
                    .goesTo("/datasets/brent/emergency-spend")
                    .doesNotSee("Emergency access runs until");

            owner.goesTo("/emergencies")
                    .follows("brent/emergency-spend")
                    .presses("Record the review")
                    .seesError("outcome", "Choose whether it was justified")
                    .ticks("outcome-2")
                    .fills("note", "The number was in the case system too.")
                    .presses("Record the review")
                    .sees("The review is on the record.")
                    .goesTo("/emergencies")
                    .follows("How emergency access is used")
                    .sees("Reviewed on time")
                    .pictures("lead-emergency-figures");
        }
    }

    /** The page and the file; to ask about the page released nothing. */
    private void releasedTwice(DatasetId dataset) {
        var released =
                new TrailQuery(
                        null, null, dataset, null, null, "dataset.release", null, null, null, null);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(
                                        platform.bean(Trail.class)
                                                .search(
                                                        new TrailScope.Everything(),
                                                        released,
                                                        PageRequest.first())
                                                .items())
                                .hasSize(2));
    }

    private static Map<String, String> typedWhileTheCodeBecameTooOld() {
        return Map.of(
                "dataset", "brent/emergency-spend",
                "value", "Thames Paper Ltd",
                "columns", "Amount",
                "reason", "child-at-risk",
                "basis", "vital-interests",
                "justification", "A child is missing since this morning.",
                "caseReference", "CASE-17",
                "hours", "4");
    }

    private void arranges(Person owner) {
        owner.goesTo("/datasets/brent/emergency-spend")
                .follows("Arrange for emergencies")
                .presses("Save")
                .seesError("duties-0-agency", "Choose at least one agency with a duty role")
                .selects("duties-0-agency", "gla")
                .ticks("duties-0-roles-6")
                .fills("columns", "Amount")
                .ticks("subjectColumn")
                .fills("call", "Brent’s duty desk, 020 7946 0000")
                .presses("Save")
                .sees("It is arranged.");
    }

    private void appoints(Person lead) {
        lead.goesTo("/emergencies/duties")
                .fills("person", "gla.officer")
                .ticks("role-6")
                .fillsDate(
                        "until",
                        String.valueOf(nextMonth.getDayOfMonth()),
                        String.valueOf(nextMonth.getMonthValue()),
                        String.valueOf(nextMonth.getYear()))
                .presses("Appoint")
                .sees("The person is appointed.");
    }
}
