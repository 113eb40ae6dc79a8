package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.VersionId;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.subjects.SubjectIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who saw data about a person, and what of it the person is not told. */
class SubjectsApiIT {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();

    private final Stage stage = new Stage(PLATFORM);

    /** Somebody whom no other test knows. */
    private final String person = digits();

    private final String dataset = stage.emptyDataset("brent");

    private static String digits() {
        return Long.toString(
                ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_999_999_999L));
    }

    private void declare(String column, String kind) {
        stage.as("brent.steward")
                .put(
                        "/datasets/" + dataset + "/identifiers",
                        Map.of("identifiers", List.of(Map.of("column", column, "kind", kind))))
                .is(200);
    }

    private void upload(String nhs) {
        String file = "nhs,name,amount\r\n" + digits() + ",Bob,2\r\n" + nhs + ",Ann,1\r\n";
        stage.as("brent.steward")
                .upload("/datasets/" + dataset + "/versions", file.getBytes(UTF_8))
                .is(201);
    }

    /** Lets an officer of the agency read the newest version, and gives the event of it. */
    private String read(String agency) {
        String agreement = stage.agreement(dataset, agency, List.of("name", "amount"));
        stage.grant(dataset, agreement, agency + ".officer");
        return stage.as(agency + ".officer")
                .get(Stage.content(dataset, agreement))
                .is(200)
                .header("Audit-Event");
    }

    private Reply trace(String who, String value) {
        return stage.as(who)
                .post("/audit/subject-accesses", Map.of("kind", "nhs_number", "value", value))
                .is(200);
    }

    private Reply copy(String who, String value) {
        return stage.as(who)
                .post("/audit/subject-accesses/copy", Map.of("kind", "nhs_number", "value", value))
                .is(200);
    }

    @Nested
    class A_person_in_a_declared_column {
        private final String event;

        A_person_in_a_declared_column() {
            declare("nhs", "nhs_number");
            upload(spaced(person));
            event = read("gla");
            Trails.event(stage.as("city.auditor"), event);
        }

        private String spaced(String value) {
            return value.substring(0, 3) + " " + value.substring(3);
        }

        @Test
        void is_found_in_every_spelling_with_who_read_the_version_under_what() {
            var traced = trace("brent.ig", person);

            assertThat(traced.texts("items", "event")).containsExactly(event);
            assertThat(traced.texts("items", "username")).containsExactly("gla.officer");
            assertThat(traced.texts("items", "purpose")).containsExactly(Stage.PURPOSE);
            assertThat(traced.texts("holding", "dataset")).containsExactly(dataset);
            assertThat(trace("city.auditor", "  " + person + " ").texts("items", "event"))
                    .containsExactly(event);
        }

        @Test
        void is_not_found_by_another_value_another_kind_or_out_of_scope() {
            assertThat(trace("brent.ig", digits()).texts("items", "event")).isEmpty();
            assertThat(
                            stage.as("brent.ig")
                                    .post(
                                            "/audit/subject-accesses",
                                            Map.of("kind", "uprn", "value", person))
                                    .is(200)
                                    .texts("items", "event"))
                    .isEmpty();
            var elsewhere = trace("camden.ig", person);
            assertThat(elsewhere.texts("items", "event")).isEmpty();
            assertThat(elsewhere.texts("holding", "dataset")).isEmpty();
        }

        @Test
        void is_on_the_record_as_a_hash_only() {
            var traced = trace("brent.ig", person);

            var asked = Trails.event(stage.as("brent.ig"), traced.header("Audit-Event"));

            assertThat(asked.text("action")).isEqualTo("subject.trace");
            assertThat(asked.text("canonical"))
                    .contains(traced.text("subject"))
                    .doesNotContain(person);
        }

        @Test
        void can_be_looked_up_by_another_room() {
            var index = PLATFORM.bean(SubjectIndex.class);
            var version = new VersionId(DatasetId.parse(dataset), 1);

            assertThat(index.holds(version, "nhs_number", person)).isTrue();
            assertThat(index.holds(version, "nhs_number", digits())).isFalse();
        }

        @Test
        void leaves_its_identifier_nowhere_in_clear() {
            trace("brent.ig", person);

            assertThat(filesThatHold(person)).isEmpty();
            assertThat(filesThatHold(dataset)).isNotEmpty();
        }
    }

    @Nested
    class A_version {
        @Test
        void is_found_by_every_column_under_a_declared_heading_however_that_is_spelt() {
            String second = digits();
            declare("NHS number", "nhs_number");
            stage.as("brent.steward")
                    .upload(
                            "/datasets/" + dataset + "/versions",
                            ("NHS  number,name, NHS number\r\n"
                                            + person
                                            + ",Ann,"
                                            + second
                                            + "\r\n")
                                    .getBytes(UTF_8))
                    .is(201);

            for (String each : List.of(person, second)) {
                var traced = trace("brent.ig", each);

                assertThat(traced.texts("holding", "dataset")).containsExactly(dataset);
                assertThat(traced.texts("unsure", "dataset")).doesNotContain(dataset);
            }
        }

        @Test
        void from_before_the_declaration_or_without_the_column_is_not_silently_searched() {
            declare("missing", "nhs_number");
            upload(person);

            var traced = trace("brent.ig", person);

            assertThat(traced.texts("items", "event")).isEmpty();
            assertThat(traced.texts("unsure", "dataset")).contains(dataset);
        }

        @Test
        void cannot_be_declared_by_a_column_with_stray_white_space() {
            var answer =
                    stage.as("brent.steward")
                            .put(
                                    "/datasets/" + dataset + "/identifiers",
                                    Map.of(
                                            "identifiers",
                                            List.of(Map.of("column", "nhs ", "kind", "email"))))
                            .isProblem(422, "bad-fields");

            assertThat(answer.text("detail")).contains("write it as \"nhs\"");
        }

        @Test
        void cannot_be_declared_with_a_kind_that_there_is_not() {
            stage.as("brent.steward")
                    .put(
                            "/datasets/" + dataset + "/identifiers",
                            Map.of(
                                    "identifiers",
                                    List.of(Map.of("column", "nhs", "kind", "shoe_size"))))
                    .is(422);
        }
    }

    @Nested
    class What_the_police_withhold {
        private final String seen;
        private final String withheld;
        private final Reply set;

        What_the_police_withhold() {
            declare("nhs", "nhs_number");
            upload(person);
            seen = read("gla");
            withheld = read("mps");
            Trails.event(stage.as("city.auditor"), withheld);
            String agreement = Trails.event(stage.as("city.auditor"), withheld).text("agreement");
            set =
                    stage.as("mps.ig")
                            .post(
                                    "/audit/withholdings",
                                    Map.of(
                                            "agreement",
                                            agreement,
                                            "reason",
                                            "An investigation.",
                                            "reviewDue",
                                            Stage.today().plusDays(30).toString()))
                            .is(201);
        }

        @Test
        void is_marked_for_the_auditor_and_absent_without_a_trace_from_the_copy() {
            var traced = trace("brent.ig", person);
            assertThat(traced.texts("items", "event")).containsExactly(withheld, seen);
            assertThat(traced.json().at("/items/0/withheld").asBoolean()).isTrue();
            assertThat(traced.json().at("/items/1/withheld").asBoolean()).isFalse();

            var copy = copy("brent.ig", person);

            assertThat(copy.texts("items", "agency")).containsExactly("gla");
            assertThat(copy.json().toString()).doesNotContain("mps").doesNotContain("withheld");
        }

        @Test
        void is_read_by_its_agency_and_the_citys_auditors_and_its_events_by_nobody_else() {
            String id = set.text("id");
            assertThat(stage.as("mps.ig").get("/audit/withholdings").is(200).texts("items", "id"))
                    .contains(id);
            assertThat(
                            stage.as("city.auditor")
                                    .get("/audit/withholdings")
                                    .is(200)
                                    .texts("items", "id"))
                    .contains(id);
            assertThat(stage.as("brent.ig").get("/audit/withholdings").is(200).texts("items", "id"))
                    .doesNotContain(id);
            Trails.event(stage.as("city.auditor"), set.header("Audit-Event"));
            stage.as("brent.ig").get("/audit/events/" + set.header("Audit-Event")).isRefused();
            stage.as("camden.auditor")
                    .get("/audit/events/" + set.header("Audit-Event"))
                    .isRefused();
        }

        @Test
        void is_shown_again_when_it_is_ended_and_only_then() {
            String path = "/audit/withholdings/" + set.text("id");
            stage.as("mps.ig")
                    .post(
                            path + "/review",
                            Map.of(
                                    "reason",
                                    "It goes on.",
                                    "reviewDue",
                                    Stage.today().plusDays(60).toString()))
                    .is(200);
            assertThat(copy("brent.ig", person).texts("items", "agency")).containsExactly("gla");

            stage.as("mps.ig").post(path + "/ending", Map.of("reason", "It is over.")).is(200);

            assertThat(copy("brent.ig", person).texts("items", "agency"))
                    .containsExactly("mps", "gla");
            stage.as("mps.ig").post(path + "/ending", Map.of("reason", "Again.")).is(409);
        }

        @Test
        void is_reviewed_within_a_year() {
            stage.as("mps.ig")
                    .post(
                            "/audit/withholdings",
                            Map.of(
                                    "reason",
                                    "For ever.",
                                    "reviewDue",
                                    Stage.today().plusYears(2).toString()))
                    .is(422);
        }
    }

    /** Servers make and delete files while this looks. */
    private static List<String> filesThatHold(String word) {
        byte[] pattern = word.getBytes(UTF_8);
        var found = new ArrayList<String>();
        var look =
                new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && holds(file, pattern)) {
                            found.add(file.toString());
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path gone, IOException why) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException why) {
                        return FileVisitResult.CONTINUE;
                    }
                };
        try {
            Files.walkFileTree(PLATFORM.home(), look);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static boolean holds(Path file, byte[] pattern) {
        try {
            if (Files.size(file) > (64L << 20)) {
                return false;
            }
            String text = new String(Files.readAllBytes(file), ISO_8859_1);
            return text.contains(new String(pattern, ISO_8859_1));
        } catch (IOException _) {
            return false;
        }
    }
}
