package city.datastore.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dataset of Brent's that an officer of the GLA may read, made the way people make it: over the
 * API.
 */
record Shared(String dataset, String agreement) {
    static final String PURPOSE = "benchmark";

    static Shared of(
            MeasuredPlatform platform,
            String name,
            byte[] content,
            String mediaType,
            Object columns)
            throws IOException, InterruptedException {
        return of(platform, name, content, mediaType, Map.of("columns", columns));
    }

    /**
     * @param scope what the agreement says of the dataset: columns, treatments, rows
     */
    static Shared of(
            MeasuredPlatform platform,
            String name,
            byte[] content,
            String mediaType,
            Map<String, Object> scope)
            throws IOException, InterruptedException {
        String dataset = "brent/" + name;
        var given = new HashMap<>(scope);
        given.put("dataset", dataset);
        platform.post(
                "brent.steward",
                "/datasets",
                Map.of(
                        "name", name,
                        "title", "Benchmark",
                        "description", "Made by the benchmark.",
                        "classification", "OFFICIAL"));
        platform.post("brent.steward", "/datasets/" + dataset + "/versions", content, mediaType);
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var agreement =
                platform.post(
                                "brent.ig",
                                "/agreements",
                                Map.of(
                                        "title", "Benchmark " + name,
                                        "parties",
                                                List.of(
                                                        party("brent", true, false),
                                                        party("gla", false, true)),
                                        "datasets", List.of(given),
                                        "purposes",
                                                List.of(
                                                        Map.of(
                                                                "code",
                                                                PURPOSE,
                                                                "text",
                                                                "Measuring.")),
                                        "actions", List.of("read"),
                                        "lawfulBasis", Map.of("article6", "6(1)(e)"),
                                        "starts", now.minus(1, ChronoUnit.HOURS).toString(),
                                        "ends", now.plus(30, ChronoUnit.DAYS).toString(),
                                        "reviewDue", now.plus(20, ChronoUnit.DAYS).toString()))
                        .path("reference")
                        .asString();
        platform.post("brent.ig", "/agreements/" + agreement + "/proposal", Map.of());
        platform.post(
                "gla.ig", "/agreements/" + agreement + "/approval", Map.of("comment", "Agreed."));
        var request =
                platform.post(
                                "gla.officer",
                                "/access-requests",
                                Map.of(
                                        "dataset",
                                        dataset,
                                        "agreement",
                                        agreement,
                                        "purpose",
                                        PURPOSE,
                                        "actions",
                                        List.of("read"),
                                        "until",
                                        now.plus(5, ChronoUnit.DAYS).toString(),
                                        "justification",
                                        "Measuring."))
                        .path("id")
                        .asString();
        platform.post(
                "brent.ig",
                "/access-requests/" + request + "/grant",
                Map.of("until", now.plus(5, ChronoUnit.DAYS).toString(), "comment", "Granted."));
        return new Shared(dataset, agreement);
    }

    String content() {
        return "/api/v1/datasets/"
                + dataset
                + "/versions/latest/content?agreement="
                + agreement
                + "&purpose="
                + PURPOSE;
    }

    private static Map<String, Object> party(String agency, boolean provides, boolean receives) {
        return Map.of(
                "agency", agency,
                "role", "independent_controller",
                "provides", provides,
                "receives", receives);
    }
}
