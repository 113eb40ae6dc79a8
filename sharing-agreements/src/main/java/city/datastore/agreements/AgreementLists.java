package city.datastore.agreements;

import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which agreements there are for somebody: to look through, to sign, to advise on, to review. A
 * list shows how they stand, and is not on the record; {@link Agreements#see} shows one.
 */
public final class AgreementLists {
    /** Most agreements in a list of what waits or is due. */
    private static final int MAX_WAITING = 100;

    private final AgreementRegister register;
    private final VariationRegister variations;
    private final Clock clock;

    public AgreementLists(AgreementRegister register, VariationRegister variations, Clock clock) {
        this.register = register;
        this.variations = variations;
        this.clock = clock;
    }

    /**
     * Agreements that the caller may see, newest first: those of their agency, and for the city's
     * own auditors all.
     *
     * @throws IllegalArgumentException if the state or the cursor is none of ours
     */
    public Page<Agreement> find(Caller caller, AgreementQuery query, PageRequest page) {
        AgencyCode agency = caller.agency();
        if (agency == null || !caller.hasPersonsRole()) {
            return new Page<>(List.of(), null);
        }
        Instant now = now();
        List<Agreement> found =
                register.search(
                        query,
                        seesAll(caller) ? null : agency,
                        now,
                        cursor(page),
                        page.limit() + 1);
        return page(found.stream().map(each -> each.asOf(now)).toList(), page);
    }

    /**
     * Agreements, no drafts, that name the dataset and by which the caller's agency is to receive
     * it; those in force first, then newest first.
     */
    public List<Agreement> receiving(Caller caller, DatasetId dataset, int limit) {
        AgencyCode agency = caller.agency();
        if (agency == null || !caller.hasPersonsRole()) {
            return List.of();
        }
        Instant now = now();
        return register.naming(dataset, agency, now, limit).stream()
                .filter(agreement -> !(agreement instanceof Agreement.Draft))
                .map(each -> each.asOf(now))
                .toList();
    }

    /**
     * What was found, cut to the page.
     *
     * @param found one more than the page holds where there is a next one
     */
    private static Page<Agreement> page(List<Agreement> found, PageRequest page) {
        List<Agreement> items = found.stream().limit(page.limit()).toList();
        return new Page<>(
                items,
                found.size() > page.limit()
                        ? Cursor.of(items.getLast().head().reference().value())
                        : null);
    }

    /**
     * What anybody may know, signed in or not: agreements in force whose parties said that a
     * summary can be published, newest first.
     *
     * @param query of which only giver and receiver are looked at
     * @throws IllegalArgumentException if the cursor is none of ours
     */
    public Page<Agreement> published(AgreementQuery query, PageRequest page) {
        return page(register.published(query, now(), cursor(page), page.limit() + 1), page);
    }

    /** Agreements that wait for the caller's agency to approve, longest waiting first. */
    public List<Agreement> waitingForApproval(Caller caller) {
        AgencyCode agency = caller.agency();
        return agency == null || !caller.is(Role.IG_LEAD)
                ? List.of()
                : register.waitingFor(agency, now(), MAX_WAITING);
    }

    /** Agreements whose next version waits for the caller's agency, longest waiting first. */
    public List<Varied> nextWaitingForApproval(Caller caller) {
        AgencyCode agency = caller.agency();
        return agency == null || !caller.is(Role.IG_LEAD)
                ? List.of()
                : variations.waitingFor(agency, Signatories.LEAD, now(), MAX_WAITING);
    }

    /** Drafts that the caller's agency is writing, newest first. */
    public List<Agreement> drafts(Caller caller, int limit) {
        AgencyCode agency = caller.agency();
        return agency == null || !caller.is(Role.IG_LEAD)
                ? List.of()
                : register.draftedBy(agency, now(), limit);
    }

    /** Next versions that the caller's agency is writing, those of the newest agreements first. */
    public List<Agreement> nextDrafts(Caller caller) {
        AgencyCode agency = caller.agency();
        return agency == null || !caller.is(Role.IG_LEAD)
                ? List.of()
                : variations.drafts(agency, now(), MAX_WAITING);
    }

    /** Agreements that wait for an office of the caller's to sign off, longest waiting first. */
    public List<Agreement> waitingForSignOff(Caller caller) {
        return ofOffices(
                caller,
                (agency, office) -> register.waitingFor(agency, office, now(), MAX_WAITING));
    }

    /** Those whose next version waits for that, longest waiting first. */
    public List<Varied> nextWaitingForSignOff(Caller caller) {
        return ofOffices(
                caller,
                (agency, office) -> variations.waitingFor(agency, office, now(), MAX_WAITING));
    }

    private static <T> List<T> ofOffices(
            Caller caller, BiFunction<AgencyCode, String, List<T>> waiting) {
        AgencyCode agency = caller.agency();
        return agency == null
                ? List.of()
                : Stream.of(Role.SIRO, Role.CALDICOTT_GUARDIAN)
                        .filter(caller::is)
                        .flatMap(role -> waiting.apply(agency, role.code()).stream())
                        .distinct()
                        .toList();
    }

    /**
     * Agreements that are being signed and of which the caller, a data protection officer of a
     * party, has said nothing yet, longest waiting first.
     */
    public List<Agreement> waitingForAdvice(Caller caller) {
        AgencyCode agency = caller.agency();
        return agency == null || !caller.is(Role.DPO)
                ? List.of()
                : register.unadvised(agency, caller.person(), now(), MAX_WAITING);
    }

    /** Agreements of the caller's agency that end, or are due for review, within that time. */
    public List<Agreement> dueWithin(Caller caller, Duration time) {
        AgencyCode agency = caller.agency();
        Instant now = now();
        return agency == null || !caller.hasPersonsRole()
                ? List.of()
                : register.dueBefore(agency, now, now.plus(time), MAX_WAITING);
    }

    private static boolean seesAll(Caller caller) {
        return caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
    }

    private static @Nullable AgreementRef cursor(PageRequest page) {
        String cursor = page.cursor();
        try {
            return cursor == null ? null : new AgreementRef(Cursor.key(cursor));
        } catch (NameException e) {
            throw new IllegalArgumentException(
                    "the cursor is not one that a page of this list gave as its next", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
