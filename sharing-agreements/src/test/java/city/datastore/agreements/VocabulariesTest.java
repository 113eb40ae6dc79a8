package city.datastore.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VocabulariesTest {

    @Nested
    class The_lists_of_this_release {
        private final Vocabularies lists = Vocabularies.load();

        @Test
        void say_which_version_they_are() {
            assertThat(lists.version()).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
        }

        @Test
        void know_the_lawful_bases_of_2026() {
            assertThat(lists.article6().entries())
                    .extracting(Vocabulary.Entry::code)
                    .containsExactly(
                            "6(1)(a)",
                            "6(1)(b)",
                            "6(1)(c)",
                            "6(1)(d)",
                            "6(1)(e)",
                            "6(1)(ea)",
                            "6(1)(f)");
            assertThat(lists.article9().entries()).hasSize(10);
            assertThat(lists.article6().title("6(1)(ea)"))
                    .isEqualTo("Recognised legitimate interest");
        }

        @Test
        void ask_for_a_policy_document_wherever_a_condition_rests_on_one_of_part_2() {
            assertThat(lists.schedule1().entries())
                    .extracting(Vocabulary.Entry::code)
                    .filteredOn(code -> Integer.parseInt(code) >= 35)
                    .allMatch(code -> lists.schedule1().marks(code).contains("policy-document"));
        }

        @Test
        void let_an_empty_role_mean_an_independent_controller_and_no_law_mean_nothing() {
            assertThat(lists.controllerRoles().code(" ")).contains("independent_controller");
            assertThat(lists.article6().code("")).isEmpty();
        }
    }

    @Nested
    class A_list_that_is_written_wrongly {
        private static final List<String> REST =
                List.of("article-6 | a | A |", "article-9 | a | A |", "schedule-1 | 1 | A |");

        @Test
        void is_refused_when_one_spelling_means_two_things() {
            assertThatThrownBy(() ->
                            Vocabularies.read(
                                    with(
                                            "controller-role | x | X | y",
                                            "controller-role | y | Y |")))
                    .hasMessage("in controller-role \"y\" means both x and y");
        }

        @Test
        void is_refused_when_its_default_is_not_in_it() {
            assertThatThrownBy(() ->
                            Vocabularies.read(
                                    with(
                                            "controller-role | x | X |",
                                            "default | controller-role | z")))
                    .hasMessage("the default of controller-role, z, is not one of its entries");
        }

        @Test
        void is_refused_when_it_is_empty_or_a_line_makes_no_sense() {
            assertThatThrownBy(() -> Vocabularies.read(REST))
                    .hasMessage("vocabularies.txt has no entries for controller-role");
            assertThatThrownBy(() -> Vocabularies.read(with("controller-role | x")))
                    .hasMessageContaining("is not an entry of vocabularies.txt");
        }

        private static List<String> with(String... lines) {
            var all = new java.util.ArrayList<>(List.of(lines));
            all.addAll(REST);
            return all;
        }
    }
}
