package city.datastore.access.requests;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Supposition;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the owner's lead does: looks at the machine's check, and says yes or no. */
final class Deciding {
    private final Changes changes;
    private final GrantRows grants;
    private final Gatekeeper gate;
    private final Coverage coverage;
    private final Approval approval;

    Deciding(Changes changes, GrantRows grants, Gatekeeper gate, Coverage coverage) {
        this.changes = changes;
        this.grants = grants;
        this.gate = gate;
        this.coverage = coverage;
        this.approval = new Approval(coverage);
    }

    /**
     * @param seen the revision that the lead looked at; null, whichever it is
     */
    Recorded<Grant> grant(
            Caller caller,
            AccessRequestId id,
            @Nullable Long seen,
            @Nullable Instant until,
            @Nullable ColumnScope columns,
            String comment) {
        var now = changes.now();
        var asked = changes.found(id).asked();
        changes.admit(Approval.question(caller, Act.GRANT_REQUEST, asked));
        var said = Fields.optional("comment", comment);
        var permit = changes.permit(asked.agreement());
        var end = Fields.until(until == null ? unsaid(asked, permit) : until, now);
        var from = from(continued(asked), now);
        if (!end.isAfter(from)) {
            throw Fields.endsBeforeRenewed(from);
        }
        var grant = approval.grant(asked, permit, caller, end, columns, from, now);
        var text = said.isEmpty() ? unsaid(asked) : said;
        var held = grant.held();
        var about =
                Changes.about(asked, permit)
                        .withGrant(held.id())
                        .withColumns(Changes.named(held.columns()));
        var event = Changes.event(caller, Act.GRANT_REQUEST, about, now);
        return changes.inOne(() -> {
            var row = changes.locked(id);
            if (row.pending() && seen != null && seen != row.revision()) {
                throw changed();
            }
            checkContinued(asked, from, now);
            row.grant(held.id(), caller, now, text);
            grants.add(grant);
            changes.record(event);
            return new Recorded<>(grant, event.id());
        });
    }

    private static RequestException.ChangedMeanwhile changed() {
        return new RequestException.ChangedMeanwhile(
                "the team of this request has been changed since you looked at it: look at it again"
                        + " before you grant it");
    }

    Recorded<AccessRequest.Refused> refuse(Caller caller, AccessRequestId id, String reason) {
        var now = changes.now();
        var asked = changes.found(id).asked();
        changes.admit(Approval.question(caller, Act.REFUSE_REQUEST, asked));
        var text = Fields.required("reason", reason, "say why you refuse the request");
        var event = Changes.event(caller, Act.REFUSE_REQUEST, Changes.about(asked, null), now);
        return changes.inOne(() -> {
            changes.locked(id).refuse(caller, now, text);
            changes.record(event);
            return new Recorded<>(
                    new AccessRequest.Refused(asked, caller.person(), caller.username(), now, text),
                    event.id());
        });
    }

    /** Sends it back to the requester, who can change it and send it again. */
    Recorded<AccessRequest.Returned> giveBack(Caller caller, AccessRequestId id, String comment) {
        var now = changes.now();
        var asked = changes.found(id).asked();
        changes.admit(Approval.question(caller, Act.RETURN_REQUEST, asked));
        var text = Fields.required("comment", comment, "say what has to change");
        var event = Changes.event(caller, Act.RETURN_REQUEST, Changes.about(asked, null), now);
        return changes.inOne(() -> {
            changes.locked(id).giveBack(caller, now, text);
            changes.record(event);
            return new Recorded<>(
                    new AccessRequest.Returned(
                            asked, caller.person(), caller.username(), now, text),
                    event.id());
        });
    }

    /** What it continues, null where it continues nothing; what was stopped is asked for anew. */
    private @Nullable Grant continued(AccessRequest.Asked asked) {
        var renews = asked.ties().renews();
        var old = renews == null ? null : changes.found(renews);
        if (old != null && old.held().revoked()) {
            throw new RequestException.WrongState(
                    "the grant that "
                            + asked.requesterName()
                            + " asks to continue has been revoked, so it cannot be renewed: refuse"
                            + " the request, and they can ask anew");
        }
        return old;
    }

    /** A renewal begins when the grant that it continues ends, also where that has not begun. */
    private static Instant from(@Nullable Grant old, Instant now) {
        return old != null && old.standsAt(now) ? old.held().until() : now;
    }

    /** What it continues, held until the transaction ends, so that nobody ends it meanwhile. */
    private void checkContinued(AccessRequest.Asked asked, Instant from, Instant now) {
        var renews = asked.ties().renews();
        if (renews != null && !from(changes.locked(renews).toRecord(), now).equals(from)) {
            throw new RequestException.WrongState(
                    "the grant that this request continues has been ended just now: look at it again"
                            + " before you grant it");
        }
    }

    /** What the gate would say to the requester if the request were granted as it was asked. */
    PreCheck preCheck(Caller asking, AccessRequest.Asked asked) {
        var requester = Approval.requester(asked, asking.request());
        var reading =
                new Question(
                        requester,
                        Act.READ_CONTENT,
                        new Target.OfDataset(asked.dataset()),
                        asked.agreement(),
                        asked.purpose());
        var permit = changes.permit(asked.agreement());
        var missing =
                new ArrayList<>(
                        coverage.missing(
                                Approval.question(requester, Act.ASK_ACCESS, asked),
                                permit,
                                asked.actions(),
                                asked.until(),
                                changes.now()));
        return switch (gate.explain(reading, Set.of(Supposition.GRANTED))) {
            case Judgement.Allowed yes ->
                    new PreCheck(besides(yes.because()), missing, PreCheck.next(missing));
            case Judgement.Refused no -> {
                var all = new ArrayList<>(no.missing());
                missing.stream()
                        .filter(one -> all.stream().noneMatch(it -> it.code().equals(one.code())))
                        .forEach(all::add);
                yield new PreCheck(List.of(), all, no.next());
            }
        };
    }

    /** The grant is only supposed, so it is no reason. */
    private static List<Reason> besides(List<Reason> because) {
        return because.stream()
                .filter(one ->
                        !Set.of("grant", "grant-in-force", "action-in-grant").contains(one.code()))
                .toList();
    }

    /** When a grant ends where the lead does not say: as asked, and with the agreement at last. */
    private static Instant unsaid(AccessRequest.Asked asked, @Nullable Permit permit) {
        return permit != null && permit.until().isBefore(asked.until())
                ? permit.until()
                : asked.until();
    }

    /** What is recorded where a system granted and gave no reason. */
    private static String unsaid(AccessRequest.Asked asked) {
        return "Granted because "
                + asked.agreement()
                + " covers what was asked. The lead gave no other reason.";
    }
}
