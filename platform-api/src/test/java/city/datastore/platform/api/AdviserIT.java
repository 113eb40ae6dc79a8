package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.dpia.DpiaReview;
import city.datastore.agreements.dpia.Dpias;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.platform.RunningPlatform;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What waits for a data protection officer, as their home page asks for it. */
class AdviserIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);
    private final Calls lead = stage.as("brent.ig");
    private final String path =
            "/agreements/"
                    + lead.post(
                                    "/agreements",
                                    Stage.terms(stage.dataset("brent"), "gla", Stage.COLUMNS))
                            .is(201)
                            .text("reference");
    private final AgreementRef reference =
            new AgreementRef(path.substring(path.lastIndexOf('/') + 1));

    private static Caller who(String agency, Role role) {
        String name = agency + "." + role.code() + ".adviser-it";
        return new Caller(
                new PersonId(name),
                name,
                new AgencyCode(agency),
                Set.of(role),
                false,
                new RequestId("adviser-it"));
    }

    private List<AgreementRef> toAdviseOn(Caller adviser) {
        return references(platform.bean(Dpias.class).waitingForAdvice(adviser));
    }

    private List<AgreementRef> toCommentOn(Caller adviser) {
        return references(platform.bean(AgreementLists.class).waitingForAdvice(adviser));
    }

    private static List<AgreementRef> references(List<Agreement> found) {
        return found.stream().map(each -> each.head().reference()).toList();
    }

    /** One with a higher number. */
    private String another() {
        var terms = Stage.terms(stage.dataset("brent"), "gla", Stage.COLUMNS);
        return lead.post("/agreements", terms).is(201).text("reference");
    }

    @Nested
    class An_assessment {
        private final Assessing assessing = new Assessing(stage, path + "/dpia");

        @Test
        void comes_after_those_that_have_waited_longer_whatever_their_numbers() {
            var content = assessing.content("remote", "severe");
            var first = another();
            lead.header("If-Match", "\"0\"").put("/agreements/" + first + "/dpia", content).is(200);
            assessing.latest("brent.ig").put(path + "/dpia", content).is(200);

            assertThat(toAdviseOn(who("brent", Role.DPO)))
                    .containsSubsequence(new AgreementRef(first), reference);
        }

        @Test
        void waits_for_the_officers_of_its_parties_once_it_is_written_until_somebody_advised() {
            assertThat(toAdviseOn(who("brent", Role.DPO))).doesNotContain(reference);

            var content = assessing.content("remote", "severe");
            assessing.latest("brent.ig").put(path + "/dpia", content).is(200);
            assertThat(toAdviseOn(who("brent", Role.DPO))).contains(reference);
            assertThat(toAdviseOn(who("gla", Role.DPO))).contains(reference);
            assertThat(toAdviseOn(who("camden", Role.DPO))).doesNotContain(reference);
            assertThat(toAdviseOn(who("brent", Role.IG_LEAD))).isEmpty();

            assessing
                    .latest("brent.dpo")
                    .post(path + "/dpia/advice", Assessing.advice("agrees"))
                    .is(200);
            assertThat(toAdviseOn(who("brent", Role.DPO))).doesNotContain(reference);
        }

        @Test
        void waits_for_nobody_while_it_is_unfinished_or_out_of_date() {
            var content = assessing.content("remote", "severe");
            content.put("answers", Map.of());
            assessing.latest("brent.ig").put(path + "/dpia", content).is(200);
            assertThat(toAdviseOn(who("brent", Role.DPO))).doesNotContain(reference);

            assessing
                    .latest("brent.ig")
                    .put(path + "/dpia", assessing.content("remote", "severe"))
                    .is(200);
            var terms = Stage.terms(stage.dataset("brent"), "gla", Stage.COLUMNS);
            lead.header("If-Match", lead.get(path).header("ETag")).put(path, terms).is(200);
            assertThat(toAdviseOn(who("brent", Role.DPO))).doesNotContain(reference);
        }
    }

    @Nested
    class An_assessment_among_many_that_do_not_wait {
        private static final int OTHERS = 51;

        private final Assessing assessing = new Assessing(stage, path + "/dpia");
        private final Caller adviser = who("brent", Role.DPO);
        private final Set<AgreementRef> others = new HashSet<>();

        /**
         * More than are ever shown, older than the one: each second out of date, the others
         * unfinished.
         */
        private void others() {
            var terms = Stage.terms(stage.dataset("brent"), "gla", Stage.COLUMNS);
            var whole = assessing.content("remote", "severe");
            var unfinished = new HashMap<>(whole);
            unfinished.put("answers", Map.of());
            for (int n = 0; n < OTHERS; n++) {
                boolean outOfDate = n % 2 == 0;
                terms.put("title", "Test agreement");
                String other = lead.post("/agreements", terms).is(201).text("reference");
                lead.header("If-Match", "\"0\"")
                        .put("/agreements/" + other + "/dpia", outOfDate ? whole : unfinished)
                        .is(200);
                if (outOfDate) {
                    terms.put("title", "Another title");
                    String of = "/agreements/" + other;
                    lead.header("If-Match", lead.get(of).header("ETag")).put(of, terms).is(200);
                }
                others.add(new AgreementRef(other));
            }
        }

        private String youngest() {
            String youngest = another();
            lead.header("If-Match", "\"0\"")
                    .put("/agreements/" + youngest + "/dpia", assessing.content("remote", "severe"))
                    .is(200);
            return youngest;
        }

        private List<AgreementRef> chosen() {
            return references(
                    platform.bean(AgreementRegister.class)
                            .assessedWithoutAdvice(
                                    new AgencyCode("brent"),
                                    platform.bean(DpiaReview.class).rules(),
                                    Instant.now(),
                                    null,
                                    10_000));
        }

        @Test
        void is_the_one_that_the_database_chooses() {
            others();
            var youngest = new AgreementRef(youngest());
            assertThat(chosen()).contains(youngest).doesNotContainAnyElementsOf(others);
            assertThat(toAdviseOn(adviser)).contains(youngest);
        }

        @Test
        void is_found_behind_those_that_other_rules_judged() throws SQLException {
            others();
            var youngest = new AgreementRef(youngest());
            try (var connection = platform.stack().postgres().connect("datastore_owner");
                    var statement = connection.createStatement()) {
                statement.execute("update agreements.dpia set judged_by = null, in_full = null");
                statement.execute("update agreements.edition set terms_digest = null");
            }
            assertThat(chosen()).contains(youngest).containsAll(others);
            assertThat(toAdviseOn(adviser)).contains(youngest).doesNotContainAnyElementsOf(others);
        }
    }

    @Nested
    class An_agreement {
        @Test
        void waits_for_an_officer_while_it_is_signed_until_they_commented() {
            var brent = who("brent", Role.DPO);
            assertThat(toCommentOn(brent)).doesNotContain(reference);

            lead.post(path + "/proposal").is(200);
            assertThat(toCommentOn(brent)).contains(reference);
            assertThat(toCommentOn(who("camden", Role.DPO))).doesNotContain(reference);
            assertThat(toCommentOn(who("brent", Role.SIRO))).isEmpty();

            platform.bean(Comments.class).comment(brent, reference, "title", "Say which year.");
            assertThat(toCommentOn(brent)).doesNotContain(reference);
            assertThat(toCommentOn(who("gla", Role.DPO))).contains(reference);
        }

        @Test
        void comes_after_those_that_have_waited_longer_whatever_their_numbers() {
            var first = another();
            lead.post("/agreements/" + first + "/proposal").is(200);
            lead.post(path + "/proposal").is(200);

            var inOrder = List.of(new AgreementRef(first), reference);
            assertThat(toCommentOn(who("gla", Role.DPO))).containsSubsequence(inOrder);
            var lists = platform.bean(AgreementLists.class);
            assertThat(references(lists.waitingForApproval(who("gla", Role.IG_LEAD))))
                    .containsSubsequence(inOrder);
        }

        @Test
        void waits_for_an_officer_until_their_agency_gave_its_advice() {
            lead.post(path + "/proposal").is(200);
            Calls.strongly(platform, "gla.dpo")
                    .post(path + "/sign-off", Map.of("office", "dpo", "comment", "Mind it."))
                    .is(200);
            assertThat(toCommentOn(who("gla", Role.DPO))).doesNotContain(reference);
            assertThat(toCommentOn(who("brent", Role.DPO))).contains(reference);
        }

        @Test
        void waits_again_where_its_next_version_is_signed() {
            lead.post(path + "/proposal").is(200);
            stage.as("gla.ig").post(path + "/approval").is(200);
            var gla = who("gla", Role.DPO);
            assertThat(toCommentOn(gla)).doesNotContain(reference);

            lead.post(path + "/variation").is(201);
            var terms =
                    Stage.terms(
                            lead.get(path).json().at("/datasets/0/dataset").asString(),
                            "gla",
                            Stage.COLUMNS);
            terms.put("title", "Another title");
            String next = path + "/variation";
            lead.header("If-Match", lead.get(next).header("ETag")).put(next, terms).is(200);
            assertThat(toCommentOn(gla)).doesNotContain(reference);
            lead.post(next + "/proposal").is(200);
            assertThat(toCommentOn(gla)).contains(reference);
        }
    }
}
