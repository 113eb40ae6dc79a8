package city.datastore.agreements.dpia;

import static city.datastore.agreements.dpia.ADpia.QUESTIONS;
import static city.datastore.agreements.dpia.ADpia.REVIEW;
import static city.datastore.agreements.dpia.ADpia.VOCABULARIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.Marks;
import city.datastore.agreements.particulars.About;
import city.datastore.agreements.particulars.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodTest {
    private static final Method METHOD = REVIEW.method();

    @Nested
    class The_method_of_this_release {
        @Test
        void says_which_version_it_is() {
            assertThat(METHOD.version()).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
        }

        @ParameterizedTest
        @CsvSource({
            "remote, minimal, low",
            "remote, significant, low",
            "remote, severe, low",
            "possible, minimal, low",
            "possible, significant, medium",
            "possible, severe, high",
            "probable, minimal, low",
            "probable, significant, high",
            "probable, severe, high"
        })
        void has_the_matrix_of_the_regulator(String likelihood, String severity, String level) {
            assertThat(METHOD.matrix().level(likelihood, severity)).isEqualTo(level);
        }

        @Test
        void shows_questions_that_an_agreement_is_asked() {
            assertThat(METHOD.descriptions())
                    .isNotEmpty()
                    .allSatisfy(each ->
                            assertThat(QUESTIONS.find(each.about(), each.question())).isPresent());
        }

        @Test
        void goes_by_marks_that_a_field_can_leave() {
            var marks =
                    Stream.concat(
                                    VOCABULARIES.lists().values().stream()
                                            .flatMap(list -> list.entries().stream())
                                            .flatMap(word -> word.marks().stream()),
                                    Stream.of(
                                            Marks.PERSONAL,
                                            Signs.SEVERAL_SOURCES,
                                            Signs.LINKS,
                                            "agreement.exemptions"))
                            .toList();
            assertThat(conditions().flatMap(each -> each.ways().stream()).flatMap(List::stream))
                    .isNotEmpty()
                    .isSubsetOf(marks);
            assertThat(QUESTIONS.find(About.AGREEMENT, "exemptions")).isPresent();
        }

        private static Stream<Condition> conditions() {
            return Stream.concat(
                    METHOD.criteria().stream().map(Criterion::holds),
                    METHOD.hazards().stream().map(Method.Hazard::holds));
        }

        @Test
        void asks_what_it_asks_under_seven_steps() {
            var questionnaire = REVIEW.questionnaire();
            assertThat(questionnaire.groups().keySet())
                    .containsExactly('1', '2', '3', '4', '5', '6', '7');
            assertThat(questionnaire.questions())
                    .allSatisfy(each -> assertThat(each.about()).isEqualTo(About.AGREEMENT))
                    .extracting(Question::group)
                    .isSubsetOf(questionnaire.groups().keySet());
        }
    }

    @Nested
    class A_file_that_is_written_wrongly {
        private static final List<String> WHOLE = matrix();

        private static List<String> matrix() {
            var lines = new ArrayList<String>();
            for (var likelihood : VOCABULARIES.list("dpia-likelihood").entries()) {
                for (var severity : VOCABULARIES.list("dpia-severity").entries()) {
                    lines.add(
                            "matrix | %s | %s | low".formatted(likelihood.code(), severity.code()));
                }
            }
            return lines;
        }

        private static void read(String... more) {
            var lines = new ArrayList<>(WHOLE);
            lines.addAll(List.of(more));
            Method.read(lines, VOCABULARIES);
        }

        @Test
        void is_refused_when_the_matrix_has_a_hole() {
            assertThatThrownBy(() -> Method.read(WHOLE.subList(0, WHOLE.size() - 1), VOCABULARIES))
                    .hasMessage("the matrix has no level for probable and severe");
        }

        @Test
        void is_refused_when_a_level_is_no_word() {
            assertThatThrownBy(() -> read("matrix | remote | minimal | tiny"))
                    .hasMessage("the level tiny in dpia.txt is no word of dpia-level");
        }

        @Test
        void is_refused_when_a_line_makes_no_sense_or_a_criterion_is_in_it_twice() {
            assertThatThrownBy(() -> read("criterion | x"))
                    .hasMessageContaining("is no line of dpia.txt");
            String line = "criterion | x | always | never | yes | Is it so? |";
            read(line);
            assertThatThrownBy(() -> read(line, line))
                    .hasMessage("the criterion x is in dpia.txt twice");
        }
    }
}
