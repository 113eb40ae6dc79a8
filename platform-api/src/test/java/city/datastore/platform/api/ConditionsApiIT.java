package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** On what conditions owners let people read, from outside. */
class ConditionsApiIT {
    private static final String LOOPBACK = "127.0.0.0/8";
    private static final String ELSEWHERE = "192.0.2.0/24";

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);
    private final String dataset = stage.dataset("brent");
    private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
    private final String content = Stage.content(dataset, agreement);

    ConditionsApiIT() {
        stage.grant(dataset, agreement, "gla.officer");
    }

    @Nested
    class Hours {
        @Test
        void are_told_to_who_comes_outside_of_them_with_when_to_try_again() {
            assertThat(as("gla.officer").get(content).is(200).bytes()).isEqualTo(Stage.ALLOWED);
            var day = LocalDate.now(ZoneId.of("Europe/London")).plusDays(3);
            var name = day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.UK);
            var id =
                    set(
                            "hours",
                            Map.of(
                                    "windows",
                                    List.of(
                                            Map.of(
                                                    "days",
                                                    List.of(name.toLowerCase(Locale.ROOT)),
                                                    "from",
                                                    "10:00",
                                                    "until",
                                                    "11:00"))));

            var refused = as("gla.officer").get(content).is(403).json();

            assertThat(refused.path("missing").findValuesAsString("code"))
                    .containsExactly("outside-hours");
            assertThat(refused.path("detail").asString(""))
                    .isEqualTo(
                            "Brent lets people read %s only on %s from 10am to 11am."
                                    .formatted(dataset, name));
            assertThat(refused.path("next").asString(""))
                    .startsWith("Try again at 10am on " + name + " " + day.getDayOfMonth() + " ");
            as("brent.steward").get("/datasets/" + dataset + "/versions/1/content").is(403);

            as("brent.ig").post("/conditions/" + id + "/end", Map.of("reason", "Over.")).is(200);
            as("gla.officer").get(content).is(200);
        }
    }

    @Nested
    class A_second_factor {
        @Test
        void is_asked_for_as_RFC_9470_says() {
            set("second-factor", Map.of());

            var refused = as("gla.officer").get(content).is(401);

            assertThat(refused.header("WWW-Authenticate"))
                    .contains("insufficient_user_authentication");
            assertThat(Calls.strongly(platform, "gla.officer").get(content).is(200).bytes())
                    .isEqualTo(Stage.ALLOWED);
        }
    }

    @Nested
    class Networks {
        @Test
        void let_in_who_calls_from_there() {
            set("networks", Map.of("zone", "This machine", "networks", List.of(LOOPBACK)));

            as("gla.officer").get(content).is(200);
        }

        @Test
        void keep_out_who_calls_from_elsewhere_whatever_they_say_of_themselves() {
            set("networks", Map.of("zone", "City Hall", "networks", List.of(ELSEWHERE)));

            for (var header : List.of("X-Forwarded-For", "X-Real-IP", "Forwarded")) {
                var value = header.equals("Forwarded") ? "for=192.0.2.7" : "192.0.2.7";
                var refused = as("gla.officer").header(header, value).get(content).is(403).json();

                assertThat(refused.path("missing").findValuesAsString("code"))
                        .containsExactly("outside-network");
                assertThat(refused.path("next").asString(""))
                        .isEqualTo("Use a computer on the network of City Hall.");
            }
        }
    }

    @Nested
    class Whoever_asks_what_would_be {
        @Test
        void is_told_the_condition_and_that_without_it_all_would_be_well() {
            set("networks", Map.of("zone", "This machine", "networks", List.of(LOOPBACK)));
            var ask = new HashMap<String, Object>();
            ask.put("dataset", dataset);
            ask.put("action", "read");
            ask.put("purpose", Stage.PURPOSE);
            ask.put("agreement", agreement);

            assertThat(allowed(as("gla.officer").post("/decisions", ask))).isTrue();

            ask.put("person", "gla.officer");
            var other = as("brent.ig").post("/decisions", ask).is(200).json();
            assertThat(other.path("allowed").asBoolean()).isFalse();
            assertThat(other.path("missing").findValuesAsString("code"))
                    .containsExactly("outside-network");

            ask.put("suppose", List.of("lifted"));
            assertThat(allowed(as("brent.ig").post("/decisions", ask))).isTrue();
        }
    }

    @Nested
    class A_look_beforehand {
        @Test
        void says_in_words_what_it_is_and_whom_it_binds_and_binds_nobody() {
            var body = body("networks", Map.of("zone", "Hall", "networks", List.of(ELSEWHERE)));
            body.remove("reason");

            var look = as("brent.ig").post("/conditions/preview", body).is(200).json();

            assertThat(look.path("demand").path("words").asString(""))
                    .isEqualTo("from the network of Hall");
            assertThat(look.path("reach").path("people").asInt()).isEqualTo(1);
            as("gla.officer").get(content).is(200);
        }
    }

    @Nested
    class What_cannot_be_understood {
        @Test
        void is_refused_with_the_field_that_is_at_fault() {
            assertField("kind", body("moon-phase", Map.of()));
            assertField("windows", body("hours", Map.of()));
            assertField("windows[0].days", window(List.of(), "08:00", "18:00"));
            assertField("windows[0].from", window(List.of("monday"), "25:00", "18:00"));
            assertField("windows[0].until", window(List.of("monday"), "08:00", "08:00"));
            assertField("networks", network(List.of("192.0.2.0/33")));
            assertField("networks", network(List.of("10.0.0.1/8")));
            assertField("networks", network(Collections.nCopies(999, ELSEWHERE)));
            assertField("dataset", body("second-factor", Map.of("dataset", "Brent")));
            as("brent.ig")
                    .post("/conditions", body("second-factor", Map.of("until", "tomorrow")))
                    .is(400);
            as("brent.ig")
                    .post("/conditions", body("second-factor", Map.of("dataset", "brent/nothing")))
                    .is(404);
        }

        private Map<String, Object> window(List<String> days, String from, String until) {
            return body(
                    "hours",
                    Map.of("windows", List.of(Map.of("days", days, "from", from, "until", until))));
        }

        private Map<String, Object> network(List<String> networks) {
            return body("networks", Map.of("zone", "Hall", "networks", networks));
        }

        private void assertField(String field, Map<String, Object> body) {
            var fault = as("brent.ig").post("/conditions", body).is(422).json();

            assertThat(fault.path("errors").findValuesAsString("field")).contains(field);
        }
    }

    private static boolean allowed(Reply answer) {
        return answer.is(200).json().path("allowed").asBoolean();
    }

    private Calls as(String person) {
        return stage.as(person);
    }

    private String set(String kind, Map<String, Object> more) {
        return as("brent.ig").post("/conditions", body(kind, more)).is(201).text("id");
    }

    private Map<String, Object> body(String kind, Map<String, Object> more) {
        var body = new HashMap<String, Object>();
        body.put("kind", kind);
        body.put("dataset", dataset);
        body.put("reason", "It is sensitive.");
        body.putAll(more);
        return body;
    }
}
