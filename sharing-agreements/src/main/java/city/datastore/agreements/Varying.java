package city.datastore.agreements;

import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfBasis;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Place.OfDataset;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rules of varying an agreement in force. Its next version is an agreement like another, a draft
 * and then a proposal, that lives beside the present one; only those sign whom the change concerns,
 * and the others' signatures are carried over. Pure.
 */
public final class Varying {
    /** The steps by which somebody says whom the next version names. */
    private static final Set<String> WRITES = Set.of("varied", "variation-edited");

    private Varying() {}

    /**
     * The next version in force.
     *
     * @param carried parties whose signatures on the present version go on to count, but for the
     *     offices in which they signed anew
     */
    public record Adoption(Active agreement, List<AgencyCode> carried) {
        public Adoption {
            carried = List.copyOf(carried);
        }
    }

    /** Begins the next version with what remains of the present terms. */
    static Draft begin(Agreement live, Signature by) {
        return begin(live, by, remaining(inForce(live)));
    }

    static Draft begin(Agreement live, Signature by, Terms terms) {
        Offered now = inForce(live);
        now.signatories().requireSigned(now.head(), by.agency());
        return new Draft(next(now.head(), terms, by.agency()));
    }

    /**
     * The present terms without the parties that have left, their data and what is said of both.
     */
    static Terms remaining(Offered now) {
        Predicate<AgencyCode> there = agency -> !now.signatories().left(agency);
        Terms terms = now.head().terms();
        Terms between =
                terms.between(
                                terms.parties().stream()
                                        .filter(each -> there.test(each.agency()))
                                        .toList())
                        .about(
                                terms.datasets().stream()
                                        .filter(each -> there.test(each.dataset().agency()))
                                        .toList());
        return between.with(Places.of(between).keep(terms.particulars()));
    }

    /**
     * That nobody whom the next version names has left since it was last written: who has left
     * comes back only where somebody names them again.
     *
     * @param history every step of the agreement
     * @throws BadTerms naming each that has
     */
    static void requireWrittenSince(Head next, List<Step> history) {
        int written =
                history.stream()
                        .filter(step -> WRITES.contains(step.what()))
                        .mapToInt(Step::number)
                        .max()
                        .orElse(0);
        var faults = new Faults();
        history.stream()
                .filter(step -> step.what().equals("left") && step.number() > written)
                .map(Step::agency)
                .filter(next::isParty)
                .forEach(agency ->
                        faults.add(
                                "parties",
                                agency
                                        + " has left "
                                        + next.reference()
                                        + " since the next version was written: leave it out, or"
                                        + " save the text again to ask it to come back"));
        faults.throwIfAny();
    }

    /** Head of the next version, as one more change of the agreement. */
    private static Head next(Head head, Terms terms, AgencyCode by) {
        return new Head(head.reference(), head.version() + 1, head.revision() + 1, terms, by);
    }

    /**
     * That it can be varied now.
     *
     * @throws WrongState unless it is active or suspended
     */
    static Offered inForce(Agreement live) {
        if (live instanceof Active || live instanceof Suspended) {
            return (Offered) live;
        }
        throw new WrongState(
                live.head().reference()
                        + " is "
                        + live.state()
                        + "; only an active or suspended agreement can be varied");
    }

    /**
     * The parties that have signed the present version and have to sign the next one: those for
     * whom what concerns them changes, and those that lack the signature of an office it takes.
     *
     * @param demanded offices that the next version takes besides the leads
     */
    public static List<AgencyCode> asked(Offered now, Agreement next, Set<String> demanded) {
        Terms before = now.head().terms();
        Terms after = next.head().terms();
        return next.head().parties().stream()
                .filter(now::hasSigned)
                .filter(agency ->
                        !concern(before, agency).equals(concern(after, agency))
                                || demanded.stream()
                                        .anyMatch(office ->
                                                now.signatories()
                                                        .signature(agency, office)
                                                        .isEmpty()))
                .toList();
    }

    /**
     * The next version in force, once all have signed that are asked to; empty before, and while
     * the agreement is suspended.
     */
    static Optional<Adoption> adopted(Agreement live, Offered next) {
        if (!(live instanceof Active now) || !waitingFor(now, next).isEmpty()) {
            return Optional.empty();
        }
        Head head = now.head();
        Head adopted =
                new Head(
                        head.reference(),
                        next.head().version(),
                        head.revision() + 1,
                        next.head().terms(),
                        head.draftedBy(),
                        head.kept(next.head().terms()));
        Signatories counting = counting(now, next);
        return counting.suffice(adopted.terms())
                ? Optional.of(new Adoption(new Active(adopted, counting), carried(now, next)))
                : Optional.empty();
    }

    /** Those of the parties asked to sign the next version for which something is missing yet. */
    static List<AgencyCode> waitingFor(Offered now, Offered next) {
        Signatories counting = counting(now, next);
        return asked(now, next, counting.demanded()).stream()
                .filter(agency -> !counting.signed(agency))
                .toList();
    }

    /** What counts for the next version: what was signed of it, and what is carried over. */
    static Signatories counting(Offered now, Offered next) {
        return next.signatories().carrying(now.signatories(), carried(now, next));
    }

    /** What was signed of the present version and goes on to count. */
    static Stream<Signature> kept(Offered now, Offered next) {
        return now.signatories().marks(carried(now, next), next.signatories());
    }

    /** The parties of which the next version says what the present one does, and that are there. */
    private static List<AgencyCode> carried(Offered now, Offered next) {
        Terms before = now.head().terms();
        Terms after = next.head().terms();
        return next.head().parties().stream()
                .filter(agency -> concern(before, agency).equals(concern(after, agency)))
                .filter(agency -> !now.signatories().left(agency))
                .filter(agency -> !next.signatories().left(agency))
                .toList();
    }

    /**
     * What of the terms concerns a party: all that is said for everybody, what is said of itself,
     * who receives if it gives, and the datasets that it gives or receives.
     */
    static Terms concern(Terms terms, AgencyCode agency) {
        var own = terms.parties().stream().filter(each -> each.agency().equals(agency)).toList();
        boolean gives = own.stream().anyMatch(Terms.Party::provides);
        boolean receives = own.stream().anyMatch(Terms.Party::receives);
        Predicate<DatasetId> dataset = each -> receives || each.agency().equals(agency);
        return new Terms(
                terms.title(),
                terms.parties().stream()
                        .filter(each -> each.agency().equals(agency) || (gives && each.receives()))
                        .toList(),
                terms.datasets().stream().filter(each -> dataset.test(each.dataset())).toList(),
                terms.purposes(),
                terms.actions(),
                terms.lawfulBasis(),
                terms.starts(),
                terms.ends(),
                terms.reviewDue(),
                concern(terms.particulars(), agency, dataset),
                terms.template());
    }

    private static Particulars concern(
            Particulars particulars, AgencyCode agency, Predicate<DatasetId> dataset) {
        var kept = new TreeMap<>(particulars.answers());
        kept.keySet().removeIf(place -> !concerns(place, agency, dataset));
        return new Particulars(particulars.extent(), kept);
    }

    private static boolean concerns(Place place, AgencyCode agency, Predicate<DatasetId> dataset) {
        return switch (place) {
            case Place.OfAgreement _, Place.OfPurpose _ -> true;
            case OfParty(var party) -> party.equals(agency);
            case OfBasis(var party, _) -> party == null || party.equals(agency);
            case OfDataset(var its) -> dataset.test(its);
            case OfColumn(var its, _) -> dataset.test(its);
        };
    }
}
