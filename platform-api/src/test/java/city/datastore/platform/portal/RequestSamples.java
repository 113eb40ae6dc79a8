package city.datastore.platform.portal;

import city.datastore.access.certification.Certification;
import city.datastore.access.certification.Quarter;
import city.datastore.access.drafts.Draft;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Protection;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Change;
import city.datastore.access.requests.Course;
import city.datastore.access.requests.Grant;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.platform.desk.DecisionDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests, grants and ways to a dataset to show on a page. */
final class RequestSamples {
    private RequestSamples() {}

    static AccessRequest.Asked asked() {
        return new AccessRequest.Asked(
                Samples.REQUEST,
                new PersonId("p-officer"),
                "gla.officer",
                Samples.GLA,
                Samples.SPEND,
                Samples.DSA,
                Samples.REVIEW,
                Set.of(PermittedAction.READ),
                Instant.parse("2027-06-04T23:00:00Z"),
                "To compare what Brent and others pay the same suppliers.",
                Samples.NOW,
                false,
                AccessRequest.Ties.NONE);
    }

    /** The same after it was sent back and changed. */
    static Course sentAgain() {
        return new Course(
                Course.Holder.OWNER,
                Samples.NOW.minus(Duration.ofDays(19)),
                List.of(
                        new Course.Step(
                                Course.What.ASKED,
                                Samples.NOW.minus(Duration.ofDays(30)),
                                "gla.officer",
                                ""),
                        new Course.Step(
                                Course.What.RETURNED,
                                Samples.NOW.minus(Duration.ofDays(25)),
                                "brent.ig",
                                "Half a year is enough."),
                        new Course.Step(
                                Course.What.SENT_AGAIN,
                                Samples.NOW.minus(Duration.ofDays(19)),
                                "gla.officer",
                                "")),
                List.of(
                        new Change("until", "4 June 2028", "4 June 2027"),
                        new Change("justification", "To compare.", "To compare what we pay.")),
                null,
                List.of(pending()));
    }

    /** Asked, and nothing else yet. */
    static Course waiting() {
        return course(Course.Holder.OWNER, List.of());
    }

    static Course course(Course.Holder holder, List<Course.Step> more) {
        var steps = new ArrayList<Course.Step>();
        steps.add(new Course.Step(Course.What.ASKED, Samples.NOW, "gla.officer", ""));
        steps.addAll(more);
        return new Course(holder, Samples.NOW, steps, List.of(), null, List.of());
    }

    static Draft draft() {
        return new Draft(
                Samples.REQUEST,
                new PersonId("p-officer"),
                new Draft.Content(
                        List.of(Samples.SPEND, DatasetId.parse("brent/trees")),
                        Samples.DSA,
                        Samples.REVIEW,
                        Set.of(PermittedAction.READ),
                        null,
                        "To compare"),
                new AccessRequest.Ties(Samples.REQUEST, null, null),
                Samples.NOW,
                Samples.NOW);
    }

    static AccessRequest pending() {
        return new AccessRequest.Pending(asked(), 0);
    }

    static AccessRequest granted() {
        return new AccessRequest.Granted(
                asked(),
                Samples.GRANT,
                new PersonId("p-ig"),
                "brent.ig",
                Samples.NOW,
                "Until the summer.");
    }

    static Certification certification(String holder) {
        return new Certification(
                Samples.GRANT,
                Quarter.of(Samples.NOW),
                Instant.parse("2026-12-01T00:00:00Z"),
                new PersonId("p-" + holder),
                holder,
                Samples.GLA,
                Samples.SPEND,
                Samples.DSA,
                Samples.REVIEW,
                Samples.REQUEST,
                Samples.NOW,
                Instant.parse("2027-06-04T23:00:00Z"));
    }

    static AccessRequest returned() {
        return new AccessRequest.Returned(
                asked(), new PersonId("p-ig"), "brent.ig", Samples.NOW, "Half a year is enough.");
    }

