package city.datastore.agreements.particulars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.Vocabularies;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QuestionnaireTest {
    private final Questionnaire questions = Questionnaire.load();
    private final Vocabularies vocabularies = Vocabularies.load();

    @Nested
    class The_questions_of_this_release {
        @Test
        void stand_under_the_nine_headings_of_an_agreement() {
            assertThat(questions.groups().keySet())
                    .containsExactly('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I');
            assertThat(questions.questions())
                    .allSatisfy(each -> assertThat(questions.groups()).containsKey(each.group()))
                    .extracting(Question::group)
                    .containsAll(questions.groups().keySet());
        }

        @Test
        void name_vocabularies_that_exist() {
            assertThat(questions.questions())
                    .filteredOn(each -> each.vocabulary() != null)
                    .isNotEmpty()
                    .allSatisfy(each ->
                            assertThat(vocabularies.lists()).containsKey(each.vocabulary()));
        }

        @Test
        void are_asked_on_marks_that_something_can_leave() {
            var marks =
                    vocabularies.lists().values().stream()
                            .flatMap(list -> list.entries().stream())
                            .flatMap(word -> word.marks().stream())
                            .toList();
            assertThat(questions.questions())
                    .flatMap(each -> List.copyOf(each.asked()))
                    .filteredOn(mark -> !mark.contains("="))
                    .isSubsetOf(
                            Stream.concat(
                                            marks.stream(),
                                            // what parties do, and what follows from two words
                                            // together
                                            Stream.of("receives", "provides", "part3-sensitive"))
                                    .toList());
        }
    }

    @Nested
    class A_file_that_is_written_wrongly {
        private static final String GOOD =
                "tier | agreement | A | word | always | full | agreement-tier | What kind? |";

        @Test
        void is_refused_when_a_question_is_in_it_twice() {
            assertThatThrownBy(() -> Questionnaire.read(List.of(GOOD, GOOD)))
                    .hasMessage("the question tier is in questions.txt twice");
        }

        @Test
        void is_refused_when_a_line_makes_no_sense() {
            assertThatThrownBy(() -> Questionnaire.read(List.of("tier | agreement")))
                    .hasMessageContaining("is not a question of questions.txt");
        }

        @Test
        void is_refused_when_a_choice_has_no_words() {
            assertThatThrownBy(
                            () -> Questionnaire.read(List.of(GOOD.replace("agreement-tier", ""))))
                    .hasMessage("tier names no vocabulary");
        }
    }
}
