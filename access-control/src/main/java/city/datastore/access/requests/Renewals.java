package city.datastore.access.requests;

import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what continues a grant one at a time: nobody asks for another renewal while one waits for
 * its answer or for their changes, nor once they have it.
 */
final class Renewals {
    private final Changes changes;
    private final RequestRows requests;

    Renewals(Changes changes, RequestRows requests) {
        this.changes = changes;
        this.requests = requests;
    }

    /** So that nobody else asks to continue them meanwhile; always in the same order. */
    void hold(List<GrantId> grants) {
        grants.stream()
                .distinct()
                .sorted(Comparator.comparing(GrantId::value))
                .forEach(changes::locked);
    }

    /**
     * By what a grant of this person's is continued, or by what they ask for that: granted, pending
     * or returned.
     */
    Optional<AccessRequest> of(PersonId holder, GrantId grant) {
        return other(holder, grant, null);
    }

    private Optional<AccessRequest> other(
            PersonId holder, GrantId grant, @Nullable AccessRequestId but) {
        return Stream.concat(
                        requests.renewed(grant, changes.now()).stream(),
                        requests.toRenew(holder, grant).stream())
                .filter(each -> !each.asked().id().equals(but))
                .findFirst();
    }

    /**
     * Refuses whoever wants to ask for another one meanwhile.
     *
     * @throws RequestException.WrongState where there is one
     */
    void requireNone(PersonId holder, HeldGrant held) {
        of(holder, held.id()).ifPresent(running -> refuse(held, running));
    }

    /**
     * The same for one that is about to be written; it may take the place of the one that was
     * returned.
     */
    void requireOnly(AccessRequest.Asked asked) {
        var ties = asked.ties();
        if (ties.renews() != null) {
            var held = changes.found(ties.renews()).held();
            other(asked.requester(), held.id(), ties.follows())
                    .ifPresent(running -> refuse(held, running));
        }
    }

    private static void refuse(HeldGrant held, AccessRequest running) {
        var id = running.asked().id();
        throw new RequestException.WrongState(
                switch (running) {
                    case AccessRequest.Granted _ ->
                            "your grant on "
                                    + held.dataset()
                                    + " has already been renewed, by the request "
                                    + id
                                    + ": what can be renewed is the grant that came of that";
                    case AccessRequest.Returned _ ->
                            asked(held, id)
                                    + " was sent back to you for changes: change it and send it"
                                    + " again";
                    case AccessRequest.Pending _,
                            AccessRequest.Refused _,
                            AccessRequest.Withdrawn _,
                            AccessRequest.Lapsed _ ->
                            asked(held, id)
                                    + " is still pending: wait for its answer or withdraw it";
                });
    }

    private static String asked(HeldGrant held, AccessRequestId id) {
        return "you have already asked to renew your grant on "
                + held.dataset()
                + ", and that request ("
                + id
                + ")";
    }
}
