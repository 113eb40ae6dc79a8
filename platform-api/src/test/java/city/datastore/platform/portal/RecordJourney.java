package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Role;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.platform.Pruned;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.datasets.Upload;
import city.datastore.platform.subjects.Subjects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the owner's lead does with the record: keeps a search, and answers who asks about them. */
class RecordJourney {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);

    @Test
    void a_lead_keeps_a_search_of_the_trail_for_themselves() {
        try (var chromium = Chromium.start()) {
            sharing.dataset("searched-spend");
            var lead = Person.at(chromium, platform).signsIn("brent.ig");

            lead.goesTo("/audit/searches")
                    .sees("To save a search, filter the audit trail")
                    .goesTo("/audit?dataset=brent/searched-spend")
                    .waitsFor("Upload")
                    .follows("Save this search, or open a saved one")
                    .presses("Save search")
                    .seesError("name", "Enter a name of 1 to 100 characters")
                    .fills("name", "What happens to spending")
                    .selects("span", "30")
                    .presses("Save search")
                    .sees("The search “What happens to spending” is saved.")
                    .sees("The last 30 days")
                    .pictures("lead-searches");
            Person.withoutScripts(chromium, platform)
                    .signsIn("gla.ig")
                    .goesTo("/audit/searches")
                    .doesNotSee("What happens to spending");

            lead.follows("What happens to spending")
                    .seesHeading("Audit trail")
                    .sees("brent/searched-spend")
                    .goesTo("/audit/searches")
                    .presses("Delete What happens to spending")
                    .sees("The search is deleted.")
                    .doesNotSee("What happens to spending");
        }
    }

    @Test
    void an_event_whose_body_was_deleted_is_there_for_the_citys_auditor_alone() throws Exception {
        try (var chromium = Chromium.start()) {
            var id = publishing(sharing.dataset("pruned-spend"));
            String page = "/audit/events/" + id;
            var lead = Person.withoutScripts(chromium, platform).signsIn("brent.ig");
            lead.goesTo(page).sees("brent/pruned-spend");

            Pruned.body(platform, id);

            for (String path : List.of("", "/replay", "/receipt")) {
                lead.goesTo(page + path).seesHeading("Page not found");
            }
            Person.withoutScripts(chromium, platform)
                    .signsIn("city.auditor")
                    .goesTo(page)
                    .seesHeading("The body of this event was deleted");
        }
    }

    /** The id of an event about the dataset, once it is stored. */
    private String publishing(DatasetId dataset) {
        var query = new TrailQuery(null, null, dataset, null, null, null, null, null, null, null);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                platform.bean(Trail.class)
                                        .search(
                                                new TrailScope.Everything(),
                                                query,
                                                PageRequest.first())
                                        .items(),
                        found -> !found.isEmpty())
                .getFirst()
                .event()
                .id()
                .toString();
    }

    @Test
    void a_lead_answers_a_person_who_asks_who_saw_data_about_them() throws IOException {
        try (var chromium = Chromium.start()) {
            DatasetId dataset = withPeopleNamed("subject-spend");
            isReadByTheGla(Person.at(chromium, platform).signsIn("gla.officer"), dataset);
            var lead = Person.at(chromium, platform).signsIn("brent.ig");

            lead.goesTo("/audit?dataset=brent/subject-spend&action=dataset.release")
                    .waitsFor("gla.officer")
                    .goesTo("/audit/subject")
                    .selects("kind", "name_and_birth_date")
                    .presses("Find accesses")
                    .seesError("value", "Enter the identifier")
                    .fills("value", "Nobody At All")
                    .presses("Find accesses")
                    .sees("Nobody is known to have been let read a version that holds this person.")
                    .fills("value", " thames PAPER ltd")
                    .presses("Find accesses")
                    .sees("brent/subject-spend version 2")
                    .sees("gla.officer")
                    .sees("Released")
                    .pictures("lead-subject");
            var table = lead.downloads("Download the copy as a table (CSV)");
            assertThat(Files.readString(table.path()))
                    .startsWith("\"time\",\"agency\",\"dataset\"")
                    .contains("Greater London Authority", "Spending subject-spend")
                    .contains("Find suppliers that several agencies pay")
                    .doesNotContain("gla.officer", "Thames");
            lead.presses("Show the copy to print")
                    .seesHeading("Who was given access to data about you")
                    .sees("Greater London Authority")
                    .sees("Spending subject-spend (brent/subject-spend)")
                    .sees("Find suppliers that several agencies pay")
                    .doesNotSee("gla.officer")
                    .doesNotSee("Thames")
                    .pictures("subject-copy");
        }
    }

    /** Its second version is the first in which people are looked for. */
    private DatasetId withPeopleNamed(String name) {
        DatasetId dataset = sharing.dataset(name);
        var steward = sharing.brent(Role.DATA_STEWARD);
        platform.bean(Subjects.class)
                .declare(steward, dataset, Map.of("Supplier Name", "name_and_birth_date"));
        String more = Sharing.CSV + "Brent Cement,12.00,nothing\n";
        platform.bean(Datasets.class)
                .upload(
                        steward,
                        dataset,
                        new Upload(
                                new ByteArrayInputStream(more.getBytes(StandardCharsets.UTF_8)),
                                "text/csv",
                                null,
                                null,
                                null));
        return dataset;
    }

    private void isReadByTheGla(Person officer, DatasetId dataset) {
        sharing.agreement(dataset);
        officer.goesTo("/datasets/" + dataset + "/request")
                .fills("justification", "To find suppliers that we both pay.")
                .presses("Send request")
                .sees("Request sent");
        sharing.grantWhatWaits(dataset);
        var _ = officer.goesTo("/datasets/" + dataset).downloads("Download");
    }
}
