package city.datastore.access.prohibitions;

import city.datastore.access.ownerrules.OwnerRuleAsk;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.UkTime;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an owner fills in.
 *
 * @param dataset null: every dataset of the owner, which only a bar can be about
 * @param person user name or subject; for a bar, and for nothing else
 * @param until when it ends by itself, null: when it is lifted
 */
public record ProhibitionAsk(
        Prohibition.Kind kind,
        @Nullable DatasetId dataset,
        @Nullable PersonId person,
        @Nullable Instant until,
        String reason)
        implements OwnerRuleAsk {
    private static final int MAX_YEARS = 10;

    Prohibition checked(AgencyCode owner, Instant now) {
        if (kind == Prohibition.Kind.BAR && person == null) {
            throw new OwnerRuleException.BadField("person", "say whom to bar, by user name");
        }
        if (kind != Prohibition.Kind.BAR && person != null) {
            throw new OwnerRuleException.BadField(
                    "person", "only a bar is about one person: leave it out, or set a bar");
        }
        if (kind != Prohibition.Kind.BAR && dataset == null) {
            throw new OwnerRuleException.BadField("dataset", "say which dataset");
        }
        checkDataset(owner, "forbid on your own data");
        if (kind == Prohibition.Kind.EMBARGO && until == null) {
            throw new OwnerRuleException.BadField("until", "say when the embargo ends");
        }
        return new Prohibition(
                ProhibitionId.at(now),
                kind,
                owner,
                dataset,
                person == null ? null : person.value(),
                until == null ? null : end(until, now));
    }

    private static Instant end(Instant until, Instant now) {
        if (!until.isAfter(now)) {
            throw new OwnerRuleException.BadField(
                    "until",
                    "it has to end in the future, and " + UkTime.end(until) + " is in the past");
        }
        if (until.isAfter(UkTime.latest(now, Period.ofYears(MAX_YEARS)))) {
            throw new OwnerRuleException.BadField(
                    "until", "it can last at most " + MAX_YEARS + " years");
        }
        return until.truncatedTo(ChronoUnit.MILLIS);
    }
}
