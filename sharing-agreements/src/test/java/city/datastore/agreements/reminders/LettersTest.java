package city.datastore.agreements.reminders;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.REVIEW;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.KnownCity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What letters say. */
class LettersTest {
    private static final Mailbox TO = new Mailbox("ig@brent.example");
    private static final Letters LETTERS =
            new Letters(
                    URI.create("https://datastore.city.example"),
                    new Mailbox("sharing@city.example"),
                    new KnownCity());

    private static Letter letter(Agreement agreement, Occasion occasion, Duration before) {
        Instant due = occasion.in(agreement.head());
        var key = new ReminderKey(agreement.head().reference(), occasion, due, Ahead.SIXTY, BRENT);
        return LETTERS.write(key, agreement, TO, due.minus(before));
    }

    @Nested
    class A_letter_about_a_review {
        private final Letter letter =
                letter(anAgreement().active(), Occasion.REVIEW, Duration.ofDays(60));

        @Test
        void says_what_is_due_when_and_where_to_go() {
            assertThat(letter.subject())
                    .isEqualTo(
                            "DSA-2026-0001: review due by 1 June 2027 – Brent spending for city-wide"
                                    + " analysis");
            assertThat(letter.text())
                    .contains(
                            "is due for review by 1 June 2027, in 60 days.",
                            "https://datastore.city.example/agreements/DSA-2026-0001\n",
                            "because brent has signed the agreement")
                    .doesNotContain("suspended", "%", "null", TO.address());
        }

        @Test
        void puts_the_day_into_a_calendar() {
            assertThat(letter.fileName()).isEqualTo("DSA-2026-0001-review.ics");
            assertThat(letter.calendar())
                    .contains(
                            "METHOD:PUBLISH\r\n",
                            "UID:DSA-2026-0001-review@datastore.city.example\r\n",
                            "DTSTART;VALUE=DATE:20270601\r\n");
        }

        @Test
        void says_that_the_agreement_is_suspended() {
            assertThat(
                            letter(anAgreement().suspended(), Occasion.REVIEW, Duration.ofDays(60))
                                    .text())
                    .contains("It is suspended at present");
        }
    }

    @Nested
    class A_letter_about_an_end {
        @Test
        void names_the_last_day_rather_than_the_first_without() {
            Letter letter = letter(anAgreement().active(), Occasion.END, Duration.ofDays(31));
            assertThat(letter.subject()).startsWith("DSA-2026-0001: ends on 31 December 2027 – ");
            assertThat(letter.text()).contains("in 30 days").doesNotContain("review is due");
            assertThat(letter.calendar()).contains("DTSTART;VALUE=DATE:20271231\r\n");
        }

        @Test
        void speaks_for_a_review_on_the_same_day() {
            Agreement agreement = anAgreement().reviewedBy(AnAgreement.ENDS).active();
            assertThat(letter(agreement, Occasion.END, Duration.ofDays(31)).text())
                    .contains("Its review is due by then too.");
        }

        @Test
        void finds_words_for_the_last_days() {
            Agreement agreement = anAgreement().active();
            assertThat(letter(agreement, Occasion.END, Duration.ofHours(36)).text())
                    .contains("which is tomorrow");
            assertThat(letter(agreement, Occasion.END, Duration.ofHours(2)).text())
                    .contains("which is today");
        }
    }

    @Nested
    class A_title_full_of_tricks {
        private static final String TITLE =
                "Spend\r\nBcc: everybody@evil.example\u2028\u202e<script>alert(1)</script> %s";

        private final Letter letter =
                letter(anAgreement().titled(TITLE).active(), Occasion.REVIEW, Duration.ofDays(60));

        @Test
        void stays_on_its_line() {
            assertThat(letter.subject())
                    .endsWith("– Spend Bcc: everybody@evil.example <script>alert(1)</script> %s");
            assertThat(letter.text()).doesNotContain("\nBcc:").contains("%s");
            assertThat(letter.calendar()).doesNotContain("\r\nBcc:");
        }

        @Test
        void would_be_refused_by_the_letter_itself() {
            assertThatThrownBy(() ->
                            new Letter("id", TO, "Spend\r\nBcc: x@evil.example", "", "a.ics", ""))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void is_cut_where_it_is_too_long_but_never_inside_a_character() {
            Letter long_ =
                    letter(
                            anAgreement().titled("🗓".repeat(200)).active(),
                            Occasion.REVIEW,
                            Duration.ofDays(60));
            assertThat(long_.subject()).endsWith("– " + "🗓".repeat(120) + "…");
        }
    }

    @Nested
    class The_letters_of_one_key {
        @Test
        void are_the_same_letter_and_of_another_key_another() {
            Agreement agreement = anAgreement().active();
            Letter first = letter(agreement, Occasion.REVIEW, Duration.ofDays(60));
            Letter again = letter(agreement, Occasion.REVIEW, Duration.ofDays(59));
            Letter other = letter(agreement, Occasion.END, Duration.ofDays(60));
            assertThat(again.id()).isEqualTo(first.id()).isNotEqualTo(other.id());
            Agreement moved = anAgreement().reviewedBy(REVIEW.plus(Duration.ofDays(1))).active();
            assertThat(letter(moved, Occasion.REVIEW, Duration.ofDays(60)).id())
                    .isNotEqualTo(first.id());
        }
    }
}
