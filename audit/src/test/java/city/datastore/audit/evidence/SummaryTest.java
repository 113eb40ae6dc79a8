package city.datastore.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.event.About;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The page in a pack that people read. */
class SummaryTest {
    private static final Packs PACKS = new Packs();

    private static String summary(AuditEvent... events) {
        return new String(
                Objects.requireNonNull(Packs.members(PACKS.pack(events)).get("summary.html")),
                UTF_8);
    }

    private static AuditEvent by(String username, String reason) {
        return AuditEvent.now(
                Events.NOON,
                new Actor(new PersonId("p-1"), username, null, new TreeSet<>()),
                Events.READ,
                About.NOTHING.withColumns(List.of(username)),
                new Outcome.Refused(List.of(new Reason("role-missing", reason))),
                new RequestId("r-1"));
    }

    @Nested
    class What_somebody_else_wrote {
        @Test
        void stays_text_and_never_becomes_a_tag_an_attribute_or_a_script() {
            String page =
                    summary(
                            by(
                                    "<script>alert(1)</script>",
                                    "\"><img src=x onerror='alert(2)'></td></table><style>*{}"));

            assertThat(page)
                    .doesNotContainIgnoringCase("<script")
                    .doesNotContain("<img")
                    .doesNotContain("'alert(2)'")
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .contains("&quot;&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;");
            assertThat(page.split("<style>", -1)).hasSize(2);
            assertThat(page.split("</table>", -1)).hasSize(2);
        }

        @Test
        void cannot_turn_the_direction_of_writing_or_hide() {
            String page = summary(by("brent\u202e.gi\u200b\u0000\n", "x"));

            assertThat(page).contains("brent\ufffd.gi\ufffd\ufffd\ufffd");
        }

        @Test
        void is_cut_where_it_is_long_and_never_within_a_character() {
            String page = summary(by("\ud83d\ude00".repeat(200) + "END", "y".repeat(5_000)));

            assertThat(page)
                    .doesNotContain("END")
                    .contains("\ud83d\ude00".repeat(Summary.MAX_SHOWN / 2) + "…")
                    .doesNotContain("y".repeat(Summary.MAX_SHOWN + 1))
                    .contains("yyy…");
        }
    }

    @Nested
    class The_page {
        @Test
        void takes_nothing_from_elsewhere() {
            String page = summary(Events.documented());

            assertThat(page)
                    .contains("default-src 'none'")
                    .doesNotContain("http://")
                    .doesNotContain("https://")
                    .doesNotContain("url(")
                    .doesNotContain("src=");
        }

        @Test
        void says_who_did_what_and_what_was_not_provable_yet() {
            byte[] pack = PACKS.pack(1, Events.documented(), Events.read("a.b", "brent/x"));
            String page =
                    new String(
                            Objects.requireNonNull(Packs.members(pack).get("summary.html")), UTF_8);

            assertThat(page)
                    .contains("gla.officer (gla)")
                    .contains("brent/council-spend version 3; DSA-2026-0001 version 1")
                    .contains("allowed; The agreement DSA-2026-0001 is in force.")
                    .contains("2026-11-22 09:30:00 UTC")
                    .contains("2026-11-21 12:00:00")
                    .contains("<dt>Reader may see</dt><dd>everything</dd>")
                    .contains("1 recorded, not yet provable")
                    .contains("city.auditor (city)")
                    .doesNotContain("brent/x");
        }

        @Test
        void says_so_when_there_is_no_event() {
            assertThat(summary()).contains("None: the search finds no event.");
        }
    }
}
