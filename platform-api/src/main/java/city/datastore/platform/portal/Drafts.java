package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementTarget;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Variations;
import city.datastore.agreements.Varied;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is being written under a reference: an agreement's first draft, or the next version of one
 * in force. The pages of writing are the same for both.
 */
@Component
class Drafts {
    private final Agreements agreements;
    private final Variations variations;
    private final Gatekeeper gatekeeper;
    private final Words words;

    Drafts(Agreements agreements, Variations variations, Gatekeeper gatekeeper, Words words) {
        this.agreements = agreements;
        this.variations = variations;
        this.gatekeeper = gatekeeper;
        this.words = words;
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

    /** Why the caller may not do that to what is being written, null where they may. */
    Judgement.@Nullable Refused refusal(Caller caller, Act act, Agreement.Draft draft) {
        var head = draft.head();
        var varied =
                head.version() > 1 ? variations.glance(head.reference()) : Optional.<Varied>empty();
        var target =
                varied.map(each -> AgreementTarget.of(each, /* secondFactor= */ false))
                        .orElseGet(() -> AgreementTarget.of(act, draft));
        var refused = Possible.refusal(gatekeeper, caller, act, target);
        if (refused != null || varied.isEmpty() || writes(caller, varied.get())) {
            return refused;
        }
        return new Judgement.Refused(
                List.of(
                        new Reason(
                                "agency-not-signed",
                                words.say("variation.not-signed", head.reference()))),
                words.say("variation.not-signed.next"));
    }

    /** Whether the caller's agency may write the next version: it has to stand by the present. */
    static boolean writes(Caller caller, Varied varied) {
        return caller.agency() != null && varied.now().hasSigned(caller.agency());
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
