package city.datastore.platform.desk;

import city.datastore.access.identity.Caller;
import city.datastore.access.requests.Grants;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.DatasetKnowledge;
import city.datastore.agreements.Reviews;
import city.datastore.agreements.Variations;
import city.datastore.agreements.reviews.Comparison;
import city.datastore.agreements.reviews.Findings;
import city.datastore.agreements.reviews.Period;
import city.datastore.agreements.reviews.Review;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.use.Uses;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lays what was used of an agreement beside what it promises, for whoever reviews it. */
public final class ReviewDesk {
    /** Most grants that are looked at. */
    private static final int MAX_GRANTS = 50_000;

    private final Reviews reviews;
    private final Variations variations;
    private final Uses uses;
    private final Grants grants;
    private final DatasetKnowledge datasets;
    private final Clock clock;

    public ReviewDesk(
            Reviews reviews,
            Variations variations,
            Uses uses,
            Grants grants,
            DatasetKnowledge datasets,
            Clock clock) {
        this.reviews = reviews;
        this.variations = variations;
        this.uses = uses;
        this.grants = grants;
        this.datasets = datasets;
        this.clock = clock;
    }

    /**
     * What a reviewer sees.
     *
     * @param past the reviews so far, newest first
     * @param latestNext the latest that a review made now can put off the next one
     */
    public record Looked(
            Offered agreement, Findings findings, List<Review> past, Instant latestNext) {
        public Looked {
            past = List.copyOf(past);
        }
    }

    /**
     * Looks at the use of an agreement.
     *
     * @param from first day; null since the last review, or since the agreement began
     * @param until first day that does not count; null up to today
     */
    public Recorded<Looked> look(
            Caller caller,
            AgreementRef reference,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {
        Recorded<Offered> seen = reviews.look(caller, reference);
        List<Review> past = reviews.of(reference);
        Period period = period(seen.value(), past, from, until);
        return new Recorded<>(
                new Looked(
                        seen.value(),
                        findings(caller, seen.value(), period),
                        past,
                        reviews.latestNext(seen.value())),
                seen.event());
    }

    /** The days that a reviewer looks at, none of them before the agreement began. */
    public Period period(
            Offered agreement,
            List<Review> past,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {
        LocalDate tomorrow = day(clock.instant()).plusDays(1);
        LocalDate end = Objects.requireNonNullElse(until, tomorrow);
        LocalDate began = day(agreement.head().terms().starts());
        LocalDate since = past.isEmpty() ? began : day(past.getFirst().by().at());
        LocalDate start = Objects.requireNonNullElse(from, since);
        LocalDate within = start.isBefore(began) ? began : start;
        return new Period(within.isBefore(end) ? within : end.minusDays(1), end);
    }

    /**
     * Begins the next version of the agreement without what was never used.
     *
     * @throws WrongState where there is nothing to leave out, or it is being varied already
     */
    public Recorded<Agreement> narrow(
            Caller caller,
            AgreementRef reference,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {
        Looked looked = look(caller, reference, from, until).value();
        var narrowing = looked.findings().proposal().narrowing();
        if (narrowing.isEmpty()) {
            throw new WrongState(
                    "nothing of "
                            + reference
                            + " stands out as never used; there is nothing to"
                            + " leave out");
        }
        return variations.begin(caller, reference, narrowing);
    }

    private Findings findings(Caller caller, Offered agreement, Period period) {
        var known = datasets.of(caller, agreement.head().terms().datasetIds());
        var reference = agreement.head().reference();
        return new Comparison(
                        agreement,
                        period,
                        uses.during(reference, period.from(), period.until()),
                        grants.givenUnder(
                                reference, start(period.from()), start(period.until()), MAX_GRANTS),
                        dataset -> known.columns(dataset).orElse(List.of()))
                .findings();
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, Uses.DAYS);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Uses.DAYS).toInstant();
    }
}
