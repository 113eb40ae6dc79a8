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
        return dpias.obstacle(agreement).map(Words::sentence).orElse(null);
    }
}
