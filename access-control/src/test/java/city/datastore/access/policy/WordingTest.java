package city.datastore.access.policy;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.trail.TrailScope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What people read when they are refused, and how much of the record each may see. */
class WordingTest {
    private static final PolicyEngine ENGINE = new PolicyEngine();

    @Nested
    class A_refusal {
        @Test
        void says_the_last_day_of_an_agreement_as_london_counts_days() {
            var midnightInLondon = Instant.parse("2026-06-03T23:00:00Z");

            var refused =
                    refused(
                            reading(),
                            Facts.none(NOW)
                                    .with(
                                            List.of(
                                                    permit(
                                                            Permit.Standing.ACTIVE,
                                                            FROM,
                                                            midnightInLondon)),
                                            List.of(grant())));

            assertThat(refused.missing().getFirst().text())
                    .isEqualTo("DSA-2026-0001 ended on 3 June 2026.");
            assertThat(refused.next())
                    .isEqualTo("Ask GLA's information governance lead to agree a new one.");
        }

        @Test
        void says_who_decides_where_a_grant_is_missing() {
            var refused = refused(reading(), Facts.none(NOW).with(List.of(permit()), List.of()));

            assertThat(refused.missing().getFirst().text())
                    .isEqualTo(
                            "You hold no grant for brent/spend under DSA-2026-0001 for the purpose"
                                    + " spend-analysis.");
            assertThat(refused.next())
                    .isEqualTo(
                            "Ask for access to brent/spend under DSA-2026-0001; Brent's information"
                                    + " governance lead decides.");
        }

        @Test
        void reads_the_same_in_every_locale_of_the_machine() {
            var before = Locale.getDefault();
            try {
                Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
                var ended = permit(Permit.Standing.ACTIVE, FROM, NOW);
                var refused =
                        refused(reading(), Facts.none(NOW).with(List.of(ended), List.of(grant())));

                assertThat(refused.missing().getFirst().text())
                        .isEqualTo("DSA-2026-0001 ended on 21 November 2026.");
            } finally {
                Locale.setDefault(before);
            }
        }

        @Test
        void names_nobody() {
            var text = refused(reading(), Facts.none(NOW)).toString();

            assertThat(text).doesNotContain("gla.officer");
        }

        private Judgement.Refused refused(Question question, Facts facts) {
            return (Judgement.Refused) ENGINE.judge(question, facts);
        }
    }

    @Nested
    class The_scope_of_a_reader_of_the_record {
        @Test
        void is_everything_for_an_auditor_of_the_city() {
            assertThat(TrailScopes.of(caller(Agency.OVERSIGHT, Role.AUDITOR)))
                    .isEqualTo(new TrailScope.Everything());
        }

        @Test
        void is_their_agency_for_any_other_auditor() {
            assertThat(TrailScopes.of(caller(GLA, Role.AUDITOR, Role.IG_LEAD)))
                    .isEqualTo(new TrailScope.OfAgency(GLA));
        }

        @Test
        void is_the_agency_s_data_for_a_lead() {
            var lead = caller(GLA, Role.IG_LEAD);

            assertThat(TrailScopes.of(lead)).isEqualTo(new TrailScope.OfData(GLA, lead.person()));
        }

        @Test
        void is_their_own_acts_for_everybody_else_and_for_an_auditor_of_no_agency() {
            var officer = glaOfficer();
            var lost = caller(null, Role.AUDITOR);

            assertThat(TrailScopes.of(officer)).isEqualTo(new TrailScope.OwnActs(officer.person()));
            assertThat(TrailScopes.of(lost)).isEqualTo(new TrailScope.OwnActs(lost.person()));
        }
    }

    @Nested
    class A_name_made_from_a_code {
        @Test
        void reads_like_a_name() {
            var names = AgencyNames.fromCodes();

            assertThat(names.name(new AgencyCode("tower-hamlets"))).isEqualTo("Tower Hamlets");
            assertThat(names.name(new AgencyCode("city-of-london"))).isEqualTo("City of London");
            assertThat(names.name(new AgencyCode("mps"))).isEqualTo("MPS");
        }
    }
}
