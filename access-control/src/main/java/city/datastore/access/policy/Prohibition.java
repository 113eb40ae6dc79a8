package city.datastore.access.policy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.ProhibitionId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of data forbids, whatever agreements and grants allow: it wins over all of them.
 *
 * @param dataset null: every dataset of the owner
 * @param person user name or subject of the one person it keeps out, null: everybody
 * @param until first instant at which it no longer stands, null: until it is lifted
 */
public record Prohibition(
        ProhibitionId id,
        Kind kind,
        AgencyCode owner,
        @Nullable DatasetId dataset,
        @Nullable String person,
        @Nullable Instant until)
        implements OwnerRule<ProhibitionId> {

    /** Whom it keeps out. */
    public enum Kind {
        /** One person. */
        BAR,
        /** Everybody, the owner's own data stewards too. */
        FREEZE,
        /** Everybody but the owner's data stewards, until an instant. */
        EMBARGO;

        /** How it is written in rows, calls and pages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of that code, if there is one. */
        public static Optional<Kind> of(@Nullable String code) {
            return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
        }
    }

    public Prohibition {
        OwnerRule.checkOwner(owner, dataset);
        if ((kind == Kind.BAR) != (person != null)) {
            throw new IllegalArgumentException("a bar, and nothing else, is about one person");
        }
        if (kind != Kind.BAR && dataset == null) {
            throw new IllegalArgumentException("only a bar can be about every dataset");
        }
        if (kind == Kind.EMBARGO && until == null) {
            throw new IllegalArgumentException("an embargo ends");
        }
        person = person == null ? null : normalised(person);
    }

    /** How a person is written down: names of people are the same in any case of letters. */
    public static String normalised(String person) {
        return person.toLowerCase(Locale.ROOT);
    }

    /** Whether it keeps this caller from this dataset at that instant. */
    boolean stops(Caller caller, DatasetId wanted, Instant now) {
        return concerns(wanted)
                && (until == null || now.isBefore(until))
                && (person == null || names(caller, person));
    }

    /** Whether a person written down by user name or subject is this caller. */
    static boolean names(Caller caller, String person) {
        return normalised(caller.username()).equals(normalised(person))
                || normalised(caller.person().value()).equals(normalised(person));
    }
}