    static AccessRequest refused() {
        return new AccessRequest.Refused(
                asked(),
                new PersonId("p-ig"),
                "brent.ig",
                Samples.NOW,
                "Ask for the published totals.");
    }

    static Grant grant(Grant.@Nullable Revocation revocation) {
        return grant(Samples.SPEND, Samples.NOW, revocation);
    }

    static Grant grantOn(DatasetId dataset) {
        return grant(dataset, Samples.NOW, null);
    }

    /** It begins in a month. */
    static Grant toCome() {
        return grant(Samples.SPEND, Samples.NOW.plus(Duration.ofDays(30)), null);
    }

    private static Grant grant(
            DatasetId dataset, Instant from, Grant.@Nullable Revocation revocation) {
        return new Grant(
                new HeldGrant(
                        Samples.GRANT,
                        new PersonId("p-officer"),
                        Samples.GLA,
                        dataset,
                        Samples.DSA,
                        Samples.REVIEW,
                        Set.of(PermittedAction.READ),
                        Samples.SIX,
                        from,
                        Instant.parse("2027-06-04T23:00:00Z"),
                        revocation != null),
                "gla.officer",
                Samples.REQUEST,
                new PersonId("p-ig"),
                "brent.ig",
                Samples.NOW,
                revocation,
                null);
    }

    static Grant revoked() {
        return grant(
                new Grant.Revocation(
                        new PersonId("p-ig"), "brent.ig", Samples.NOW, "The review is over"));
    }

    static Standings.GrantLine line(Grant grant) {
        return new Standings.GrantLine(
                grant, Standing.of(grant, AgreementSamples.active(), Samples.NOW));
    }

    static Standings.RequestLine line(AccessRequest request, @Nullable Grant grant) {
        return new Standings.RequestLine(
                request,
                Standing.of(
                        request,
                        grant == null
                                ? null
                                : Standing.of(grant, AgreementSamples.active(), Samples.NOW)));
    }

    /** What allows the officer to read. */
    static DecisionDesk.Basis basis() {
        var grant = grant(null);
        var head = AgreementSamples.head();
        return new DecisionDesk.Basis(
                new Judgement.Allowed(
                        List.of(), Samples.SIX, null, grant.held(), "read-under-agreement"),
                head,
                head.terms().purposes().getFirst(),
                grant,
                List.of());
    }

    static Ways.Way open() {
        return new Ways.Way(
                Samples.DSA,
                AgreementSamples.terms().title(),
                "active",
                Samples.REVIEW,
                "find suppliers that several agencies pay for the same",
                Samples.SIX,
                Protection.NONE,
                true,
                List.of(),
                "",
                basis());
    }

    static Ways.Way openProtected() {
        var open = open();
        return new Ways.Way(
                open.agreement(),
                open.title(),
                open.state(),
                open.purpose(),
                open.text(),
                open.columns(),
                Samples.PROTECTION,
                true,
                List.of(),
                "",
                basis());
    }

    static Ways.Way shut() {
        return new Ways.Way(
                Samples.DSA,
                AgreementSamples.terms().title(),
                "active",
                Samples.REVIEW,
                "find suppliers that several agencies pay for the same",
                Samples.SIX,
                Protection.NONE,
                false,
                refusal().missing(),
                refusal().next(),
                null);
    }

    /** Somebody who holds a grant, and signed in with a password alone. */
    static Ways.Way closed() {
        return new Ways.Way(
                Samples.DSA,
                AgreementSamples.terms().title(),
                "active",
                Samples.REVIEW,
                "find suppliers that several agencies pay for the same",
                Samples.SIX,
                Protection.NONE,
                false,
                List.of(
                        new Reason(
                                "second-factor-required",
                                "Brent Council lets people read brent/council-spend only after"
                                        + " signing in with a one-time code.")),
                "Sign in with your one-time code.",
                null);
    }

    static Judgement.Refused refusal() {
        return new Judgement.Refused(
                List.of(new Reason("no-grant", "You hold no grant for brent/council-spend.")),
                "Ask for access: Brent Council’s information governance lead decides.");
    }
}
