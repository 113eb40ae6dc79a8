package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;

class PagesTest {
    @Nested
    class What_needs_a_lead_now {
        @Test
        void has_comments_on_what_their_agency_writes() {
            page("home-lead")
                    .says("Comments to answer")
                    .hasLink("Council spending", "/agreements/DSA-2026-0001/comments")
                    .hasTag("2 comments");
        }
    }

    @Nested
    class What_needs_a_data_protection_officer_now {
        @Test
        void has_assessments_to_advise_on_and_says_where_nothing_waits() {
            page("home-adviser")
                    .says("Impact assessments that wait for your advice")
                    .hasLink("Council spending", "/agreements/DSA-2026-0001/dpia")
                    .hasTag("To advise on")
                    .says("No agreement is waiting for you to say something.");
        }
    }

    @Nested
    class Somebody_for_whom_nothing_is_to_do {
        @Test
        void is_told_that_they_have_no_role_only_where_that_is_so() {
            page("home-no-role").says("Your sign-in gives you no role here.");
            page("home-no-tasks")
                    .says("Nothing is given to your role to do here.")
                    .doesNotSay("Your sign-in gives you no role here.")
                    .hasLink("Emergency access", "/emergencies");
        }
    }

    @Nested
    class What_is_wrong_with_a_form {
        @Test
        void is_said_once_for_each_field_and_whole_for_a_step_that_asks_for_nothing() {
            var errors = FormErrors.none();
            errors.add("title", "Enter a title");
            errors.add("title", "Enter a shorter title");
            errors.add(FormErrors.STEP, "The purpose is too long");
            errors.add(FormErrors.STEP, "The term is over");
            errors.add(FormErrors.STEP, "The term is over");

            assertThat(errors.all())
                    .extracting(FormErrors.FormError::text)
                    .containsExactly(
                            "Enter a title", "The purpose is too long", "The term is over");
        }
    }

    @Nested
    class An_error_page {
        @Test
        void of_a_refusal_gives_reason_remedy_and_event() {
            page("error-refused")
                    .hasHeading("You cannot do this")
                    .says("You hold no grant for brent/council-spend.")
                    .hasLink(Samples.EVENT.toString(), "/audit/events/" + Samples.EVENT);
        }

        @Test
        void that_says_what_happened_guesses_at_nothing_else() {
            page("error-said")
                    .says("Your right to read it ended.")
                    .doesNotSay("The form you sent is too old");
            page("error-403").says("The form you sent is too old");
        }

        @Test
        void of_an_access_that_could_not_be_recorded_says_that_nothing_was_released() {
            page("error-not-recorded")
                    .says("The access could not be recorded, so nothing was released. Try again.");
        }
    }

    @Nested
    class Dates {
        @Test
        void are_written_in_words_and_uk_time() {
            var show =
                    new Show(Samples.agencies(), Samples.VOCABULARIES, new RenderedPages().words());
            assertThat(show.time(Instant.parse("2026-06-03T13:05:00Z")))
                    .isEqualTo("3 June 2026 at 2:05pm");
            assertThat(show.lastDay(Instant.parse("2027-06-03T23:00:00Z")))
                    .isEqualTo("3 June 2027");
        }

        @Test
        void in_messages_of_the_domain_are_written_in_words_too() {
            assertThat(Words.sentence("it ends at 2026-12-31T00:00:00Z, which has passed"))
                    .isEqualTo("It ends at 31 December 2026, which has passed");
        }

        @Test
        void that_are_not_real_are_no_dates() {
            assertThat(new DateInput("31", "2", "2027").date()).isEmpty();
            assertThat(new DateInput("3", "6", "2027").date()).isPresent();
        }

        @Test
        void of_the_day_on_which_a_limit_falls_mean_the_limit() {
            var limit = Instant.parse("2027-03-01T09:30:00Z");
            assertThat(Words.notPast(Instant.parse("2027-03-02T00:00:00Z"), limit))
                    .isEqualTo(limit);
            var later = Instant.parse("2027-03-03T00:00:00Z");
            assertThat(Words.notPast(later, limit)).isEqualTo(later);
        }
    }

    @Nested
    class The_files {
        private static final Path TEMPLATES = Path.of("src/main/resources/templates");

        @Test
        void never_let_text_through_unescaped() throws IOException {
            try (var files = Files.walk(TEMPLATES)) {
                assertThat(files.filter(Files::isRegularFile))
                        .isNotEmpty()
                        .allSatisfy(
                                file -> assertThat(unescaped(Files.readString(file))).isFalse());
            }
        }

        @Test
        void are_searched_for_unescaped_text_in_each_of_its_forms() {
            assertThat(unescaped("<p th:utext=\"${x}\">")).isTrue();
            assertThat(unescaped("<p data-th-utext=\"${x}\">")).isTrue();
            assertThat(unescaped("<p>[(${x})]</p>")).isTrue();
            assertThat(unescaped("<p th:text=\"${x}\">")).isFalse();
        }

        @Test
        void of_govuk_frontend_come_without_its_typeface_and_crest() throws IOException {
            String css =
                    new DefaultResourceLoader()
                            .getResource(Assets.GOVUK_FRONTEND + "govuk-frontend.min.css")
                            .getContentAsString(StandardCharsets.UTF_8);
            assertThat(css).contains("GDS Transport", "@font-face", "govuk-crest");
            assertThat(Assets.ours(css))
                    .doesNotContain("GDS Transport", "@font-face", "govuk-crest")
                    .contains("font-family:Arial,Helvetica,sans-serif");
        }

        private static boolean unescaped(String template) {
            return template.contains("utext") || template.contains("[(");
        }
    }
}
