package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.platform.RunningPlatform;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What a test plays on: brings datasets, agreements and grants about over HTTP. */
final class Stage {
    static final String PURPOSE = "spend-analysis";
    static final byte[] FILE =
            "id,name,amount,secret\r\n1,Ann,10,x1\r\n2,Bob,20,x2\r\n".getBytes(UTF_8);
    static final byte[] ALLOWED = "id,name,amount\r\n1,Ann,10\r\n2,Bob,20\r\n".getBytes(UTF_8);

    /** So many refusals of one person within an hour raise an alert. */
    static final int REFUSALS = 10;

    static final List<String> COLUMNS = List.of("id", "name", "amount");

    private static final String RUN = Long.toString(System.nanoTime(), 36);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Function<String, Calls> people;

    Stage(RunningPlatform platform) {
        this(person -> Calls.as(platform, person));
    }

    /**
     * @param people how a demo person calls
     */
    Stage(Function<String, Calls> people) {
        this.people = people;
    }

    Calls as(String person) {
        return people.apply(person);
    }

    static String newName() {
        return "data-" + RUN + "-" + COUNT.incrementAndGet();
    }

    static Map<String, Object> description(String name) {
        var body = new HashMap<String, Object>();
        body.put("name", name);
        body.put("title", "Test data");
        body.put("description", "Made by a test.");
        body.put("classification", "OFFICIAL");
        body.put("topics", List.of("testing"));
        return body;
    }

    /** A dataset of that agency, without a version. */
    String emptyDataset(String agency) {
        return as(agency + ".steward").post("/datasets", description(newName())).is(201).text("id");
    }

    /** A dataset of that agency with {@link #FILE} as its version 1. */
    String dataset(String agency) {
        String id = emptyDataset(agency);
        as(agency + ".steward").upload("/datasets/" + id + "/versions", FILE).is(201);
        return id;
    }

    static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** Terms by which the dataset's owner gives columns of it to the receiver; may be changed. */
    static Map<String, Object> terms(String dataset, String receiver, Object columns) {
        var terms = new HashMap<String, Object>();
        terms.put("title", "Test agreement");
        terms.put(
                "parties",
                List.of(
                        party(dataset.substring(0, dataset.indexOf('/')), true),
                        party(receiver, false)));
        terms.put("datasets", List.of(Map.of("dataset", dataset, "columns", columns)));
        terms.put("purposes", List.of(Map.of("code", PURPOSE, "text", "To compare spending.")));
        terms.put("actions", List.of("read"));
        terms.put("lawfulBasis", Map.of("article6", "6(1)(e)"));
        terms.put("starts", today().minusDays(1).toString());
        terms.put("ends", today().plusYears(1).toString());
        terms.put("reviewDue", today().plusMonths(6).toString());
        return terms;
    }

    static Map<String, Object> party(String agency, boolean provides) {
        return Map.of(
                "agency", agency,
                "role", "independent_controller",
                "provides", provides,
                "receives", !provides);
    }

    /** The reference of an agreement in force; the dataset's owner has proposed it. */
    String agreement(String dataset, String receiver, Object columns) {
        return inForce(dataset, receiver, terms(dataset, receiver, columns));
    }

    /** The same of all columns, treated so. */
    String protecting(String dataset, String receiver, Map<String, String> treatments) {
        var terms = terms(dataset, receiver, "all");
        terms.put(
                "datasets",
                List.of(Map.of("dataset", dataset, "columns", "all", "treatments", treatments)));
        return inForce(dataset, receiver, terms);
    }

    private String inForce(String dataset, String receiver, Map<String, Object> terms) {
        String owner = dataset.substring(0, dataset.indexOf('/'));
        String reference = as(owner + ".ig").post("/agreements", terms).is(201).text("reference");
        as(owner + ".ig").post("/agreements/" + reference + "/proposal").is(200);
        as(receiver + ".ig")
                .post("/agreements/" + reference + "/approval", Map.of("comment", "Agreed."))
                .is(200);
        return reference;
    }

    static Map<String, Object> ask(String dataset, String agreement) {
        var ask = new HashMap<String, Object>();
        ask.put("dataset", dataset);
        ask.put("agreement", agreement);
        ask.put("purpose", PURPOSE);
        ask.put("actions", List.of("read"));
        ask.put("until", today().plusDays(30).toString());
        ask.put("justification", "To compare spending.");
        return ask;
    }

    /** The id of a pending request by that officer. */
    String request(String dataset, String agreement, String officer) {
        return as(officer).post("/access-requests", ask(dataset, agreement)).is(201).text("id");
    }

    /** The id of a grant for that officer. */
    String grant(String dataset, String agreement, String officer) {
        String owner = dataset.substring(0, dataset.indexOf('/'));
        return as(owner + ".ig")
                .post(
                        "/access-requests/" + request(dataset, agreement, officer) + "/grant",
                        Map.of("until", today().plusDays(30).toString(), "comment", "Fine."))
                .is(200)
                .text("id");
    }

    static String content(String dataset, String agreement) {
        return "/datasets/"
                + dataset
                + "/versions/latest/content?agreement="
                + agreement
                + "&purpose="
                + PURPOSE;
    }
}
