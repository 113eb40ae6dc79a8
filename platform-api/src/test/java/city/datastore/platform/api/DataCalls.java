package city.datastore.platform.api;

import java.util.List;

/** Calls about agencies and datasets. */
final class DataCalls extends CallTable {
    DataCalls(CallTable given) {
        super(given);
    }

    List<Row> ofEverybody() {
        return List.of(
                plain("get /agencies", () -> as("lfb.officer").get("/agencies")),
                plain("get /agencies/{code}", () -> as("lfb.officer").get("/agencies/brent")),
                plain("get /datasets", () -> as("lfb.officer").get("/datasets")),
                plain("get /datasets/{agency}/{name}", () -> as("lfb.officer").get(path(""))),
                plain(
                        "get /datasets/{agency}/{name}/versions",
                        () -> as("lfb.officer").get(path("/versions"))),
                plain(
                        "get /datasets/{agency}/{name}/versions/{version}",
                        () -> as("lfb.officer").get(path("/versions/1"))),
                plain(
                        "post /decisions",
                        () -> as("lfb.officer").post("/decisions", question("lfb.officer"))));
    }

    List<Row> ofDatasets() {
        String versions = "/datasets/" + empty + "/versions";
        String content = Stage.content(dataset, agreement);
        return List.of(
                recorded(
                        "post /datasets",
                        201,
                        () ->
                                as("brent.steward")
                                        .post("/datasets", Stage.description(Stage.newName()))),
                refused(
                        "post /datasets",
                        () ->
                                as("brent.officer")
                                        .post("/datasets", Stage.description(Stage.newName()))),
                recorded(
                        "post /datasets/{agency}/{name}/versions",
                        201,
                        () -> as("brent.steward").upload(versions, Stage.FILE)),
                refused(
                        "post /datasets/{agency}/{name}/versions",
                        () -> as("gla.steward").upload(versions, Stage.FILE)),
                recorded(
                        "get /datasets/{agency}/{name}/versions/{version}/content",
                        200,
                        () -> as("gla.officer").get(content)),
                refused(
                        "get /datasets/{agency}/{name}/versions/{version}/content",
                        () -> as("camden.officer").get(content)));
    }
}
