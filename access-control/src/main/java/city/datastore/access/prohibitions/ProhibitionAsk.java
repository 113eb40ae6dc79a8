package city.datastore.access.prohibitions;

import city.datastore.access.ownerrules.OwnerRuleAsk;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.policy.Prohibition;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.ProhibitionId;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
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
        @Nullable String person,
        @Nullable Instant until,
        String reason)
        implements OwnerRuleAsk {
    private static final int MAX_YEARS = 10;
    private static final int MAX_NAME = 128;

    /** All that a user name or the subject of a token can have. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}:_.@+'-]+");

    /**
     * @throws NameException if nobody can be called so
     */
    public ProhibitionAsk {
        if (person != null) {
            whom(person);
        }
    }

    /**
     * The same name, which somebody can have.
     *
     * @throws NameException if nobody can be called so
     */
    public static String whom(String name) {
        if (Prohibition.normalised(name).length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw new NameException(
                    "user name",
                    name,
                    "letters, digits and : _ . @ + ' -, at most " + MAX_NAME + " characters");
        }
        return name;
    }

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
                person,
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
