package city.datastore.platform.desk;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Coverage;
import city.datastore.access.requests.Grants;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Move;
import city.datastore.agreements.Varied;
import city.datastore.agreements.permits.Impact;
import city.datastore.agreements.permits.Permits;
import city.datastore.platform.datasets.ReleasesUnderWay;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Says what a change of an agreement would do, before anybody makes it. */
public final class ImpactDesk {
    /** Most grants that are looked at. */
    private static final int MAX_GRANTS = 50_000;

    private final Agreements agreements;
    private final Grants grants;
    private final ReleasesUnderWay underWay;
    private final Coverage coverage;
    private final Clock clock;

    public ImpactDesk(
            Agreements agreements,
            Grants grants,
            ReleasesUnderWay underWay,
            Coverage coverage,
            Clock clock) {
        this.agreements = agreements;
        this.grants = grants;
        this.underWay = underWay;
        this.coverage = coverage;
        this.clock = clock;
    }

    /**
     * What a move does.
     *
     * @param head of the version that is in force then
     */
    public record Foreseen(Agreement.Head head, Impact impact) {}

    /** Of a move of the caller's; empty where they cannot make it. */
    public Optional<Foreseen> of(
            Caller caller, Agreement agreement, Function<Signature, Move> move) {
        return agreements
                .foresee(caller, agreement, move)
                .map(after -> new Foreseen(after.head(), between(agreement, after)));
    }

    /** Of the next version, once all have signed it whom it takes the signature of. */
    public Impact of(Varied varied) {
        return between(varied.now(), varied.inForce());
    }

    private Impact between(Agreement before, Agreement after) {
        return Impact.of(
                coverage,
                Permits.of(before),
                Permits.of(after),
                grants.standingUnder(before.head().reference(), MAX_GRANTS),
                underWay.under(before.head().reference()),
                clock.instant());
    }
}
