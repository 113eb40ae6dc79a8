package city.datastore.platform.portal;

import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Grant;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.permits.Permits;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request or a grant stands now, its agreement looked at too.
 *
 * @param word its code in the wording file, such as {@code grant.state.revoked}
 * @param since when it stopped to be of use, null where it has not; where nobody says, when that
 *     was found
 */
record Standing(String word, @Nullable Instant since) {
    private static final String GRANT = "grant.state.";
    private static final String REQUEST = "request.state.";
    private static final Standing IN_FORCE = new Standing(GRANT + "active", null);

    /**
     * A grant, and the agreement that it rests on; null where the reader may not know of it any
     * more, or acts for another agency than the grant is for.
     */
    static Standing of(Grant grant, @Nullable Agreement agreement, Instant now) {
        var alone = of(grant, now);
        if (!alone.inForce()) {
            return alone;
        }
        return switch (agreement) {
            case null -> notGiven(now);
            case Agreement.Offered offered when departure(offered, grant).isPresent() ->
                    new Standing(GRANT + "agreement-ended", departure(offered, grant).get().at());
            case Agreement.Active active when !gives(active, grant) -> notGiven(now);
            case Agreement.Suspended suspended when !gives(suspended, grant) -> notGiven(now);
            case Agreement.Suspended suspended ->
                    new Standing(GRANT + "suspended", suspended.stop().at());
            case Agreement.Terminated terminated ->
                    new Standing(GRANT + "agreement-ended", terminated.stop().at());
            case Agreement.Superseded superseded ->
                    new Standing(GRANT + "agreement-ended", superseded.stop().at());
            case Agreement.Expired expired ->
                    new Standing(
                            GRANT + "agreement-ended", lastInstant(expired.head().terms().ends()));
            case Agreement.Draft _, Agreement.Proposed _, Agreement.Active _ -> IN_FORCE;
        };
    }

    /** A grant by itself, for a reader who is not to know of agreements. */
    static Standing of(Grant grant, Instant now) {
        var revocation = grant.revocation();
        if (revocation != null) {
            return new Standing(GRANT + "revoked", revocation.at());
        }
        if (now.isBefore(grant.held().from())) {
            return new Standing(GRANT + "to-come", grant.held().from());
        }
        return now.isBefore(grant.held().until())
                ? IN_FORCE
                : new Standing(GRANT + "ended", lastInstant(grant.held().until()));
    }

    private static boolean gives(Agreement agreement, Grant grant) {
        return Permits.of(agreement).gives(grant.held());
    }

    private static Standing notGiven(Instant now) {
        return new Standing(GRANT + "not-given", now);
    }

    /** When the holder's agency, or the one that owns the dataset, left the agreement. */
    private static Optional<Agreement.Stop> departure(Agreement.Offered agreement, Grant grant) {
        var held = grant.held();
        return agreement
                .signatories()
                .departure(held.agency())
                .or(() -> agreement.signatories().departure(held.dataset().agency()));
    }

    /** A request, and how the grant that came of it stands; null where there is none. */
    static Standing of(AccessRequest request, @Nullable Standing grant) {
        return grant == null || grant.inForce()
                ? new Standing(REQUEST + request.state(), null)
                : grant;
    }

    /** The last part of its code, which also gives its colour. */
    public String state() {
        return word.substring(word.lastIndexOf('.') + 1);
    }

    public boolean inForce() {
        return equals(IN_FORCE);
    }

    /** Whether asking for the same again is the way back. */
    public boolean canBeAskedAgain() {
        return state().equals("revoked") || state().equals("ended");
    }

    private static Instant lastInstant(Instant until) {
        return until.minusNanos(1);
    }
}
