package city.datastore.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.event.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/policy.md} is the policy: this test executes it row by row. */
class PolicyTableTest {
    private static final PolicyEngine ENGINE = new PolicyEngine();

    @Nested
    class The_table_of_rules {
        @Test
        void says_each_rule_in_the_engine_s_own_words_and_no_other() {
            var expected = ENGINE.rules().stream().map(PolicyTableTest::asRow).toList();

            var written =
                    PolicyTable.page()
                            .lines()
                            .dropWhile(line -> !line.equals("## The rules"))
                            .dropWhile(line -> !line.startsWith("|"))
                            .takeWhile(line -> line.startsWith("|"))
                            .skip(2)
                            .toList();

            assertThat(written).containsExactlyElementsOf(expected);
        }
    }

    @Nested
    class The_decision_table {
        static Stream<PolicyTable.Row> rows() {
            return PolicyTable.rows(PolicyTable.page()).stream();
        }

        @ParameterizedTest
        @MethodSource("rows")
        void is_what_the_engine_says(PolicyTable.Row row) {
            var judgement = ENGINE.judge(row.question(), row.facts());

            assertThat(complaint(row, judgement)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("rows")
        void names_the_rule_that_answers(PolicyTable.Row row) {
            var rule =
                    ENGINE.rules().stream()
                            .filter(each -> each.id().equals(row.rule()))
                            .findFirst()
                            .orElseThrow();

            var alone =
                    new PolicyEngine(List.of(rule), AgencyNames.fromCodes())
                            .judge(row.question(), row.facts());

            assertThat(alone instanceof Judgement.Allowed).isEqualTo(row.allowed());
            if (alone instanceof Judgement.Refused refused) {
                assertThat(codes(refused)).isEqualTo(row.codes());
            }
        }

        @Test
        void has_an_allowed_and_a_refused_row_for_each_act() {
            assertThat(missingActs(rows().toList())).isEmpty();
        }

        @Test
        void has_a_row_for_each_rule_and_each_way_in_which_it_refuses() {
            assertThat(missingCodes(rows().toList())).isEmpty();
        }
    }

    @Nested
    class A_table_that_is_wrong {
        private final List<PolicyTable.Row> rows = PolicyTable.rows(PolicyTable.page());

        @Test
        void is_found_out_when_an_answer_is_turned_round() {
            var page = PolicyTable.page();
            var turned = page.replaceFirst("\\| allowed \\|", "| refused |");

            assertThat(turned).isNotEqualTo(page);
            assertThat(PolicyTable.rows(turned))
                    .anyMatch(row ->
                            !complaint(row, ENGINE.judge(row.question(), row.facts())).isEmpty());
        }

        @Test
        void is_found_out_when_an_act_has_no_row() {
            var without =
                    rows.stream().filter(row -> row.question().act() != Act.REVOKE_GRANT).toList();

            assertThat(missingActs(without)).contains("REVOKE_GRANT allowed");
        }

        @Test
        void is_found_out_when_a_reason_has_no_row() {
            var without =
                    rows.stream().filter(row -> !row.codes().contains("grant-revoked")).toList();

            assertThat(missingCodes(without)).contains("read-under-agreement grant-revoked");
        }
    }

    private static String asRow(Rule rule) {
        var acts = new TreeSet<Act>(rule.acts());
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        rule.id(),
                        rule instanceof Rule.Forbid ? "**forbids**" : "allows",
                        String.join(", ", acts.stream().map(Act::words).toList()),
                        rule.sentence());
    }

    private static String complaint(PolicyTable.Row row, Judgement judgement) {
        return switch (judgement) {
            case Judgement.Allowed(_, var columns, _, _, _, var rule) -> {
                if (!row.allowed()) {
                    yield "allowed, and the table says refused";
                }
                if (!row.rule().equals(rule)) {
                    yield "allowed by " + rule;
                }
                yield row.columns() == null || row.columns().equals(columns)
                        ? ""
                        : "columns are " + columns;
            }
            case Judgement.Refused refused ->
                    !row.allowed() && codes(refused).equals(row.codes())
                            ? ""
                            : "refused: " + codes(refused);
        };
    }

    private static List<String> codes(Judgement.Refused refused) {
        return refused.missing().stream().map(Reason::code).toList();
    }

    private static List<String> missingActs(List<PolicyTable.Row> rows) {
        var seen = new LinkedHashSet<String>();
        rows.forEach(
                row -> seen.add(row.question().act() + (row.allowed() ? " allowed" : " refused")));
        var missing = new ArrayList<String>();
        for (var act : Act.values()) {
            missing.add(act + " allowed");
            missing.add(act + " refused");
        }
        missing.removeAll(seen);
        return missing;
    }

    /** Each rule has to allow in some row, and to refuse in some row with each of its codes. */
    private static Set<String> missingCodes(List<PolicyTable.Row> rows) {
        var missing = new TreeSet<String>();
        for (var rule : ENGINE.rules()) {
            rule.codes().forEach(code -> missing.add(rule.id() + " " + code));
            if (rule instanceof Rule.Allow) {
                missing.add(rule.id() + " allowed");
            }
            var alone = new PolicyEngine(List.of(rule), AgencyNames.fromCodes());
            for (var row : rows) {
                switch (alone.judge(row.question(), row.facts())) {
                    case Judgement.Allowed _ -> {
                        if (row.rule().equals(rule.id())) {
                            missing.remove(rule.id() + " allowed");
                        }
                    }
                    case Judgement.Refused refused ->
                            codes(refused).forEach(code -> missing.remove(rule.id() + " " + code));
                }
            }
        }
        return missing;
    }
}
