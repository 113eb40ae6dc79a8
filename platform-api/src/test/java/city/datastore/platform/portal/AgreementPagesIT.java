package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Agreements;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.platform.RunningPlatform;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the pages of agreements send and take, on the real platform. */
class AgreementPagesIT {
    private static final AgencyCode BRENT = new AgencyCode("brent");

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);
    private final Agreements agreements = platform.bean(Agreements.class);

    /** Somebody of Brent who gave a one-time code. */
    private static Caller brent(Role... roles) {
        String name = "brent." + roles[0].code() + "." + roles.length;
        return new Caller(
                new PersonId(name), name, BRENT, Set.of(roles), true, new RequestId("pages-it"));
    }

    @Nested
    class Somebody_with_two_offices {
        @Test
        void signs_in_the_one_that_the_page_named_or_not_at_all() {
            var agreement = sharing.healthDraft(sharing.dataset("two-offices"));
            agreements.propose(brent(Role.IG_LEAD), agreement);
            agreements.signOff(brent(Role.SIRO), agreement, "siro", "");

            var both = brent(Role.SIRO, Role.CALDICOTT_GUARDIAN);
            var sent = new Move.Sent("", "siro", null);
            assertThatThrownBy(() -> Move.SIGN_OFF.take(agreements, both, agreement, sent))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("has already signed off");

            var seen = (Offered) agreements.see(both, agreement).value();
            assertThat(seen.signatories().missing(BRENT)).containsExactly("caldicott-guardian");
        }
    }
}
