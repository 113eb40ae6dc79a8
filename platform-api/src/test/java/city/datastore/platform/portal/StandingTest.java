package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.names.DatasetId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Instant LATER = Instant.parse("2027-12-01T09:00:00Z");

    @Nested
    class A_granted_request {
        @Test
        void is_granted_while_its_grant_and_its_agreement_stand() {
            var standing =
                    Standing.of(RequestSamples.grant(null), AgreementSamples.active(), Samples.NOW);

            assertThat(Standing.of(RequestSamples.granted(), standing))
                    .isEqualTo(new Standing("request.state.granted", null));
        }

        @Test
        void is_to_come_before_its_grant_begins() {
            var before = Samples.NOW.minusSeconds(1);

            var standing =
                    Standing.of(RequestSamples.grant(null), AgreementSamples.active(), before);

            assertThat(standing).isEqualTo(new Standing("grant.state.to-come", Samples.NOW));
            assertThat(standing.inForce()).isFalse();
            assertThat(standing.canBeAskedAgain()).isFalse();
        }

        @Test
        void is_revoked_once_its_grant_is_and_can_be_asked_again() {
            var standing = Standing.of(RequestSamples.revoked(), AgreementSamples.active(), LATER);

            var ours = Standing.of(RequestSamples.granted(), standing);

            assertThat(ours).isEqualTo(new Standing("grant.state.revoked", Samples.NOW));
            assertThat(ours.canBeAskedAgain()).isTrue();
        }

        @Test
        void has_ended_on_the_last_day_of_its_grant_and_can_be_asked_again() {
            var standing =
                    Standing.of(RequestSamples.grant(null), AgreementSamples.active(), LATER);

            assertThat(standing.state()).isEqualTo("ended");
            assertThat(standing.since())
                    .isEqualTo(RequestSamples.grant(null).held().until().minusNanos(1));
            assertThat(standing.canBeAskedAgain()).isTrue();
        }

        @Test
        void has_ended_once_its_agreement_has_and_cannot_be_asked_again_under_it() {
            var terminated =
                    Standing.of(
                            RequestSamples.grant(null), AgreementSamples.terminated(), Samples.NOW);
            var expired =
                    Standing.of(
                            RequestSamples.grant(null), AgreementSamples.expired(), Samples.NOW);

            assertThat(terminated)
                    .isEqualTo(new Standing("grant.state.agreement-ended", Samples.NOW));
            assertThat(expired.word()).isEqualTo("grant.state.agreement-ended");
            assertThat(expired.since()).isEqualTo(AgreementSamples.terms().ends().minusNanos(1));
            assertThat(terminated.canBeAskedAgain()).isFalse();
            assertThat(terminated.inForce()).isFalse();
        }

        @Test
        void is_without_effect_once_its_agreement_gives_it_no_more_or_is_out_of_sight() {
            var trees = RequestSamples.grantOn(DatasetId.parse("brent/trees"));

            for (var standing :
                    List.of(
                            Standing.of(trees, AgreementSamples.active(), Samples.NOW),
                            Standing.of(trees, AgreementSamples.suspended(), Samples.NOW),
                            Standing.of(RequestSamples.grant(null), null, Samples.NOW))) {
                assertThat(standing).isEqualTo(new Standing("grant.state.not-given", Samples.NOW));
                assertThat(standing.inForce()).isFalse();
                assertThat(standing.canBeAskedAgain()).isFalse();
            }
        }

        @Test
        void waits_while_its_agreement_is_suspended() {
            var standing =
                    Standing.of(
                            RequestSamples.grant(null), AgreementSamples.suspended(), Samples.NOW);

            assertThat(standing).isEqualTo(new Standing("grant.state.suspended", Samples.NOW));
            assertThat(standing.canBeAskedAgain()).isFalse();
        }
    }

    @Nested
    class A_request_without_a_grant {
        @Test
        void stands_as_it_was_answered() {
            assertThat(Standing.of(RequestSamples.pending(), null).word())
                    .isEqualTo("request.state.pending");
            assertThat(Standing.of(RequestSamples.refused(), null).word())
                    .isEqualTo("request.state.refused");
        }
    }
}
