package city.datastore.platform.portal;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.dpia.Dpias;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What would keep a signature from taking effect, said before anybody proposes or signs. */
@Component
class Obstacles {
    private final Dpias dpias;

    Obstacles(Dpias dpias) {
        this.dpias = dpias;
    }

    /** As a sentence; null where nothing does, or nobody is asked to sign any more. */
    @Nullable String to(Agreement agreement) {
        return isOpen(agreement)
                ? dpias.obstacle(agreement.head()).map(Words::sentence).orElse(null)
                : null;
    }

    private static boolean isOpen(Agreement agreement) {
        return switch (agreement) {
            case Agreement.Draft _, Agreement.Proposed _ -> true;
            case Agreement.Active active ->
                    active.head().parties().stream()
                            .anyMatch(agency ->
                                    !active.hasSigned(agency)
                                            && !active.signatories().left(agency));
            case Agreement.Suspended _,
                    Agreement.Expired _,
                    Agreement.Terminated _,
                    Agreement.Superseded _ ->
                    false;
        };
    }
}
