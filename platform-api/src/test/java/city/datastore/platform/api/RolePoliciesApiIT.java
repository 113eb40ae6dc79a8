package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which roles owners let read, from outside. */
class RolePoliciesApiIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);
    private final String dataset = stage.dataset("brent");
    private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
    private final String content = Stage.content(dataset, agreement);

    RolePoliciesApiIT() {
        stage.grant(dataset, agreement, "gla.officer");
    }

    @Nested
    class Roles_that_an_owner_names {
        @Test
        void are_told_to_who_has_none_of_them_with_what_to_do() {
            assertThat(as("gla.officer").get(content).is(200).bytes()).isEqualTo(Stage.ALLOWED);
            var id = set(List.of("caldicott-guardian"), 0);

            var refused = as("gla.officer").get(content).is(403).json();

            assertThat(refused.path("missing").findValuesAsString("code"))
                    .containsExactly("role-not-let-in");
            assertThat(refused.path("detail").asString(""))
                    .isEqualTo(
                            "Brent lets people read %s under an agreement only in the role caldicott-guardian."
                                    .formatted(dataset));
            assertThat(refused.path("next").asString(""))
                    .startsWith("Ask a colleague who has the role caldicott-guardian as well, or ");
            as("brent.steward").get("/datasets/" + dataset + "/versions/1/content").is(200);

            as("brent.ig").post("/role-policies/" + id + "/end", over()).is(200);
            as("gla.officer").get(content).is(200);
        }

        @Test
        void shut_everybody_out_where_there_are_none() {
            set(List.of(), 0);

            assertThat(as("gla.officer").get(content).is(403).json().path("detail").asString(""))
                    .isEqualTo(
                            "Brent lets nobody read %s under an agreement, in whichever role."
                                    .formatted(dataset));
        }
    }

    @Nested
    class The_next_version {
        @Test
        void takes_the_place_of_the_one_that_its_author_saw_and_of_no_other() {
            set(List.of("siro"), 0);
            as("brent.ig").post("/role-policies", body(List.of("officer"), 0)).is(409);

            set(List.of("officer"), 1);

            as("gla.officer").get(content).is(200);
            var inForce = as("brent.ig").get("/role-policies/in-force?dataset=" + dataset).is(200);
            assertThat(inForce.json().path("policy").path("version").asInt()).isEqualTo(2);
            assertThat(inForce.json().at("/builtIn/read-own-data/0").asString(""))
                    .isEqualTo("data-steward");
            var all = as("brent.ig").get("/role-policies?dataset=" + dataset).is(200).json();
            assertThat(all.path("items").findValuesAsString("version")).startsWith("2", "1");
        }

        @Test
        void is_the_first_where_only_the_rules_bind() {
            var inForce = as("brent.ig").get("/role-policies/in-force?dataset=" + dataset).is(200);

            assertThat(inForce.json().path("policy").isNull()).isTrue();
        }
    }

    @Nested
    class Whoever_asks_what_would_be {
        @Test
        void is_told_the_policy_that_let_them_in_and_that_without_it_all_would_be_well() {
            set(List.of("officer", "siro"), 0);
            var ask = new HashMap<String, Object>();
            ask.put("dataset", dataset);
            ask.put("action", "read");
            ask.put("purpose", Stage.PURPOSE);
            ask.put("agreement", agreement);

            var yes = as("gla.officer").post("/decisions", ask).is(200).json();
            assertThat(yes.path("allowed").asBoolean()).isTrue();
            assertThat(yes.path("because").findValuesAsString("code")).contains("role-let-in");
            assertThat(yes.at("/by/rolePolicies/0/version").asInt()).isEqualTo(1);
            assertThat(yes.at("/by/rolePolicies/0/dataset").asString("")).isEqualTo(dataset);

            set(List.of("siro"), 1);
            var no = as("gla.officer").post("/decisions", ask).is(200).json();
            assertThat(no.path("missing").findValuesAsString("code"))
                    .containsExactly("role-not-let-in");

            ask.put("suppose", List.of("lifted"));
            var lifted = as("gla.officer").post("/decisions", ask).is(200).json();
            assertThat(lifted.path("allowed").asBoolean()).isTrue();
            assertThat(lifted.path("by").has("rolePolicies")).isFalse();
        }
    }

    @Nested
    class A_look_beforehand {
        @Test
        void counts_and_names_whom_it_would_stop_and_stops_nobody() {
            var body = body(List.of("siro"), 0);
            body.remove("reason");
            body.remove("replaces");

            var look = as("brent.ig").post("/role-policies/preview", body).is(200).json();

            assertThat(look.path("version").asInt()).isEqualTo(1);
            assertThat(look.at("/stopped/reach/people").asInt()).isEqualTo(1);
            assertThat(look.at("/stopped/people").findValuesAsString("username"))
                    .containsExactly("gla.officer");
            assertThat(look.at("/letIn/reach/people").asInt()).isZero();
            as("gla.officer").get(content).is(200);
        }
    }

    @Nested
    class What_cannot_be_understood {
        @Test
        void is_refused_with_the_field_that_is_at_fault() {
            assertField("roles", without("roles"));
            assertField("roles.read-own-data", with("roles", Map.of()));
            assertField("roles.read-under-agreement", with("roles", roles(List.of("wizard"))));
            assertField(
                    "roles.read-under-agreement", with("roles", roles(List.of("platform-admin"))));
            assertField(
                    "roles.read-under-agreement",
                    with("roles", roles(Collections.nCopies(99, "officer"))));
            assertField("replaces", without("replaces"));
            assertField("replaces", with("replaces", -1));
            assertField("reason", with("reason", " "));
            assertField("dataset", with("dataset", "Brent"));
            var ig = as("brent.ig");
            ig.post("/role-policies", with("roles", List.of("officer"))).is(400);
            ig.post("/role-policies", with("until", "tomorrow")).is(400);
            ig.post("/role-policies", with("dataset", "brent/nothing")).is(404);
        }

        private Map<String, Object> with(String name, Object value) {
            var body = body(List.of("officer"), 0);
            body.put(name, value);
            return body;
        }

        private Map<String, Object> without(String name) {
            var body = body(List.of("officer"), 0);
            body.remove(name);
            return body;
        }

        private void assertField(String field, Map<String, Object> body) {
            var fault = as("brent.ig").post("/role-policies", body).is(422).json();

            assertThat(fault.path("errors").findValuesAsString("field")).contains(field);
        }
    }

    private Calls as(String person) {
        return stage.as(person);
    }

    private static Map<String, Object> over() {
        return Map.of("reason", "Over.");
    }

    /** The id of the version that lets those roles read under an agreement. */
    private String set(List<String> roles, int replaces) {
        return as("brent.ig").post("/role-policies", body(roles, replaces)).is(201).text("id");
    }

    private Map<String, Object> body(List<String> roles, int replaces) {
        var body = new HashMap<String, Object>();
        body.put("dataset", dataset);
        body.put("roles", roles(roles));
        body.put("replaces", replaces);
        body.put("reason", "Health data.");
        return body;
    }

    private static Map<String, Object> roles(List<String> underAgreement) {
        return Map.of(
                "read-under-agreement", underAgreement,
                "read-own-data", List.of("data-steward"),
                "read-in-emergency", List.of("officer"));
    }
}
