package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Variations;
import city.datastore.agreements.Varied;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What is being written under a reference: an agreement's first draft, or the next version of one
 * in force. The pages of writing are the same for both.
 */
@Component
class Drafts {
    private final Agreements agreements;
    private final Variations variations;

    Drafts(Agreements agreements, Variations variations) {
        this.agreements = agreements;
        this.variations = variations;
    }

    /** Empty where nothing is being written. */
    Optional<Agreement.Draft> find(Caller caller, AgreementRef reference) {
        var agreement = agreements.see(caller, reference).value();
        return agreement instanceof Agreement.Draft draft
                ? Optional.of(draft)
                : variations
                        .see(caller, reference)
                        .value()
                        .map(Varied::next)
                        .filter(Agreement.Draft.class::isInstance)
                        .map(Agreement.Draft.class::cast);
    }

    /** Writes other terms into it. */
    Recorded<Agreement> edit(Caller caller, AgreementRef reference, long revision, Terms terms) {
        boolean varied =
                find(caller, reference).filter(draft -> draft.head().version() > 1).isPresent();
        return varied
                ? variations.edit(caller, reference, revision, terms)
                : agreements.edit(caller, reference, revision, terms);
    }

    /** The page that shows it. */
    static String home(Agreement.Head head) {
        return "/agreements/" + head.reference() + (head.version() > 1 ? "/variation" : "");
    }
}
