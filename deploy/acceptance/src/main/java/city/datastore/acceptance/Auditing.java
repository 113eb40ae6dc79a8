package city.datastore.acceptance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the auditor does: read the trail that all of it left, refusals included. */
final class Auditing {
    private static final int TRIES = 10;

    private final Scene scene;
    private final City city;
    private final Printed out;

    Auditing(Scene scene) {
        this.scene = scene;
        this.city = scene.city();
        this.out = scene.out();
    }

    /** Prints the trail and checks that these events are in it. */
    void read(String agreement, List<String> expected) {
        out.step(Scene.AUDITOR, "reads the trail of " + scene.dataset() + " and " + agreement);
        expected.forEach(this::awaitStored);
        var ofData = city.get(Scene.AUDITOR, "/audit/events?limit=200&dataset=" + scene.dataset());
        out.answer(ofData, 200);
        var ofPromise = city.get(Scene.AUDITOR, "/audit/events?limit=200&agreement=" + agreement);
        var events = new TreeMap<Long, JsonNode>();
        for (var page : List.of(ofData, ofPromise)) {
            page.json()
                    .path("items")
                    .forEach(each -> events.put(each.path("sequence").asLong(), each));
        }
        out.row(List.of());
        out.row(List.of("time", "who", "what", "outcome", "reasons and extent"));
        events.values().forEach(this::print);
        out.row(List.of());
        out.line("events", events.size());
        var ids = new HashSet<String>();
        events.values().forEach(each -> ids.add(text(each, "id")));
        out.check("the refusals and the release are in it", ids.containsAll(expected));
    }

    /** An event is stored by another hand, moments after the answer that names it. */
    private void awaitStored(String id) {
        for (int i = 0; i < TRIES; i++) {
            if (city.get(Scene.AUDITOR, "/audit/events/" + id).status() == 200) {
                return;
            }
        }
        out.check("the event " + id + " is in the record", false);
    }

    private void print(JsonNode event) {
        out.row(
                List.of(
                        text(event, "at").replaceFirst(".*T([0-9:]{8}).*", "$1"),
                        text(event.path("actor"), "username"),
                        text(event, "action"),
                        text(event, "outcome"),
                        extent(event)));
    }

    private static String extent(JsonNode event) {
        var parts = new ArrayList<String>();
        if (!text(event, "outcome").equals("allowed")) {
            event.path("reasons").forEach(each -> parts.add(text(each, "code")));
        }
        if (event.path("bytes").isNumber()) {
            parts.add(text(event, "bytes") + " bytes");
        }
        if (!event.path("columns").isEmpty()) {
            parts.add(event.path("columns").size() + " columns");
        }
        return String.join(", ", parts);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
