package city.datastore.acceptance;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Who plays in the walk-through, where, and with which dataset.
 *
 * @param dataset its id, new for every walk-through
 */
record Scene(
        City city, Printed out, String owner, String receiver, String dataset, LocalDate today) {
    static final String PURPOSE = "spend-analysis";
    static final String AUDITOR = "city.auditor";

    private static final int MAX_STEM = 60;
    private static final int RADIX = 36;

    static Scene of(City city, Printed out, Options options, Clock clock) {
        return new Scene(
                city,
                out,
                options.owner(),
                options.receiver(),
                options.owner() + "/" + name(options, clock),
                LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/London")));
    }

    String steward() {
        return owner + ".steward";
    }

    String lead() {
        return owner + ".ig";
    }

    String otherLead() {
        return receiver + ".ig";
    }

    String officer() {
        return receiver + ".officer";
    }

    /** Where the bytes are read, relying on the agreement. */
    String content(String agreement) {
        return "/datasets/"
                + dataset
                + "/versions/latest/content?agreement="
                + agreement
                + "&purpose="
                + PURPOSE;
    }

    /** The event that the answer names. */
    static String event(Answer answer) {
        return answer.header("Audit-Event")
                .orElseThrow(() -> new WalkthroughException("The answer names no audit event."));
    }

    /** The file's name as a dataset's, with the time so that it can be gone through again. */
    private static String name(Options options, Clock clock) {
        String file = options.file().getFileName().toString().toLowerCase(Locale.ROOT);
        String stem =
                file.replaceFirst("\\.[a-z0-9]+$", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceFirst("^-", "");
        String cut = stem.substring(0, Math.min(MAX_STEM, stem.length())).replaceFirst("-$", "");
        String suffix = Long.toString(clock.instant().getEpochSecond(), RADIX);
        return (cut.isEmpty() ? "file" : cut) + "-" + suffix;
    }
}
