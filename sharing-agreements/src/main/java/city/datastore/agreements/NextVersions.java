package city.datastore.agreements;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.signing.Sealing;
import city.datastore.agreements.signing.Statement;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The next version beside an agreement in force: how a use case comes to it and changes it, and
 * when it takes the other's place.
 */
public final class NextVersions {
    private final Gatekeeper gate;
    private final Admission admission;
    private final AgreementRegister register;
    private final VariationRegister variations;
    private final Offices offices;
    private final Sealing sealing;
    private final Activation activation;
    private final Changes changes;

    public NextVersions(
            Gatekeeper gate,
            Admission admission,
            AgreementRegister register,
            VariationRegister variations,
            Offices offices,
            Sealing sealing,
            Activation activation,
            Changes changes) {
        this.gate = gate;
        this.admission = admission;
        this.register = register;
        this.variations = variations;
        this.offices = offices;
        this.sealing = sealing;
        this.activation = activation;
        this.changes = changes;
    }

    /** Empty while nobody varies it, or it cannot be varied. */
    Optional<Varied> beside(Agreement live) {
        if (!(live instanceof Agreement.Active || live instanceof Agreement.Suspended)) {
            return Optional.empty();
        }
        Offered now = (Offered) live;
        return variations
                .variation(live.head().reference())
                .map(next -> new Varied(now, next, asked(now, next)));
    }

    private List<AgencyCode> asked(Offered now, Agreement next) {
        Set<String> demanded =
                next instanceof Offered offered
                        ? offered.signatories().demanded()
                        : offices.demanded(next.head().terms());
        return Varying.asked(now, next, demanded);
    }

    /**
     * The same, of one that has to be varied now.
     *
     * @throws WrongState where it is not
     */
    Varied require(Agreement live) {
        Varying.inForce(live);
        return beside(live)
                .orElseThrow(() ->
                        new WrongState(
                                live.head().reference()
                                        + " is not being varied; begin its next version first"));
    }

    /**
     * The next version, for whoever may do that with it; the decision is on the record.
     *
     * @throws WrongState where there is none
     */
    Varied admit(Caller caller, AgreementRef reference, Act act) {
        Varied seen = require(admission.find(reference));
        boolean strong = offices.secondFactor(seen.next().head().terms());
        gate.admit(Question.of(caller, act, AgreementTarget.of(seen, strong)));
        return seen;
    }

    /**
     * Who may see a text above the present version: parties of the next one that it names and, also
     * once that was withdrawn, those that have not left.
     */
    Target later(Agreement live, Head text) {
        return beside(live)
                .map(varied -> AgreementTarget.of(varied, text, /* secondFactor= */ false))
                .orElseGet(() -> AgreementTarget.of(Act.VARY_AGREEMENT, live));
    }

    /**
     * Makes a move on the next version as it is now, which may not be what the gate saw.
     *
     * @param still throws where the two versions are not any more what the caller went by
     */
    Recorded<Agreement> change(
            Caller caller, AgreementRef reference, Move move, Consumer<Varied> still) {
        return changes.vary(
                caller,
                move.act(),
                reference,
                move.by().at(),
                live -> {
                    Varied varied = require(live);
                    Agreement after = move.on(varied.next());
                    still.accept(varied);
                    if (after instanceof Offered offered) {
                        return offered(caller, move, live, varied.next(), offered);
                    }
                    variations.save(live, varied.next(), after, move);
                    return after;
                });
    }

    /** A signature may be the last one that the next version waits for. */
    private Agreement offered(
            Caller caller, Move move, Agreement live, Agreement before, Offered signed) {
        // however many have signed, it is a proposal until it takes the other's place
        var next = new Proposed(signed.head(), signed.signatories());
        var kept = Varying.kept(Varying.inForce(live), next);
        Signing.requireAnother(next.head(), kept, move.by());
        var adoption = Varying.adopted(live, next);
        if (adoption.isPresent()) {
            activation.require(adoption.get().agreement());
            variations.adopt(live, adoption.get(), next, move);
        } else {
            variations.save(live, before, next, move);
        }
        String office = move instanceof Move.SignOff(_, var named) ? named : Signatories.LEAD;
        register.seal(
                next,
                move.by(),
                office,
                sealing.seal(new Statement(next.head(), move.by(), office, caller.stepUp())));
        return adoption.isPresent() ? adoption.get().agreement() : next;
    }

    /**
     * What is signed of the present version may go on to count for the next one: then nobody may
     * stand there twice.
     *
     * @param signed the present version with that mark
     */
    void requireAnother(Agreement signed, Signature by) {
        variations
                .variation(signed.head().reference())
                .filter(Proposed.class::isInstance)
                .map(Proposed.class::cast)
                .filter(next -> Varying.kept((Offered) signed, next).anyMatch(by::equals))
                .ifPresent(next ->
                        Signing.requireAnother(next.head(), next.signatories().marks(), by));
    }

    /**
     * The next version, where the agreement stands again or a party has left and nobody is waited
     * for any more; else the agreement as it is, also where something keeps the next version from
     * being in force.
     *
     * @param by who made way
     */
    Agreement adopted(Agreement live, Signature by) {
        return proposed(live, by)
                .flatMap(next -> {
                    var adoption = adoption(live, next);
                    adoption.ifPresent(each -> variations.adopt(live, each, next, by));
                    return adoption;
                })
                .<Agreement>map(Varying.Adoption::agreement)
                .orElse(live);
    }

    /** The same for whoever looks ahead; nothing is changed. */
    Agreement foreseen(Agreement live, Signature by) {
        return proposed(live, by)
                .flatMap(next -> adoption(live, next))
                .<Agreement>map(Varying.Adoption::agreement)
                .orElse(live);
    }

    private Optional<Proposed> proposed(Agreement live, Signature by) {
        return beside(live)
                .map(Varied::next)
                .filter(next -> !next.head().endedBy(by.at()))
                .filter(Proposed.class::isInstance)
                .map(Proposed.class::cast);
    }

    private Optional<Varying.Adoption> adoption(Agreement live, Proposed next) {
        return Varying.adopted(live, next).filter(this::canBeInForce);
    }

    private boolean canBeInForce(Varying.Adoption adoption) {
        try {
            activation.require(adoption.agreement());
            return true;
        } catch (WrongState _) {
            return false;
        }
    }
}
