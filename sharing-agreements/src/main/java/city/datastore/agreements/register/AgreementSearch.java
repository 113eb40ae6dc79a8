package city.datastore.agreements.register;

import city.datastore.agreements.Signatories;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One search being put together: conditions that all have to hold, each with its value bound, never
 * spliced in.
 */
final class AgreementSearch {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private final String now;

    AgreementSearch(Instant now) {
        this.now = bound(now);
    }

    /**
     * In that state at the instant of the search; past its end an active or suspended agreement is
     * expired.
     *
     * @param state null means any
     */
    void inState(@Nullable String state) {
        switch (state) {
            case null -> {}
            case "draft", "proposed", "terminated", "superseded" ->
                    where("a.state = " + bound(state));
            case "active", "suspended" -> {
                where("a.state = " + bound(state));
                notEnded();
            }
            case "expired" -> {
                where("a.state IN ('active', 'suspended')");
                where("a.ends <= " + now);
            }
            default ->
                    throw new IllegalArgumentException(
                            "state is \""
                                    + state
                                    + "\"; it has to be draft, proposed, active, suspended,"
                                    + " expired, terminated or superseded");
        }
    }

    void openForSigning() {
        where("a.state IN ('proposed', 'active')");
    }

    void standing() {
        where("a.state IN ('active', 'suspended')");
        notEnded();
    }

    void notEnded() {
        where("a.ends > " + now);
    }

    void started() {
        where("a.starts <= " + now);
    }

    /** As the index of published editions says it, word for word. */
    void published() {
        where(
                "EXISTS (SELECT 1 FROM agreements.edition e WHERE e.reference = a.reference"
                        + " AND e.edition = a.edition AND jsonb_extract_path_text(e.terms,"
                        + " 'particulars', 'agreement', 'publish-summary', '0') = 'yes')");
    }

    void withParty(AgencyCode agency) {
        where(party(agency) + ")");
    }

    void withReceiver(AgencyCode agency) {
        where(party(agency) + " AND p.receives)");
    }

    /** By which that agency gives data to that one; null means anybody. */
    void flowing(@Nullable AgencyCode giver, @Nullable AgencyCode receiver) {
        if (giver != null || receiver != null) {
            where(
                    "EXISTS (SELECT 1 FROM agreements.flow f WHERE f.reference = a.reference"
                            + (giver == null ? "" : " AND f.giver = " + bound(giver.value()))
                            + (receiver == null
                                    ? ""
                                    : " AND f.receiver = " + bound(receiver.value()))
                            + ")");
        }
    }

    void naming(DatasetId dataset) {
        where(
                "EXISTS (SELECT 1 FROM agreements.scope s WHERE s.reference = a.reference"
                        + " AND s.edition = a.edition AND s.dataset = "
                        + bound(dataset.toString())
                        + ")");
    }

    void taking(String office) {
        where(bound(office) + " = ANY (a.demanded)");
    }

    void notSignedBy(AgencyCode agency, String office) {
        where("NOT " + signature(agency, office));
    }

    /** A draft that came back has signatures of its last round, which are void. */
    void signedBy(AgencyCode agency, String office) {
        where("a.state <> 'draft' AND " + signature(agency, office));
    }

    private String signature(AgencyCode agency, String office) {
        return "EXISTS (SELECT 1 FROM agreements.signature s WHERE s.reference = a.reference"
                + " AND s.round = a.round AND s.agency = "
                + bound(agency.value())
                + " AND s.office = "
                + bound(office)
                + ")";
    }

    /** Its text, or that of its next version, waits for signatures. */
    void beingSigned() {
        where(
                "(a.state = 'proposed' OR (a.state IN ('active', 'suspended')"
                        + " AND a.next_round IS NOT NULL))");
    }

    void nextBeingSigned() {
        where("a.state IN ('active', 'suspended') AND a.next_round IS NOT NULL");
    }

    /** The lead's signature is always taken. */
    void nextTaking(String office) {
        if (!office.equals(Signatories.LEAD)) {
            where(bound(office) + " = ANY (a.next_demanded)");
        }
    }

    void draftedBy(AgencyCode agency) {
        where("a.drafted_by = " + bound(agency.value()));
    }

    /** Begun by that agency, and not proposed. */
    void nextWrittenBy(AgencyCode agency) {
        where(
                "a.state IN ('active', 'suspended') AND a.next_round IS NULL AND a.next_by = "
                        + bound(agency.value()));
    }

    /** Of the next version while there is one, else of the present text. */
    void withPartyToText(AgencyCode agency) {
        where(
                "EXISTS (SELECT 1 FROM agreements.party p WHERE p.reference = a.reference"
                        + " AND p.edition = coalesce(a.next_edition, a.edition) AND p.agency = "
                        + bound(agency.value())
                        + ")");
    }

    void textNotSignedBy(AgencyCode agency, String office) {
        where(
                "NOT EXISTS (SELECT 1 FROM agreements.signature s WHERE s.reference = a.reference"
                        + " AND s.round = coalesce(a.next_round, a.round) AND s.agency = "
                        + bound(agency.value())
                        + " AND s.office = "
                        + bound(office)
                        + ")");
    }

