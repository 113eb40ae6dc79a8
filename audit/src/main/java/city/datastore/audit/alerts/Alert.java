package city.datastore.audit.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AlertId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.trail.TrailQuery;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something in the record that an auditor should look at; at most one for a kind, a subject and a
 * span.
 *
 * @param subject the person, the dataset, or both, or the witness, or what is wrong with the
 *     record, that there is one alert about in a span
 * @param from first instant of the span whose events belong to it
 * @param until last instant, not included
 * @param raisedAt the time of the event that raised it, or when a witness answered
 * @param reason one or two plain sentences with the numbers
 * @param person whose acts it is about; null where that is everybody who read a dataset, or nobody
 * @param dataset null where the events concern several or none
 * @param owner the agency that owns the data; null where the events concern the data of several
 *     agencies or none
 * @param events how many events raised it; none where the log as a whole is in doubt
 * @param first null where there are none, as is {@code last}
 */
public record Alert(
        AlertKind kind,
        String subject,
        Instant from,
        Instant until,
        Instant raisedAt,
        String reason,
        @Nullable Person person,
        @Nullable DatasetId dataset,
        @Nullable AgencyCode owner,
        long events,
        @Nullable EventId first,
        @Nullable EventId last) {

    /** Who acted, as the event that raised it names them. */
    public record Person(PersonId id, String username, @Nullable AgencyCode agency) {}

    /** Follows from kind, subject and span, and from nothing else. */
    public AlertId id() {
        String about = kind.word() + "\n" + subject + "\n" + from.toEpochMilli();
        ByteBuffer bytes = ByteBuffer.wrap(digest(about));
        long high = (bytes.getLong() & ~0xf000L) | 0x8000L;
        long low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new AlertId(new UUID(high, low));
    }

    /**
     * Finds its events in the record, and those of the same kind that followed in its span; among
     * refusals also those in doubt, which raise none.
     */
    public TrailQuery inTheTrail() {
        return new TrailQuery(
                person == null ? null : person.id().value(),
                null,
                dataset,
                null,
                null,
                switch (kind) {
                    case BULK_READING -> Seen.RELEASE;
                    case OUT_OF_HOURS, LONG_SILENCE, BREAK_IN_VOLUME, OWN_RECORDS -> Seen.READ;
                    case MANY_EMERGENCIES -> Seen.EMERGENCY;
                    case MANY_REFUSALS, OTHER_HISTORY, RECORD_FAULT, WITNESS_BROKEN -> null;
                },
                switch (kind) {
                    case BULK_READING, OTHER_HISTORY, RECORD_FAULT, WITNESS_BROKEN -> null;
                    case OUT_OF_HOURS, LONG_SILENCE, BREAK_IN_VOLUME, OWN_RECORDS -> Seen.ALLOWED;
                    case MANY_EMERGENCIES -> Seen.DONE;
                    case MANY_REFUSALS -> Seen.REFUSED;
                },
                from,
                until,
                null);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
