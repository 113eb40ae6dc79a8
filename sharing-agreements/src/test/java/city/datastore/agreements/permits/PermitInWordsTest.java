package city.datastore.agreements.permits;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.STARTS;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.AgencyNames;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Permit.Standing;
import city.datastore.agreements.AnAgreement;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PermitInWordsTest {
    private static final Instant IN_FORCE = Instant.parse("2027-03-01T12:00:00Z");

    private final PermitInWords words =
            new PermitInWords(AgencyNames.fromCodes(), ZoneId.of("Europe/London"));

    private List<String> sentences(Permit permit) {
        return words.sentences(permit, IN_FORCE);
    }

    private static Permit permit(AnAgreement agreement) {
        return Permits.of(agreement.active());
    }

    @Nested
    class A_permit_in_force {
        @Test
        void reads_as_what_the_gate_will_allow() {
            assertThat(sentences(permit(anAgreement())))
                    .containsExactly(
                            "It is in force now.",
                            "From 1 December 2026 until the end of 31 December 2027, officers of"
                                    + " GLA who hold a grant may read 2 columns (Amount, Payment"
                                    + " Date) of brent/spend, for the purpose spend-analysis.");
        }

        @Test
        void tells_all_columns_from_some_and_counts_the_many() {
            assertThat(sentence(ColumnScope.ALL)).contains("read all columns of brent/spend");
            assertThat(sentence(ColumnScope.only(List.of("Amount"))))
                    .contains("read 1 column (Amount) of");
            assertThat(sentence(ColumnScope.only(List.of()))).contains("read no column of");
            var many = IntStream.range(10, 30).mapToObj(i -> "c" + i).toList();
            assertThat(sentence(ColumnScope.only(many)))
                    .contains("20 columns (c10, c11, ")
                    .contains("c21 and 8 more) of");
        }

        @Test
        void names_the_hour_where_it_does_not_start_or_end_at_midnight() {
            var permit = permit(anAgreement().from("2026-12-01T09:30:00Z", "2027-07-01T11:00:05Z"));
            assertThat(sentences(permit).getLast())
                    .startsWith("From 09:30 on 1 December 2026 until 12:00:05 on 1 July 2027,");
        }

        @Test
        void means_midnight_in_london_and_not_in_greenwich() {
            var permit = permit(anAgreement().from("2026-12-01T00:00:00Z", "2027-06-30T23:00:00Z"));
            assertThat(sentences(permit).getLast())
                    .startsWith("From 1 December 2026 until the end of 30 June 2027,");
        }

        private String sentence(ColumnScope columns) {
            Permit whole = permit(anAgreement());
            return sentences(with(whole, Map.of(SPEND, columns))).getLast();
        }
    }

    @Nested
    class A_permit_that_does_not_stand {
        @ParameterizedTest
        @EnumSource(value = Standing.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
        void says_first_that_nothing_is_allowed(Standing standing) {
            Permit permit = standing(permit(anAgreement()), standing);
            assertThat(sentences(permit).getFirst()).startsWith("Nothing is allowed");
        }

        @Test
        void says_so_before_its_start_and_after_its_end() {
            Permit permit = permit(anAgreement());
            assertThat(words.sentences(permit, TODAY).getFirst())
                    .isEqualTo("Nothing is allowed yet: it starts on 1 December 2026.");
            assertThat(words.sentences(permit, STARTS).getFirst()).isEqualTo("It is in force now.");
            assertThat(words.sentences(permit, ENDS).getFirst())
                    .isEqualTo("Nothing is allowed any more: its end has come.");
        }
    }

    @Nested
    class The_words_and_the_permit {
        @Test
        void change_together() {
            Permit permit = permit(anAgreement());
            List<Permit> others =
                    List.of(
                            standing(permit, Standing.SUSPENDED),
                            with(permit, Map.of(SPEND, ColumnScope.ALL)),
                            with(permit, Map.of(HMO, ColumnScope.ALL)),
                            permit(anAgreement().between(BRENT, GLA, MPS)),
                            permit(anAgreement().from(STARTS, ENDS.minusSeconds(1))),
                            permit(anAgreement().from(STARTS.plusSeconds(1), ENDS)),
                            permit(anAgreement().allowing(Set.of(new PermittedAction("link")))),
                            purposes(permit, Set.of(new PurposeCode("other"))));
            assertThat(others.stream().map(PermitInWordsTest.this::sentences).distinct())
                    .hasSameSizeAs(others)
                    .doesNotContain(sentences(permit));
        }

        @Test
        void agree_on_when_it_is_in_force_at_a_thousand_instants() {
            Permit permit = permit(anAgreement());
            var random = new Random(7);
            var standings = List.of(Standing.values());
            long span = ENDS.getEpochSecond() - TODAY.getEpochSecond();
            for (int i = 0; i < 1_000; i++) {
                Instant now = TODAY.plusSeconds(random.nextLong(2 * span));
                Standing standing = standings.get(random.nextInt(standings.size()));
                Permit each = standing(permit, standing);
                assertThat(words.sentences(each, now).getFirst().equals("It is in force now."))
                        .as("%s at %s", standing, now)
                        .isEqualTo(each.inForceAt(now));
            }
        }

        @Test
        void name_every_receiver_dataset_purpose_and_action() {
            Permit permit =
                    new Permit(
                            permit(anAgreement()).agreement(),
                            1,
                            Standing.ACTIVE,
                            STARTS,
                            ENDS,
                            Set.of(BRENT, GLA, MPS),
                            Set.of(GLA, MPS),
                            Map.of(SPEND, ColumnScope.ALL, HMO, ColumnScope.ALL),
                            Set.of(new PurposeCode("p1"), new PurposeCode("p2")),
                            Set.of(PermittedAction.READ, new PermittedAction("link")));
            List<String> sentences = sentences(permit);
            assertThat(sentences).hasSize(1 + permit.datasets().size());
            assertThat(sentences.subList(1, 3))
                    .allMatch(each -> each.contains("officers of GLA and MPS"))
                    .allMatch(each -> each.contains("may link and read all columns"))
                    .allMatch(each -> each.endsWith("for the purposes p1 or p2."));
            assertThat(sentences.subList(1, 3).stream().collect(Collectors.joining()))
                    .contains("brent/spend")
                    .contains("camden/hmo-licences");
        }
    }

    private static Permit standing(Permit permit, Standing standing) {
        return new Permit(
                permit.agreement(),
                permit.version(),
                standing,
                permit.from(),
                permit.until(),
                permit.parties(),
                permit.receivers(),
                permit.datasets(),
                permit.purposes(),
                permit.actions());
    }

    private static Permit with(
            Permit permit, Map<city.datastore.audit.names.DatasetId, ColumnScope> datasets) {
        return new Permit(
                permit.agreement(),
                permit.version(),
                permit.standing(),
                permit.from(),
                permit.until(),
                permit.parties(),
                permit.receivers(),
                datasets,
                permit.purposes(),
                permit.actions());
    }

    private static Permit purposes(Permit permit, Set<PurposeCode> purposes) {
        return new Permit(
                permit.agreement(),
                permit.version(),
                permit.standing(),
                permit.from(),
                permit.until(),
                permit.parties(),
                permit.receivers(),
                permit.datasets(),
                purposes,
                permit.actions());
    }
}
