package city.datastore.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What the receiver's officer does: read too early, ask, read, and read after it was ended. */
final class Reading {
    private static final int GRANTED_DAYS = 30;
    private static final int MAX_PREAMBLE = 20;

    private final Scene scene;
    private final City city;
    private final Printed out;

    Reading(Scene scene) {
        this.scene = scene;
        this.city = scene.city();
        this.out = scene.out();
    }

    /** The event of the refusal. */
    String tooEarly(String agreement) {
        out.step(scene.officer(), "reads without having asked");
        var refused = city.get(scene.officer(), scene.content(agreement));
        out.answer(refused, 403);
        out.check("the refusal says what is missing", !refused.texts("reasons").isEmpty());
        out.check("and what to do", !refused.text("next").isEmpty());
        return Scene.event(refused);
    }

    /** The id of the grant that the owner gave. */
    String ask(String agreement) {
        var until = scene.today().plusDays(GRANTED_DAYS);
        out.step(scene.officer(), "asks for access until the end of " + until);
        var asked =
                city.post(
                        scene.officer(),
                        "/access-requests",
                        Map.of(
                                "dataset",
                                scene.dataset(),
                                "agreement",
                                agreement,
                                "purpose",
                                Scene.PURPOSE,
                                "actions",
                                List.of("read"),
                                "until",
                                until.toString(),
                                "justification",
                                "To compare what the city spends."));
        out.answer(asked, 201);
        out.line("request", asked.text("id") + ", " + asked.text("state"));

        out.step(scene.lead(), "grants it");
        var granted =
                city.post(
                        scene.lead(),
                        "/access-requests/" + asked.text("id") + "/grant",
                        Map.of("until", until.toString(), "comment", "Granted."));
        out.answer(granted, 200);
        out.line("grant", granted.text("id") + ", until " + granted.text("until"));
        return granted.text("id");
    }

    /** The event of the release. */
    String download(String agreement, List<String> shared, List<String> columns) {
        out.step(scene.officer(), "downloads");
        var got = city.get(scene.officer(), scene.content(agreement));
        out.answer(got, 200);
        var records = Csv.records(got.body());
        int header = header(records, shared);
        out.line("agreement", got.header("Agreement").orElse("none named"));
        out.line("bytes", got.body().length);
        out.line("digest", Digests.of(got.body()));
        out.line("rows", header < 0 ? "no header" : records.size() - header - 1);
        out.line("columns", header < 0 ? "" : String.join(" | ", shared));
        out.check(
                "the digest in the trailer is that of what came",
                got.trailer("Content-Digest")
                        .or(() -> got.header("Content-Digest"))
                        .filter(Digests.of(got.body())::equals)
                        .isPresent());
        out.check("the columns agreed came, and no others", header >= 0);
        out.check(
                "no row has more fields than that",
                records.stream().allMatch(each -> each.size() <= shared.size()));
        var withheld = new TreeSet<>(columns);
        withheld.removeAll(new HashSet<>(shared));
        out.check(
                "absent: " + String.join(" | ", withheld),
                records.stream().noneMatch(each -> each.stream().anyMatch(withheld::contains)));
        return Scene.event(got);
    }

    /** The event of the refusal after the grant was ended. */
    String afterRevocation(String agreement, String grant) {
        out.step(scene.lead(), "revokes the grant");
        var revoked =
                city.post(
                        scene.lead(),
                        "/grants/" + grant + "/revocation",
                        Map.of("reason", "The walk-through is over."));
        out.answer(revoked, 200);
        out.line("state", revoked.text("state"));

        out.step(scene.officer(), "reads again");
        var refused = city.get(scene.officer(), scene.content(agreement));
        out.answer(refused, 403);
        return Scene.event(refused);
    }

    /**
     * Where the header row is: the one that has exactly these columns; below 0 if there is none. Of
     * columns with one heading, the platform calls the second {@code Heading (2)}.
     */
    static int header(List<List<String>> records, List<String> columns) {
        var wanted = columns.stream().map(Reading::asRead).toList();
        for (int i = 0; i < Math.min(MAX_PREAMBLE, records.size()); i++) {
            if (heads(records.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean heads(List<String> record, List<String> columns) {
        return record.size() == columns.size()
                && IntStream.range(0, record.size())
                        .allMatch(i -> names(columns.get(i), record.get(i).strip()));
    }

    private static boolean names(String column, String heading) {
        return column.equals(heading)
                || (column.startsWith(heading)
                        && column.substring(heading.length()).matches(" \\([0-9]+\\)"));
    }

    /** The text as {@link Csv} reads it: each byte a character. */
    private static String asRead(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1).strip();
    }
}