    void textNotCommentedBy(PersonId person) {
        where(
                "NOT EXISTS (SELECT 1 FROM agreements.comment c WHERE c.reference = a.reference"
                        + " AND c.edition = coalesce(a.next_edition, a.edition) AND c.person = "
                        + bound(person.value())
                        + ")");
    }

    /**
     * Its assessment is written in full about the present text, and nobody has advised on it; where
     * nobody noted by these rules whether it is, or which text it is, it may be.
     */
    void assessedWithoutAdvice(String rules) {
        where(
                "EXISTS (SELECT 1 FROM agreements.dpia d JOIN agreements.edition e"
                        + " ON e.reference = d.reference WHERE d.reference = a.reference"
                        + " AND e.edition = coalesce(a.next_edition, a.edition)"
                        + " AND jsonb_typeof(d.content -> 'advice') IS DISTINCT FROM 'object'"
                        + " AND (d.in_full OR d.judged_by IS DISTINCT FROM "
                        + bound(rules)
                        + ") AND (d.terms_digest = e.terms_digest OR e.terms_digest IS NULL)"
                        + " AND NOT EXISTS (SELECT 1 FROM agreements.dpia later"
                        + " WHERE later.reference = d.reference AND later.revision > d.revision))");
    }

    /** It, or its next version, can still be written or signed. */
    void textOpen() {
        where(
                "(a.state IN ('draft', 'proposed') OR (a.state IN ('active', 'suspended')"
                        + " AND a.next_edition IS NOT NULL))");
    }

    void otherThan(AgreementRef reference) {
        where("a.reference <> " + bound(reference.value()));
    }

    void notLeftBy(AgencyCode agency) {
        where(
                "NOT EXISTS (SELECT 1 FROM agreements.step l WHERE l.reference = a.reference"
                        + " AND l.number >= a.round_step AND l.what = 'left' AND l.agency = "
                        + bound(agency.value())
                        + ")");
    }

    void reviewDueBefore(Instant then) {
        where("a.review_due < " + bound(then));
    }

    void dueBefore(Instant then) {
        String limit = bound(then);
        where("(a.ends < " + limit + " OR a.review_due < " + limit + ")");
    }

    void olderThan(AgreementRef reference) {
        where("(a.year, a.number) < (" + position(reference) + ")");
    }

    /** Waiting for advice for less long than that one. */
    void assessedAfter(AgreementRef reference) {
        where(
                "("
                        + assessed("a.reference")
                        + ", a.year, a.number) > ("
                        + assessed(bound(reference.value()))
                        + ", "
                        + position(reference)
                        + ")");
    }

    /** When its assessment was last written. */
    private static String assessed(String reference) {
        return "(SELECT w.written_at FROM agreements.dpia w WHERE w.reference = "
                + reference
                + " AND w.what = 'written' ORDER BY w.revision DESC LIMIT 1)";
    }

    private String position(AgreementRef reference) {
        return bound(Position.year(reference)) + ", " + bound(Position.number(reference));
    }

    List<AgreementRow> newestFirst(EntityManager rows, int limit) {
        return run(rows, "a.year DESC, a.number DESC", limit);
    }

    /** Those first of which the present text has been open for signing longest. */
    List<AgreementRow> longestSigningFirst(EntityManager rows, int limit) {
        return run(rows, began("a.round_step"), limit);
    }

    /** The same of the next version while that is being signed, else of the present text. */
    List<AgreementRow> longestSigningTextFirst(EntityManager rows, int limit) {
        return run(rows, began("coalesce(a.next_step, a.round_step)"), limit);
    }

    List<AgreementRow> longestAssessedFirst(EntityManager rows, int limit) {
        return run(rows, assessed("a.reference") + ", a.year, a.number", limit);
    }

    private static String began(String step) {
        return "(SELECT w.happened_at FROM agreements.step w WHERE w.reference = a.reference"
                + " AND w.number = "
                + step
                + ") NULLS FIRST, a.year, a.number";
    }

    List<AgreementRow> soonestDueFirst(EntityManager rows, int limit) {
        return run(rows, "least(a.ends, a.review_due), a.year, a.number", limit);
    }

    List<AgreementRow> inForceFirst(EntityManager rows, int limit) {
        String inForce =
                "(a.state = 'active' AND a.starts <= " + now + " AND a.ends > " + now + ")";
        return run(rows, inForce + " DESC, a.year DESC, a.number DESC", limit);
    }

    @SuppressWarnings("unchecked")
    private List<AgreementRow> run(EntityManager rows, String order, int limit) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        var query =
                rows.createNativeQuery(
                        "SELECT a.* FROM agreements.agreement a" + where + " ORDER BY " + order,
                        AgreementRow.class);
        String text = where + order;
        values.forEach((name, value) -> {
            if (text.contains(":" + name)) {
                query.setParameter(name, value);
            }
        });
        query.setMaxResults(limit);
        return query.getResultList();
    }

    private String party(AgencyCode agency) {
        return "EXISTS (SELECT 1 FROM agreements.party p WHERE p.reference = a.reference"
                + " AND p.edition = a.edition AND p.agency = "
                + bound(agency.value());
    }

    private void where(String condition) {
        conditions.add(condition);
    }

    private String bound(Object value) {
        // letters, so that no name is the beginning of another
        String name = "value" + (char) ('a' + values.size());
        values.put(name, value);
        return ":" + name;
    }
}
