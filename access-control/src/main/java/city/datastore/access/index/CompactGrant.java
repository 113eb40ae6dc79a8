package city.datastore.access.index;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A grant as it lies in memory, with those that the same person was given on the same dataset
 * before: its instants are numbers, and so is its holder where two numbers hold the whole id, so
 * that reading it takes few looks into memory. Whoever asks for it brings the names of person and
 * dataset along.
 */
final class CompactGrant {
    private final long fromSecond;
    private final long untilSecond;
    private final int fromNano;
    private final int untilNano;
    private final int count;
    private final boolean revoked;
    private final GrantId id;
    private final AgencyCode agency;
    private final DatasetId dataset;
    private final AgreementRef agreement;
    private final PurposeCode purpose;
    private final Set<PermittedAction> actions;
    private final ColumnScope columns;
    private final long holderHigh;
    private final long holderLow;

    /** Null where the numbers say it. */
    private final @Nullable String holder;

    private final String name;
    private final @Nullable CompactGrant before;

    /**
     * @param name what the holder was called when it was given
     * @param before what the person was given on that dataset before, null where that is nothing
     */
    CompactGrant(HeldGrant grant, String name, @Nullable CompactGrant before) {
        var from = grant.from();
        this.fromSecond = from.getEpochSecond();
        this.fromNano = from.getNano();
        var until = grant.until();
        this.untilSecond = until.getEpochSecond();
        this.untilNano = until.getNano();
        this.revoked = grant.revoked();
        this.id = grant.id();
        this.agency = grant.agency();
        this.dataset = grant.dataset();
        this.agreement = grant.agreement();
        this.purpose = grant.purpose();
        this.actions = grant.actions();
        this.columns = grant.columns();
        var person = grant.holder();
        this.holderHigh = person.high();
        this.holderLow = person.low();
        this.holder = person.numbered() ? null : person.value();
        this.name = name;
        this.before = before;
        this.count = before == null ? 1 : before.count + 1;
    }

    boolean isOf(PersonId person, DatasetId data) {
        return holderHigh == person.high()
                && holderLow == person.low()
                && (holder == null || holder.equals(person.value()))
                && dataset.equals(data);
    }

    DatasetId dataset() {
        return dataset;
    }

    String name() {
        return name;
    }

    /** How many there are, with those before. */
    int count() {
        return count;
    }

    /**
     * All of them, in the order in which they were given.
     *
     * @param person whose they are
     * @param data what they are on
     */
    List<HeldGrant> all(PersonId person, DatasetId data) {
        if (before == null) {
            return List.of(grant(person, data));
        }
        var all = new ArrayList<HeldGrant>(count);
        for (var each = this; each != null; each = each.before) {
            all.add(each.grant(person, data));
        }
        Collections.reverse(all);
        return List.copyOf(all);
    }

    /**
     * The newest of them; ids of grants are in the order in which they were given.
     *
     * @param called of those that were given to somebody of that user name; null: of all of them
     */
    @Nullable Holding newest(PersonId person, DatasetId data, @Nullable String called) {
        CompactGrant newest = null;
        for (var each = this; each != null; each = each.before) {
            if ((called == null || called.equals(each.name))
                    && (newest == null || each.id.value().compareTo(newest.id.value()) > 0)) {
                newest = each;
            }
        }
        return newest == null ? null : new Holding(newest.grant(person, data), newest.name);
    }

    /** This one alone. */
    HeldGrant grant(PersonId person, DatasetId data) {
        return new HeldGrant(
                id,
                person,
                agency,
                data,
                agreement,
                purpose,
                actions,
                columns,
                Instant.ofEpochSecond(fromSecond, fromNano),
                Instant.ofEpochSecond(untilSecond, untilNano),
                revoked);
    }
}
