package city.datastore.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Reason;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.TrailScope;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page in a pack that people read and print: one file, without script or anything from
 * elsewhere. Everything that somebody else wrote is escaped, and cut where it is long.
 */
final class Summary {
    /** Most characters of one value; the event's own file has all of it. */
    static final int MAX_SHOWN = 300;

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Evidence pack – City DataStore</title>
            <style>
            body { font: 16px/1.3 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff; margin: 0 auto; padding: 0 15px 40px; max-width: 1200px }
            header { border-bottom: 10px solid #1d70b8; padding: 15px 0; font-weight: bold; margin-bottom: 30px }
            h1 { font-size: 36px; line-height: 1.1; margin: 0 0 20px } h2 { font-size: 24px; margin: 40px 0 15px }
            p, li { max-width: 44em } code { font: 14px/1.4 "Courier New", monospace; overflow-wrap: anywhere }
            pre { font: 14px/1.4 "Courier New", monospace; background: #f3f2f1; padding: 15px; white-space: pre-wrap; overflow-wrap: anywhere }
            dl { display: grid; grid-template-columns: minmax(9em, 1fr) 4fr; margin: 0 } dt, dd { margin: 0; padding: 8px 10px 8px 0; border-bottom: 1px solid #b1b4b6; overflow-wrap: anywhere }
            dt { font-weight: bold } .inset { border-left: 10px solid #b1b4b6; padding: 15px; margin: 30px 0 }
            .wide { overflow-x: auto } table { border-collapse: collapse; width: 100% } caption { text-align: left; font-weight: bold; padding: 5px 0 }
            th, td { text-align: left; vertical-align: top; padding: 8px 12px 8px 0; border-bottom: 1px solid #b1b4b6; font-size: 14px; overflow-wrap: anywhere }
            thead { display: table-header-group } thead th { overflow-wrap: normal } .id { font-size: 12px; color: #505a5f }
            @media print { body { max-width: none; padding: 0 } .wide { overflow: visible } tr { break-inside: avoid } th, td { font-size: 8pt; padding: 3pt 4pt 3pt 0 } }
            </style>
            </head>
            <body>
            <header>City DataStore</header>
            <main>
            <h1>Evidence pack</h1>
            <div class="inset"><p>Each event listed here is in the audit log, and the files beside this page prove it. They do not prove that
            there are no others: what a search finds depends on the search, and on what its reader may see.</p></div>
            """;

    private static final String HOW =
            """
            <h2>How to check it</h2>
            <p>This page is for reading. What counts are the files under <code>events</code>, each with its proof, and the manifest, which lists
            every file with its SHA-256 and is signed. Take the log’s keys from where you trust them to come, not from this pack, and run,
            without a network:</p>
            <pre>java -jar city-datastore-verify.jar PACK.zip --key LOG.VKEYS</pre>
            <p>With other tools: <code>manifest.p7s</code> is a detached CMS signature (RFC 5652), each proof a tlog-proof (c2sp.org):</p>
            <pre>openssl cms -verify -binary -inform DER -in manifest.p7s -content manifest.json -CAfile certificate.pem -out /dev/null
            sha256sum summary.html events/*     # compare with manifest.json</pre>
            """;

    private static final String TABLE =
            """
            <h2>Events</h2>
            <div class="wide" tabindex="0" role="region" aria-label="Events">
            <table>
            <caption>Newest first; times in UTC</caption>
            <thead><tr><th scope="col">Entry</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">About</th><th scope="col">Purpose</th><th scope="col">Outcome</th></tr></thead>
            <tbody>
            """;

    private static final String FOOT =
            """
            </tbody>
            </table>
            </div>
            </main>
            </body>
            </html>
            """;

    private final Writer out;
    private final Manifest manifest;

    Summary(OutputStream out, Manifest manifest) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
        this.manifest = manifest;
    }

    void begin() throws IOException {
        Commission commission = manifest.commission();
        out.write(HEAD);
        out.write("<dl>\n");
        fact("Made", time(commission.madeAt()) + " UTC");
        fact("For", who(commission.madeFor()));
        fact("Reader may see", scope(commission.scope()));
        fact("Search", manifest.search().isEmpty() ? "everything" : words(manifest.search()));
        fact("Events in this pack", Integer.toString(manifest.events()));
        fact(
                "Left out",
                manifest.leftOut() == 0
                        ? "none"
                        : manifest.leftOut()
                                + " recorded, not yet provable: the checkpoint does not cover them yet");
        fact("Log", manifest.origin());
        fact(
                "Checkpoint",
                manifest.head().size() + " entries, root " + manifest.head().root().base64());
        fact("Signed by the certificate with SHA-256", Manifest.hex(manifest.certificateSha256()));
        fact("This pack is on the record as", commission.event().toString());
        out.write("</dl>\n");
        out.write(HOW);
        out.write(TABLE);
    }

    void row(StoredEvent stored) throws IOException {
        AuditEvent event = stored.event();
        var about = event.about();
        out.write("<tr><td>" + stored.leafIndex() + "</td>");
        cell(time(event.at()));
        cell(who(event.actor()));
        out.write(
                "<th scope=\"row\">"
                        + escaped(event.action().name())
                        + "<br><span class=\"id\">"
                        + event.id()
                        + "</span></th>");
        cell(
                join(
                        versioned(about.dataset(), about.datasetVersion()),
                        versioned(about.agreement(), about.agreementVersion()),
                        about.columns().isEmpty()
                                ? ""
                                : "columns " + String.join(", ", about.columns())));
        cell(about.purpose() == null ? "" : about.purpose().value());
        cell(
                join(
                        event.outcome().word(),
                        event.outcome().reasons().stream()
                                .map(Reason::text)
                                .collect(Collectors.joining(" "))));
        out.write("</tr>\n");
    }

    void end() throws IOException {
        if (manifest.events() == 0) {
            out.write("<tr><td colspan=\"7\">None: the search finds no event.</td></tr>\n");
        }
        out.write(FOOT);
        out.flush();
    }

    private void fact(String name, String value) throws IOException {
        out.write("<dt>" + name + "</dt><dd>" + escaped(value) + "</dd>\n");
    }

    private void cell(String value) throws IOException {
        out.write("<td>" + escaped(value) + "</td>");
    }

    private static String who(Actor actor) {
        return actor.agency() == null
                ? actor.username()
                : actor.username() + " (" + actor.agency() + ")";
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", "");
    }

    private static String scope(TrailScope scope) {
        return switch (scope) {
            case TrailScope.Everything() -> "everything";
            case TrailScope.OfAgency(var agency) ->
                    "what concerns data of " + agency + " or was done by its staff";
            case TrailScope.OfData(var owner, _) ->
                    "what concerns data of " + owner + ", and their own acts";
            case TrailScope.OwnActs(_) -> "their own acts";
        };
    }

    private static String words(Map<String, String> named) {
        return named.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String versioned(@Nullable Object name, @Nullable Integer version) {
        return name == null ? "" : version == null ? name.toString() : name + " version " + version;
    }

    private static String join(String... parts) {
        return Arrays.stream(parts)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Text as it may stand between tags and within attributes; without what cannot be seen. */
    static String escaped(String text) {
        int end = Math.min(text.length(), MAX_SHOWN);
        StringBuilder safe = new StringBuilder(end + 32);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(isSeen(text, i) ? c : '\ufffd');
            }
        }
        return text.length() > end ? safe.append('…').toString() : safe.toString();
    }

    /** Controls and marks that turn the direction of writing could make a line read otherwise. */
    private static boolean isSeen(String text, int at) {
        char c = text.charAt(at);
        if (Character.isSurrogate(c)) {
            return Character.isHighSurrogate(c)
                    ? at + 1 < Math.min(text.length(), MAX_SHOWN)
                    : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
    }
}
