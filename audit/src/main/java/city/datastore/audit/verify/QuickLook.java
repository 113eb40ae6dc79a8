package city.datastore.audit.verify;

import static city.datastore.audit.verify.JsonScan.demand;
import static java.nio.charset.StandardCharsets.US_ASCII;

import city.datastore.audit.event.EventCodec;
import city.datastore.audit.verify.JsonScan.UnsureException;

/**
 * Holds the columns of an event against its canonical bytes in one pass over both, and makes
 * nothing of either. It says yes only where {@link Judged} finds no fault and no announcement; a no
 * means nothing by itself, {@link Judged} has to say. Not for several threads.
 */
final class QuickLook {
    private static final long CLASS = 6005;
    private static final int MAX_SEARCHABLE = 200;
    private static final int MAX_DETAILS = 16;
    private static final int MAX_DETAIL = 400;
    private static final long MICROS_TO_2000 = 946_684_800_000_000L;

    /** Class, activity, time, id, person, user name, action, outcome and request. */
    private static final int IN_EVERY_EVENT = 9;

    private static final byte[] PRUNE = "retention.prune".getBytes(US_ASCII);
    private static final byte[] ALLOWED = "allowed".getBytes(US_ASCII);
    private static final byte[] REFUSED = "refused".getBytes(US_ASCII);
    private static final byte[] DONE = "done".getBytes(US_ASCII);
    private static final byte[] FAILED = "failed".getBytes(US_ASCII);

    private final CopiedRows row;
    private final JsonScan json = new JsonScan();

    /** How many of the fields that every event has were there; no object has a name twice. */
    private int had;

    private boolean agency;
    private boolean dataset;
    private boolean agreement;
    private boolean purpose;

    /**
     * @param row stands on the event that is looked at
     */
    QuickLook(CopiedRows row) {
        this.row = row;
    }

    /** Whether it is sure that the columns say what the canonical bytes say. */
    boolean isSure() {
        int length = row.length(EventRow.CANONICAL);
        if (length < 0 || length > EventCodec.MAX_BYTES) {
            return false;
        }
        had = 0;
        agency = false;
        dataset = false;
        agreement = false;
        purpose = false;
        try {
            json.begin(row.bytes(), row.start(EventRow.CANONICAL), length);
            event();
            json.end();
        } catch (UnsureException _) {
            return false;
        }
        return had == IN_EVERY_EVENT
                && agency != row.isNull(EventRow.ACTOR_AGENCY)
                && dataset != row.isNull(EventRow.DATASET)
                && dataset != row.isNull(EventRow.OWNER_AGENCY)
                && agreement != row.isNull(EventRow.AGREEMENT)
                && purpose != row.isNull(EventRow.PURPOSE);
    }

    private void event() {
        json.object();
        while (json.field()) {
            switch (json.name()) {
                case CLASS_UID -> had(json.whole() == CLASS);
                case TIME -> had(time(json.whole()));
                case ACTIVITY_ID -> {
                    var _ = json.whole();
                    had(true);
                }
                case ACTOR -> actor();
                case METADATA -> metadata();
                case UNMAPPED -> ours();
                default -> json.value();
            }
        }
    }

    private void had(boolean right) {
        demand(right);
        had++;
    }

    private boolean time(long millis) {
        return row.length(EventRow.AT) == Long.BYTES
                && row.whole(EventRow.AT) == millis * 1_000 - MICROS_TO_2000;
    }

    private void actor() {
        json.object();
        while (json.field()) {
            switch (json.name()) {
                case USER -> user();
                default -> json.value();
            }
        }
    }

    private void user() {
        json.object();
        while (json.field()) {
            switch (json.name()) {
                case UID -> {
                    text(EventRow.ACTOR);
                    had(PlainNames.person(row.bytes(), json.from(), json.to()));
                }
                case NAME -> {
                    shortText(EventRow.USERNAME);
                    had(true);
                }
                default -> json.value();
            }
        }
    }

    private void metadata() {
        json.object();
        while (json.field()) {
            switch (json.name()) {
                case UID -> {
                    var _ = json.text();
                    had(row.length(EventRow.ID) == 16 && isId(row.start(EventRow.ID)));
                }
                default -> json.value();
            }
        }
    }

    private void ours() {
        byte[] bytes = row.bytes();
        json.object();
        while (json.field()) {
            switch (json.name()) {
                case ACTION -> {
                    shortText(EventRow.ACTION);
                    had(!json.is(PRUNE));
                }
                case OUTCOME -> {
                    text(EventRow.OUTCOME);
                    had(json.is(ALLOWED) || json.is(REFUSED) || json.is(DONE) || json.is(FAILED));
                }
                case REQUEST_ID -> {
                    var _ = json.text();
                    had(PlainNames.request(bytes, json.from(), json.to()));
                }
                case AGENCY -> {
                    text(EventRow.ACTOR_AGENCY);
                    demand(PlainNames.agency(bytes, json.from(), json.to()));
                    agency = true;
                }
                case DATASET -> {
                    dataset();
                    dataset = true;
                }
                case AGREEMENT -> {
                    text(EventRow.AGREEMENT);
                    demand(PlainNames.agreement(bytes, json.from(), json.to()));
                    agreement = true;
                }
                case PURPOSE -> {
                    text(EventRow.PURPOSE);
                    demand(PlainNames.purpose(bytes, json.from(), json.to()));
                    purpose = true;
                }
                case DATASET_VERSION, AGREEMENT_VERSION -> {
                    long version = json.whole();
                    demand(version >= 0 && version <= Integer.MAX_VALUE);
                }
                case BYTES -> {
                    var _ = json.whole();
                }
                case ACCESS_REQUEST, GRANT -> uuid();
                case ROLES, COLUMNS -> texts();
                case REASONS -> reasons();
                case DETAILS -> details();
                default -> json.value();
            }
        }
    }

    /** Reads a text that has to stand in this column. */
    private void text(int column) {
        var _ = json.text();
        demand(row.is(column, row.bytes(), json.from(), json.to()));
    }

    /**
     * Columns hold the first 200 characters of such texts: a longer one is not for a quick look.
     */
    private void shortText(int column) {
        text(column);
        demand(json.to() - json.from() <= MAX_SEARCHABLE);
    }

    private void uuid() {
        var _ = json.text();
        demand(PlainNames.uuid(row.bytes(), json.from(), json.to()));
    }

    private boolean isId(int start) {
        return PlainNames.uuidOf(row.bytes(), json.from(), json.to(), start);
    }

    private void dataset() {
        text(EventRow.DATASET);
        byte[] bytes = row.bytes();
        int slash = json.from();
        while (slash < json.to() && bytes[slash] != '/') {
            slash++;
        }
        demand(slash < json.to());
        demand(PlainNames.dataset(bytes, json.from(), slash, json.to()));
        demand(row.is(EventRow.OWNER_AGENCY, bytes, json.from(), slash));
    }

    private void texts() {
        json.array();
        while (json.item()) {
            var _ = json.text();
        }
    }

    private void reasons() {
        json.array();
        while (json.item()) {
            int texts = 0;
            json.object();
            while (json.field()) {
                switch (json.name()) {
                    case CODE, TEXT -> {
                        var _ = json.text();
                        texts++;
                    }
                    default -> json.value();
                }
            }
            demand(texts == 2);
        }
    }

    private void details() {
        int details = 0;
        json.object();
        while (json.field()) {
            var _ = json.text();
            details++;
            demand(json.to() - json.from() <= MAX_DETAIL);
        }
        demand(details <= MAX_DETAILS);
    }
}
