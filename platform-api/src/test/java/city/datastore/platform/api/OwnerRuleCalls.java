package city.datastore.platform.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls by which owners lay down who reads their data. */
final class OwnerRuleCalls extends CallTable {
    OwnerRuleCalls(CallTable given) {
        super(given);
    }

    List<Row> ofProhibitions() {
        String frozen = stage.emptyDataset("brent");
        var freeze =
                Map.<String, Object>of(
                        "kind", "freeze", "dataset", frozen, "reason", "An inquiry.");
        var over = Map.<String, Object>of("reason", "It is over.");
        String path =
                "/prohibitions/" + as("brent.ig").post("/prohibitions", freeze).is(201).text("id");
        return List.of(
                recorded("get /prohibitions", 200, () -> as("brent.ig").get("/prohibitions")),
                refused("get /prohibitions", () -> as("brent.officer").get("/prohibitions")),
                recorded("get /prohibitions/{id}", 200, () -> as("city.auditor").get(path)),
                refused("get /prohibitions/{id}", () -> as("brent.officer").get(path)),
                recorded(
                        "post /prohibitions/preview",
                        200,
                        () -> as("brent.ig").post("/prohibitions/preview", freeze)),
                refused(
                        "post /prohibitions/preview",
                        () -> as("gla.ig").post("/prohibitions/preview", freeze)),
                recorded(
                        "post /prohibitions",
                        201,
                        () -> as("brent.ig").post("/prohibitions", freeze)),
                refused("post /prohibitions", () -> as("city.admin").post("/prohibitions", freeze)),
                refused(
                        "post /prohibitions/{id}/lifting",
                        () -> as("city.auditor").post(path + "/lifting", over)),
                recorded(
                        "post /prohibitions/{id}/lifting",
                        200,
                        () -> as("brent.ig").post(path + "/lifting", over)));
    }

    List<Row> ofConditions() {
        String bound = stage.emptyDataset("brent");
        var code =
                Map.<String, Object>of(
                        "kind", "second-factor", "dataset", bound, "reason", "It is sensitive.");
        var over = Map.<String, Object>of("reason", "It is over.");
        String path = "/conditions/" + as("brent.ig").post("/conditions", code).is(201).text("id");
        return List.of(
                recorded("get /conditions", 200, () -> as("brent.ig").get("/conditions")),
                refused("get /conditions", () -> as("brent.officer").get("/conditions")),
                recorded("get /conditions/{id}", 200, () -> as("city.auditor").get(path)),
                refused("get /conditions/{id}", () -> as("brent.officer").get(path)),
                recorded(
                        "post /conditions/preview",
                        200,
                        () -> as("brent.ig").post("/conditions/preview", code)),
                refused(
                        "post /conditions/preview",
                        () -> as("gla.ig").post("/conditions/preview", code)),
                recorded("post /conditions", 201, () -> as("brent.ig").post("/conditions", code)),
                refused("post /conditions", () -> as("city.admin").post("/conditions", code)),
                refused(
                        "post /conditions/{id}/end",
                        () -> as("city.auditor").post(path + "/end", over)),
                recorded(
                        "post /conditions/{id}/end",
                        200,
                        () -> as("brent.ig").post(path + "/end", over)));
    }

    List<Row> ofRolePolicies() {
        String narrowed = stage.emptyDataset("brent");
        var ask =
                new HashMap<String, Object>(
                        Map.of(
                                "dataset",
                                narrowed,
                                "roles",
                                Map.of(
                                        "read-under-agreement", List.of("officer"),
                                        "read-own-data", List.of("data-steward"),
                                        "read-in-emergency", List.of()),
                                "replaces",
                                0,
                                "reason",
                                "It is sensitive."));
        var over = Map.<String, Object>of("reason", "It is over.");
        String path =
                "/role-policies/" + as("brent.ig").post("/role-policies", ask).is(201).text("id");
        var next = new HashMap<>(ask);
        next.put("replaces", 1);
        return List.of(
                recorded("get /role-policies", 200, () -> as("brent.ig").get("/role-policies")),
                refused("get /role-policies", () -> as("brent.officer").get("/role-policies")),
                recorded(
                        "get /role-policies/in-force",
                        200,
                        () -> as("brent.ig").get("/role-policies/in-force?dataset=" + narrowed)),
                refused(
                        "get /role-policies/in-force",
                        () -> as("brent.officer").get("/role-policies/in-force")),
                recorded("get /role-policies/{id}", 200, () -> as("city.auditor").get(path)),
                refused("get /role-policies/{id}", () -> as("brent.officer").get(path)),
                recorded(
                        "post /role-policies/preview",
                        200,
                        () -> as("brent.ig").post("/role-policies/preview", ask)),
                refused(
                        "post /role-policies/preview",
                        () -> as("gla.ig").post("/role-policies/preview", ask)),
                refused("post /role-policies", () -> as("city.admin").post("/role-policies", next)),
                refused(
                        "post /role-policies/{id}/end",
                        () -> as("city.auditor").post(path + "/end", over)),
                recorded(
                        "post /role-policies/{id}/end",
                        200,
                        () -> as("brent.ig").post(path + "/end", over)),
                recorded(
                        "post /role-policies",
                        201,
                        () -> as("brent.ig").post("/role-policies", ask)));
    }
}
