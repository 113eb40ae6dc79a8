package city.datastore.agreements;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.STARTS;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.Terms.Purpose;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermsCheckTest {
    private final KnownCity city = new KnownCity();
    private final TermsCheck check =
            new TermsCheck(city, Vocabularies.load(), Questionnaire.load(), (terms, _, _) -> terms);

    private Terms checked(AnAgreement agreement) {
        return check.check(agreement.terms(), city, Set.of(BRENT), TODAY);
    }

    private List<Fault> faults(AnAgreement agreement) {
        var bad = catchThrowableOfType(BadTerms.class, () -> checked(agreement));
        return bad == null ? List.of() : bad.faults();
    }

    private Fault onlyFault(AnAgreement agreement) {
        List<Fault> faults = faults(agreement);
        assertThat(faults).hasSize(1);
        return faults.getFirst();
    }

    @Test
    void good_terms_have_no_fault_and_come_back_as_they_are() {
        assertThat(checked(anAgreement())).isEqualTo(anAgreement().terms());
    }

    @Test
    void all_faults_are_told_at_once_in_the_order_of_the_fields() {
        var terms =
                anAgreement()
                        .titled("")
                        .between(BRENT, new AgencyCode("atlantis"))
                        .on(new Scope(HMO, ColumnScope.ALL))
                        .under("zz", null)
                        .from(/* starts= */ ENDS, /* ends= */ STARTS);
        assertThat(faults(terms))
                .extracting(Fault::field)
                .containsExactly(
                        "title",
                        "parties[1].agency",
                        "datasets[0].dataset",
                        "lawfulBasis.article6",
                        "ends");
    }

    @Test
    void a_flood_of_faults_is_cut_off() {
        Scope[] scopes =
                IntStream.range(0, 300)
                        .mapToObj(i -> new DatasetId(BRENT, "unknown-" + i))
                        .map(id -> new Scope(id, ColumnScope.ALL))
                        .toArray(Scope[]::new);
        assertThat(faults(anAgreement().on(scopes))).hasSize(100);
    }

    @Nested
    class The_title {
        @ParameterizedTest
        @ValueSource(strings = {"", "   ", "two\nlines", "null\u0000byte", "half \ud83d"})
        void cannot_be(String title) {
            assertThat(onlyFault(anAgreement().titled(title)).field()).isEqualTo("title");
        }

        @Test
        void has_at_most_200_characters() {
            assertThat(faults(anAgreement().titled("é".repeat(200)))).isEmpty();
            assertThat(faults(anAgreement().titled("😀".repeat(200)))).isEmpty();
            assertThat(onlyFault(anAgreement().titled("é".repeat(201))).message())
                    .isEqualTo("the title has 201 characters; at most 200 are possible");
        }

        @ParameterizedTest
        @ValueSource(ints = {0x61c, 0x200b, 0x200e, 0x202e, 0x2060, 0x2066, 0xfeff})
        void holds_nothing_unseen_that_changes_how_it_reads(int unseen) {
            var turned = anAgreement().titled("Not " + Character.toString(unseen) + "shared");

            assertThat(onlyFault(turned))
                    .isEqualTo(
                            new Fault(
                                    "title",
                                    "the title holds the character U+%04X".formatted(unseen)
                                            + ", which cannot be seen and can change how the text"
                                            + " reads; take it out"));
            assertThat(check.checkWider(turned.terms(), city, Set.of(BRENT), TODAY))
                    .isEqualTo(turned.terms());
        }

        @Test
        void may_be_joined_as_scripts_and_emoji_are() {
            assertThat(
                            faults(
                                    anAgreement()
                                            .titled(
                                                    "\ud83d\udc69\u200d\ud83d\udcbb \u0645\u06cc\u200c\u062e")))
                    .isEmpty();
        }

        @Test
        void may_hold_markup_which_is_only_text() {
            assertThat(checked(anAgreement().titled(" <script>alert(1)</script> ")).title())
                    .isEqualTo("<script>alert(1)</script>");
        }
    }

    @Nested
    class The_parties {
        private static final String ROLE = "independent_controller";

        @Test
        void are_at_least_two() {
            assertThat(faults(anAgreement().between(new Party(BRENT, ROLE, true, true))))
                    .contains(
                            new Fault("parties", "it names 1 agency; it has to be from 2 to 100"));
        }

        @Test
        void are_at_most_a_hundred() {
            Party[] many =
                    IntStream.rangeClosed(0, 100)
                            .mapToObj(i -> new Party(new AgencyCode("a" + i), ROLE, true, true))
                            .toArray(Party[]::new);
            assertThat(faults(anAgreement().between(many)))
                    .contains(
                            new Fault(
                                    "parties",
                                    "it names 101 agencies; it has to be from 2 to 100"));
        }

        @Test
        void are_known_agencies_each_named_once() {
            assertThat(faults(anAgreement().between(BRENT, GLA, GLA, new AgencyCode("atlantis"))))
                    .containsExactly(
                            new Fault("parties[2].agency", "gla is in it twice; name it once"),
                            new Fault("parties[3].agency", "there is no agency atlantis"));
        }

        @Test
        void include_one_that_receives() {
            assertThat(
                            onlyFault(
                                    anAgreement()
                                            .between(
                                                    new Party(BRENT, ROLE, true, false),
                                                    new Party(GLA, ROLE, true, false))))
                    .isEqualTo(new Fault("parties", "no party receives data; at least one has to"));
        }

        @Test
        void include_one_that_provides_and_owns_the_data() {
            assertThat(
                            faults(
                                    anAgreement()
                                            .between(
                                                    new Party(BRENT, ROLE, false, true),
                                                    new Party(GLA, ROLE, false, true))))
                    .containsExactly(
                            new Fault("parties", "no party provides data; at least one has to"),
                            new Fault(
                                    "datasets[0].dataset",
                                    "brent/spend belongs to brent, which does not provide data"
                                            + " under this agreement"));
        }

        @Test
        void each_do_something() {
            assertThat(
                            onlyFault(
                                            anAgreement()
                                                    .between(
                                                            new Party(BRENT, ROLE, true, false),
                                                            new Party(GLA, ROLE, false, true),
                                                            new Party(CAMDEN, ROLE, false, false)))
                                    .field())
                    .isEqualTo("parties[2]");
        }

        @Test
        void include_whoever_drafts() {
            var bad =
                    catchThrowableOfType(
                            BadTerms.class,
                            () -> check.check(anAgreement().terms(), city, Set.of(CAMDEN), TODAY));
            assertThat(bad).hasMessageStartingWith("camden is not a party");
        }

        @ParameterizedTest
        @CsvSource({
            "'', independent_controller",
            "joint_controller, joint_controller",
            "Joint controller, joint_controller",
            "controller in common, independent_controller"
        })
        void have_a_controller_role_in_its_stored_spelling(String written, String stored) {
            Terms terms =
                    checked(
                            anAgreement()
                                    .between(
                                            new Party(BRENT, written, true, false),
                                            new Party(GLA, written, false, true)));
            assertThat(terms.parties()).extracting(Party::role).containsOnly(stored);
        }

        @Test
        void have_no_role_that_is_not_in_the_vocabulary() {
            Fault fault =
                    onlyFault(
                            anAgreement()
                                    .between(
                                            new Party(BRENT, "boss", true, false),
                                            new Party(GLA, ROLE, false, true)));
            assertThat(fault.field()).isEqualTo("parties[0].role");
            assertThat(fault.message())
                    .startsWith("\"boss\" is not one of independent_controller, joint_controller");
        }
    }

    @Nested
    class The_datasets {
        @Test
        void belong_to_a_party() {
            assertThat(onlyFault(anAgreement().on(new Scope(HMO, ColumnScope.ALL))))
                    .isEqualTo(
                            new Fault(
                                    "datasets[0].dataset",
                                    "camden/hmo-licences belongs to camden, which is not a party;"
                                            + " an agreement can only cover data of its parties"));
        }

        @Test
        void exist_and_are_named_once() {
            var unknown = DatasetId.parse("brent/unicorns");
            assertThat(
                            faults(
                                    anAgreement()
                                            .on(
                                                    new Scope(SPEND, ColumnScope.ALL),
                                                    new Scope(unknown, ColumnScope.ALL),
                                                    new Scope(SPEND, ColumnScope.ALL))))
                    .containsExactly(
                            new Fault("datasets[1].dataset", "there is no dataset brent/unicorns"),
                            new Fault(
                                    "datasets[2].dataset",
                                    "brent/spend is in it twice; name it once"));
        }

        @Test
        void are_at_least_one_and_at_most_500() {
            assertThat(onlyFault(anAgreement().on()).message())
                    .isEqualTo("it names 0 datasets; it has to be from 1 to 500");
            Scope[] many =
                    Collections.nCopies(501, new Scope(SPEND, ColumnScope.ALL))
                            .toArray(Scope[]::new);
            assertThat(onlyFault(anAgreement().on(many)).field()).isEqualTo("datasets");
        }

        @Test
        void declare_the_columns_that_are_named() {
            var scope = new Scope(SPEND, ColumnScope.only(List.of("Amount", "IBAN")));
            assertThat(onlyFault(anAgreement().on(scope)))
                    .isEqualTo(
                            new Fault(
                                    "datasets[0].columns[1]",
                                    "brent/spend declares no column \"IBAN\""));
        }

        @Test
        void treat_only_columns_that_are_shared() {
            var scope =
                    new Scope(
                            SPEND,
                            ColumnScope.only(List.of("Amount")),
                            new Protection(
                                    Map.of("Payment Date", Treatment.MASKED), RowFilter.NONE));
            assertThat(onlyFault(anAgreement().on(scope)))
                    .isEqualTo(
                            new Fault(
                                    "datasets[0].treatments",
                                    "\"Payment Date\" is not among the columns that are shared, so"
                                            + " it cannot be masked or pseudonymised; share it, or"
                                            + " leave it out"));
        }

        @Test
        void choose_rows_by_declared_columns_which_need_not_be_shared() {
            assertThat(faults(anAgreement().on(rowsBy("Payment Date")))).isEmpty();
            assertThat(onlyFault(anAgreement().on(rowsBy("IBAN"))))
                    .isEqualTo(
                            new Fault(
                                    "datasets[0].rows[0].column",
                                    "brent/spend declares no column \"IBAN\""));
        }

        @Test
        void spell_every_column_without_stray_white_space() {
            city.know(SPEND, List.of());
            var shared = new Scope(SPEND, ColumnScope.only(List.of("Amount ")));
            var treated =
                    new Scope(
                            SPEND,
                            ColumnScope.ALL,
                            new Protection(
                                    Map.of("NHS\u00a0number", Treatment.MASKED), RowFilter.NONE));

            assertThat(onlyFault(anAgreement().on(shared)))
                    .isEqualTo(
                            new Fault(
                                    "datasets[0].columns[0]",
                                    "\"Amount \" has white space at its ends, or more than a single"
                                            + " space within it; write it as \"Amount\""));
            assertThat(onlyFault(anAgreement().on(treated)).message())
                    .endsWith("write it as \"NHS number\"");
            assertThat(onlyFault(anAgreement().on(rowsBy("Payment  Date"))).field())
                    .isEqualTo("datasets[0].rows[0].column");
        }

        @Test
        void keep_a_spelling_from_before_when_one_more_party_is_named() {
            var before =
                    new Protection(
                            Map.of("Amount ", Treatment.MASKED),
                            new RowFilter(
                                    List.of(
                                            new RowCondition(
                                                    "Payment  Date",
                                                    RowCondition.Test.NOT_EMPTY,
                                                    List.of()))));
            var scope = new Scope(SPEND, ColumnScope.only(List.of("Amount ")), before);
            var terms = anAgreement().on(scope).terms();

            assertThat(check.checkWider(terms, city, Set.of(BRENT), TODAY)).isEqualTo(terms);
            assertThat(faults(anAgreement().on(scope))).hasSize(3);
        }

        @Test
        void declare_what_they_name_also_when_one_more_party_is_named() {
            var scope = new Scope(SPEND, ColumnScope.only(List.of("IBAN ")));
            var bad =
                    catchThrowableOfType(
                            BadTerms.class,
                            () ->
                                    check.checkWider(
                                            anAgreement().on(scope).terms(),
                                            city,
                                            Set.of(BRENT),
                                            TODAY));

            assertThat(bad).hasMessageContaining("declares no column \"IBAN \"");
        }

        @Test
        void name_a_column_whose_declared_name_has_stray_white_space() {
            city.know(SPEND, List.of("Payment  Date "));
            var scope = new Scope(SPEND, ColumnScope.only(List.of("Payment Date")));
            assertThat(faults(anAgreement().on(scope))).isEmpty();
        }

        private static Scope rowsBy(String column) {
            return new Scope(
                    SPEND,
                    ColumnScope.only(List.of("Amount")),
                    new Protection(
                            Map.of(),
                            new RowFilter(
                                    List.of(
                                            new RowCondition(
                                                    column,
                                                    RowCondition.Test.NOT_EMPTY,
                                                    List.of())))));
        }

        @Test
        void that_declare_no_columns_may_have_any_named() {
            city.know(SPEND, List.of());
            var scope = new Scope(SPEND, ColumnScope.only(List.of("Anything")));
            assertThat(faults(anAgreement().on(scope))).isEmpty();
        }

        @Test
        void name_at_least_one_column_and_at_most_2000_of_at_most_200_characters() {
            city.know(SPEND, List.of());
            assertThat(onlyFault(with(Set.of())).message())
                    .isEqualTo("it names 0 columns; it has to be from 1 to 2000");
            assertThat(faults(with(columns(2_000)))).isEmpty();
            assertThat(onlyFault(with(columns(2_001))).field()).isEqualTo("datasets[0].columns");
            assertThat(onlyFault(with(Set.of("x".repeat(201)))).message())
                    .isEqualTo("the column name has 201 characters; at most 200 are possible");
            assertThat(onlyFault(with(Set.of(""))).field()).isEqualTo("datasets[0].columns[0]");
        }

        @Test
        void name_no_more_than_a_grant_of_all_of_them_can_put_on_the_record() {
            city.know(SPEND, List.of());
            var long200 = IntStream.range(100, 299).mapToObj(i -> i + "x".repeat(197)).toList();
            var most = with(Set.copyOf(long200.subList(0, 199)));
            var tooMany = with(union(long200, "y".repeat(198), "two"));

            assertThat(faults(most)).isEmpty();
            assertThat(onlyFault(tooMany))
                    .isEqualTo(
                            new Fault(
                                    "datasets[0].columns",
                                    "their names have 40001 bytes together; at most 40000 are"
                                            + " possible, because every grant names them on the"
                                            + " record: share fewer columns, or shorten names"));
            assertThat(check.checkWider(tooMany.terms(), city, Set.of(BRENT), TODAY))
                    .isEqualTo(tooMany.terms());
        }

        private static Set<String> union(List<String> some, String... more) {
            return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toSet());
        }

        @Test
        void name_at_most_20000_columns_in_all() {
            Scope[] scopes =
                    IntStream.range(0, 11)
                            .mapToObj(i -> new DatasetId(BRENT, "d" + i))
                            .peek(id -> city.know(id, List.of()))
                            .map(id -> new Scope(id, ColumnScope.only(columns(1_900))))
                            .toArray(Scope[]::new);
            assertThat(onlyFault(anAgreement().on(scopes)).message())
                    .isEqualTo("they name 20900 columns in all; at most 20000 are possible");
        }

        private static AnAgreement with(Set<String> columns) {
            return anAgreement().on(new Scope(SPEND, ColumnScope.only(columns)));
        }

        private static Set<String> columns(int number) {
            return IntStream.range(0, number).mapToObj(i -> "c" + i).collect(Collectors.toSet());
        }
    }

    @Nested
    class The_purposes {
        @Test
        void have_codes_of_their_own_and_a_text() {
            var code = new PurposeCode("audit");
            assertThat(
                            faults(
                                    anAgreement()
                                            .forPurposes(
                                                    new Purpose(code, "See who was paid"),
                                                    new Purpose(code, " "))))
                    .containsExactly(
                            new Fault(
                                    "purposes[1].code",
                                    "audit is in it twice; each code is unique"),
                            new Fault(
                                    "purposes[1].text",
                                    "the purpose is empty; it needs 1 to 2000 characters"));
        }

        @Test
        void are_at_least_one_and_at_most_50() {
            assertThat(onlyFault(anAgreement().forPurposes()).field()).isEqualTo("purposes");
            Purpose[] many =
                    IntStream.rangeClosed(0, 50)
                            .mapToObj(i -> new Purpose(new PurposeCode("p" + i), "text"))
                            .toArray(Purpose[]::new);
            assertThat(onlyFault(anAgreement().forPurposes(many)).field()).isEqualTo("purposes");
        }

        @Test
        void may_be_told_in_several_lines() {
            var purpose = new Purpose(new PurposeCode("audit"), "First line\nsecond line");
            assertThat(faults(anAgreement().forPurposes(purpose))).isEmpty();
        }
    }

    @Nested
    class The_actions {
        @Test
        void are_at_least_one_and_at_most_20() {
            assertThat(onlyFault(anAgreement().allowing(Set.of())))
                    .isEqualTo(
                            new Fault("actions", "it names 0 actions; it has to be from 1 to 20"));
            var many =
                    IntStream.rangeClosed(0, 20)
                            .mapToObj(i -> new PermittedAction("a" + i))
                            .collect(Collectors.toSet());
            assertThat(onlyFault(anAgreement().allowing(many)).field()).isEqualTo("actions");
        }
    }

    @Nested
    class The_law {
        @ParameterizedTest
        @CsvSource({
            "6(1)(a), 6(1)(a)",
            "a, 6(1)(a)",
            "(e), 6(1)(e)",
            "E, 6(1)(e)",
            "6(1)(ea), 6(1)(ea)",
            "ea, 6(1)(ea)",
            "Article 6(1)(e), 6(1)(e)",
            "6 (1) (f), 6(1)(f)",
            "public task, 6(1)(e)",
            "Recognised legitimate interest, 6(1)(ea)"
        })
        void of_article_6_is_stored_in_one_spelling(String written, String stored) {
            assertThat(checked(anAgreement().under(written, null)).lawfulBasis().article6())
                    .isEqualTo(stored);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "g", "6(1)(z)", "9(2)(g)", "6(2)", "ae"})
        void of_article_6_is_in_the_vocabulary(String written) {
            assertThat(onlyFault(anAgreement().under(written, null)).field())
                    .isEqualTo("lawfulBasis.article6");
        }

        @ParameterizedTest
        @CsvSource({"9(2)(g), 9(2)(g)", "g, 9(2)(g)", "(h), 9(2)(h)"})
        void of_article_9_is_stored_in_one_spelling(String written, String stored) {
            assertThat(checked(anAgreement().under("e", written)).lawfulBasis().article9())
                    .isEqualTo(stored);
        }

        @Test
        void of_article_9_may_be_empty_but_not_unknown() {
            assertThat(checked(anAgreement().under("e", " ")).lawfulBasis().article9()).isNull();
            assertThat(onlyFault(anAgreement().under("e", "k")).field())
                    .isEqualTo("lawfulBasis.article9");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "18",
                    "para 18",
                    "Part 2, 18",
                    "Part 2, paragraph 18",
                    "Schedule 1, Part 2, paragraph 18",
                    "DPA 2018 Sch. 1 para 18"
                })
        void of_schedule_1_is_stored_as_its_paragraph(String written) {
            assertThat(checked(anAgreement().byLaw(written, List.of())).lawfulBasis().schedule1())
                    .isEqualTo("18");
        }

        @ParameterizedTest
        @ValueSource(strings = {"5", "Part 1 paragraph 18", "as our lawyers wrote it"})
        void of_schedule_1_is_in_the_vocabulary(String written) {
            assertThat(onlyFault(anAgreement().byLaw(written, List.of())).field())
                    .isEqualTo("lawfulBasis.schedule1");
        }

        @Test
        void of_the_land_is_named_in_a_line_each() {
            assertThat(onlyFault(anAgreement().byLaw(null, List.of("", "fine"))).field())
                    .isEqualTo("lawfulBasis.gateways[0]");
            assertThat(
                            onlyFault(anAgreement().byLaw(null, Collections.nCopies(21, "law")))
                                    .message())
                    .isEqualTo("it names 21 gateways; it has to be from 0 to 20");
        }
    }

    @Nested
    class The_dates {
        @Test
        void end_after_they_start() {
            assertThat(onlyFault(anAgreement().from(STARTS, STARTS)))
                    .isEqualTo(
                            new Fault(
                                    "ends",
                                    "an agreement has to end after it starts: it starts on 1"
                                            + " December 2026 and ends on 30 November 2026"));
        }

        @Test
        void end_in_the_future() {
            assertThat(onlyFault(anAgreement().from(TODAY.minusSeconds(9), TODAY)).message())
                    .isEqualTo(
                            "it ends on "
                                    + UkTime.end(TODAY)
                                    + ", which has passed; choose a later date");
            assertThat(faults(anAgreement().from(TODAY.minusSeconds(9), TODAY.plusMillis(1))))
                    .isEmpty();
        }

        @Test
        void span_ten_years_at_most_and_stay_near_today() {
            assertThat(faults(anAgreement().from("2026-12-01T00:00:00Z", "2036-12-01T00:00:00Z")))
                    .isEmpty();
            assertThat(
                            onlyFault(
                                            anAgreement()
                                                    .from(
                                                            "2026-12-01T00:00:00Z",
                                                            "2036-12-01T00:00:01Z"))
                                    .field())
                    .isEqualTo("ends");
            assertThat(onlyFault(anAgreement().from(Instant.MIN, Instant.MAX)).field())
                    .isEqualTo("starts");
            assertThat(onlyFault(anAgreement().from(STARTS, Instant.MAX)).field())
                    .isEqualTo("ends");
        }

        @Test
        void have_a_review_after_the_start_and_not_after_the_end() {
            assertThat(faults(anAgreement().reviewedBy(ENDS))).isEmpty();
            assertThat(onlyFault(anAgreement().reviewedBy(ENDS.plusSeconds(1))).field())
                    .isEqualTo("reviewDue");
            assertThat(onlyFault(anAgreement().reviewedBy(STARTS)).field()).isEqualTo("reviewDue");
        }

        @Test
        void are_kept_to_the_millisecond() {
            Terms terms = checked(anAgreement().from(STARTS.plusNanos(1_999_999), ENDS));
            assertThat(terms.starts()).isEqualTo(STARTS.plusMillis(1));
        }
    }
}
