package city.datastore.agreements;

import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreement.Stop;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.audit.names.AgencyCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who stands by an agreement that has been offered: who has signed, who has left, who was invited
 * later, and who was reminded.
 *
 * @param since when the first signatures were asked for
 * @param signatures of the leads in the order of signing, the proposer's first; also of parties
 *     that left
 * @param demanded offices that have to sign off for each party besides its lead
 * @param signOffs what those who hold an office said, in their order
 * @param departures of parties, in their order; a party that never signed may be among them
 * @param invitations that added a party later
 * @param nudges the last one of each party that was reminded
 */
public record Signatories(
        Instant since,
        List<Signature> signatures,
        Set<String> demanded,
        List<SignOff> signOffs,
        List<Stop> departures,
        List<Call> invitations,
        List<Call> nudges) {

    /** The office of who leads an agency's information governance, and signs for it. */
    public static final String LEAD = "ig-lead";

    /** A party is reminded once in that time at most. */
    static final Duration BETWEEN_NUDGES = Duration.ofDays(1);

    public Signatories {
        signatures = List.copyOf(signatures);
        demanded = Collections.unmodifiableSet(new TreeSet<>(demanded));
        signOffs = List.copyOf(signOffs);
        departures = List.copyOf(departures);
        invitations = List.copyOf(invitations);
        nudges = List.copyOf(nudges);
    }

    /** Signed by those leads, from the first of them on, and nothing else happened. */
    public static Signatories of(List<Signature> signatures, Set<String> demanded) {
        return new Signatories(
                signatures.getFirst().at(),
                signatures,
                demanded,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** What the holder of an office, such as {@code siro}, put their name to. */
    public record SignOff(String office, Signature by) {}

    /**
     * A party was asked to sign.
     *
     * @param agency that is to sign
     * @param by the party that asked
     */
    public record Call(AgencyCode agency, AgencyCode by, Instant at) {}

    /** Whether the agency has signed in every office that it takes, and not left: it is in. */
    public boolean signed(AgencyCode agency) {
        return missing(agency).isEmpty() && !left(agency);
    }

    /** The offices in which the agency has still to sign, the lead's first. */
    public List<String> missing(AgencyCode agency) {
        return Stream.concat(Stream.of(LEAD), demanded.stream())
                .filter(office -> signature(agency, office).isEmpty())
                .toList();
    }

    public boolean left(AgencyCode agency) {
        return departure(agency).isPresent();
    }

    public Optional<Signature> signature(AgencyCode agency) {
        return signatures.stream().filter(each -> each.agency().equals(agency)).findFirst();
    }

    /** What was signed for the agency in that office. */
    public Optional<Signature> signature(AgencyCode agency, String office) {
        return office.equals(LEAD)
                ? signature(agency)
                : signOffs.stream()
                        .filter(each -> each.office().equals(office))
                        .map(SignOff::by)
                        .filter(each -> each.agency().equals(agency))
                        .findFirst();
    }

    /** Everything that somebody put their name to, in any office. */
    Stream<Signature> marks() {
        return Stream.concat(signatures.stream(), signOffs.stream().map(SignOff::by));
    }

    /** What was signed for those agencies, in offices in which nobody did in that later round. */
    Stream<Signature> marks(List<AgencyCode> agencies, Signatories later) {
        return Stream.concat(
                        signatures.stream().map(each -> new SignOff(LEAD, each)), signOffs.stream())
                .filter(each -> agencies.contains(each.by().agency()))
                .filter(each -> later.signature(each.by().agency(), each.office()).isEmpty())
                .map(SignOff::by);
    }

    /** How many have signed, in any office. */
    public int count() {
        return signatures.size() + signOffs.size();
    }

    public Optional<Stop> departure(AgencyCode agency) {
        return departures.stream().filter(each -> each.agency().equals(agency)).findFirst();
    }

    public Optional<Instant> nudged(AgencyCode agency) {
        return last(nudges, agency);
    }

    /** From when it can be reminded again; empty while it was never reminded. */
    public Optional<Instant> nextNudge(AgencyCode agency) {
        return nudged(agency).map(last -> last.plus(BETWEEN_NUDGES));
    }

    /** Whether the agency is still to sign. */
    public boolean waitsFor(AgencyCode agency) {
        return !missing(agency).isEmpty() && !left(agency);
    }

    /** The parties that are still to sign, in the order of the terms. */
    public List<AgencyCode> waiting(Terms terms) {
        return terms.parties().stream().map(Terms.Party::agency).filter(this::waitsFor).toList();
    }

    /** Since when it is the agency's turn. */
    public Instant waitingSince(AgencyCode agency) {
        return last(invitations, agency).orElse(since);
    }

    /** Whether a party that gives and another one that receives are in. */
    public boolean suffice(Terms terms) {
        return terms.parties().stream()
                .filter(party -> party.provides() && signed(party.agency()))
                .anyMatch(giver ->
                        terms.parties().stream()
                                .filter(party -> party.receives() && signed(party.agency()))
                                .anyMatch(taker -> !taker.agency().equals(giver.agency())));
    }

    Signatories with(Signature signature) {
        return changed(and(signatures, signature), signOffs, departures, invitations, nudges);
    }

    Signatories with(SignOff signOff) {
        return changed(signatures, and(signOffs, signOff), departures, invitations, nudges);
    }

    /**
     * With the signatures of those agencies on the version before, in the offices in which they
     * have not signed this one.
     */
    Signatories carrying(Signatories before, List<AgencyCode> agencies) {
        return changed(
                Stream.concat(
                                signatures.stream(),
                                before.signatures.stream()
                                        .filter(each -> agencies.contains(each.agency()))
                                        .filter(each -> signature(each.agency()).isEmpty()))
                        .toList(),
                Stream.concat(
                                signOffs.stream(),
                                before.signOffs.stream()
                                        .filter(each -> agencies.contains(each.by().agency()))
                                        .filter(each ->
                                                signature(each.by().agency(), each.office())
                                                        .isEmpty()))
                        .toList(),
                departures,
                invitations,
                nudges);
    }

    Signatories without(Stop departure) {
        return changed(signatures, signOffs, and(departures, departure), invitations, nudges);
    }

    Signatories invited(Call call) {
        return changed(signatures, signOffs, departures, and(invitations, call), nudges);
    }

    Signatories nudged(Call call) {
        var others = nudges.stream().filter(each -> !each.agency().equals(call.agency())).toList();
        return changed(signatures, signOffs, departures, invitations, and(others, call));
    }

    private Signatories changed(
            List<Signature> newSignatures,
            List<SignOff> newSignOffs,
            List<Stop> newDepartures,
            List<Call> newInvitations,
            List<Call> newNudges) {
        return new Signatories(
                since,
                newSignatures,
                demanded,
                newSignOffs,
                newDepartures,
                newInvitations,
                newNudges);
    }

    /** For what a party can do that has left no more than one that never was a party. */
    void requireIn(Head head, AgencyCode agency) {
        if (left(agency)) {
            throw new WrongAgency(
                    agency + " has left " + head.reference() + "; only a party can do that", null);
        }
    }

    /** For what only those can do who stand by it. */
    void requireSigned(Head head, AgencyCode agency) {
        requireIn(head, agency);
        if (!signed(agency)) {
            throw new WrongAgency(
                    agency
                            + " has not signed "
                            + head.reference()
                            + " yet; only a party that has signed it can do that",
                    null);
        }
    }

    private static Optional<Instant> last(List<Call> calls, AgencyCode agency) {
        return calls.reversed().stream()
                .filter(each -> each.agency().equals(agency))
                .map(Call::at)
                .findFirst();
    }

    private static <T> List<T> and(List<T> some, T another) {
        return Stream.concat(some.stream(), Stream.of(another)).toList();
    }
}
