package city.datastore.acceptance;

import java.util.List;
import java.util.Map;

/** What the owner does: publish the file, and agree with the receiver what may be read of it. */
final class Sharing {
    private final Scene scene;
    private final City city;
    private final Printed out;

    Sharing(Scene scene) {
        this.scene = scene;
        this.city = scene.city();
        this.out = scene.out();
    }

    /** The columns that the platform found in the file. */
    List<String> publish(String filename, byte[] file) {
        String dataset = scene.dataset();
        out.step(scene.steward(), "creates the dataset " + dataset);
        var created =
                city.post(
                        scene.steward(),
                        "/datasets",
                        Map.of(
                                "name",
                                dataset.substring(dataset.indexOf('/') + 1),
                                "title",
                                "Walk-through of " + filename,
                                "description",
                                "Uploaded by the walk-through.",
                                "classification",
                                "OFFICIAL"));
        out.answer(created, 201);

        out.step(scene.steward(), "uploads " + filename);
        out.line("bytes", file.length);
        out.line("digest", Digests.of(file));
        var stored =
                city.upload(
                        scene.steward(),
                        "/datasets/" + dataset + "/versions",
                        file,
                        Digests.of(file));
        out.answer(stored, 201);
        var columns = stored.texts("columns");
        out.line("version", stored.text("version"));
        out.line("rows", stored.text("rows"));
        out.line("columns", columns.size() + ": " + String.join(" | ", columns));
        out.check("every byte arrived", stored.json().path("sizeBytes").asLong() == file.length);
        if (columns.isEmpty()) {
            throw new WalkthroughException(
                    "The platform found no columns in the file, so none can be left out.");
        }
        return columns;
    }

    /** The reference of an agreement in force that lets the receiver read these columns. */
    String agree(List<String> shared) {
        out.step(scene.lead(), "drafts an agreement with " + scene.receiver());
        var drafted = city.post(scene.lead(), "/agreements", terms(shared));
        out.answer(drafted, 201);
        String reference = drafted.text("reference");
        String path = "/agreements/" + reference;
        out.line("reference", reference + ", " + drafted.text("state"));
        out.line("columns", shared.size() + ": " + String.join(" | ", shared));

        out.step(scene.lead(), "proposes it");
        var proposed = city.post(scene.lead(), path + "/proposal");
        out.answer(proposed, 200);
        out.line("state", proposed.text("state"));

        out.step(scene.lead(), "tries to approve what the own agency proposed");
        out.answer(city.post(scene.lead(), path + "/approval", Map.of("comment", "Ours")), 403);

        out.step(scene.otherLead(), "approves it");
        var approved =
                city.post(scene.otherLead(), path + "/approval", Map.of("comment", "Agreed."));
        out.answer(approved, 200);
        out.line("state", approved.text("state"));
        out.check("the agreement is in force", approved.text("state").equals("active"));
        return reference;
    }

    private Map<String, Object> terms(List<String> shared) {
        return Map.of(
                "title", "Walk-through: " + scene.dataset(),
                "parties", List.of(party(scene.owner(), true), party(scene.receiver(), false)),
                "datasets", List.of(Map.of("dataset", scene.dataset(), "columns", shared)),
                "purposes",
                        List.of(
                                Map.of(
                                        "code",
                                        Scene.PURPOSE,
                                        "text",
                                        "Compare what the city spends.")),
                "actions", List.of("read"),
                "lawfulBasis",
                        Map.of("article6", "6(1)(e)", "gateways", List.of("Localism Act 2011 s.1")),
                "starts", scene.today().toString(),
                "ends", scene.today().plusYears(1).toString(),
                "reviewDue", scene.today().plusMonths(6).toString());
    }

    private static Map<String, Object> party(String agency, boolean provides) {
        return Map.of(
                "agency", agency,
                "role", "independent_controller",
                "provides", provides,
                "receives", !provides);
    }
}
