package city.datastore.audit.verify;

import static city.datastore.audit.verify.JsonScan.demand;
import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Holds single values of an event, where they lie in its canonical bytes, against the columns
 * beside them and against what events may say. Not for several threads.
 */
final class RowValues {
    private static final int MAX_SEARCHABLE = 200;
    private static final int MAX_DETAIL = 400;
    private static final int ID_BYTES = 16;
    private static final long MICROS_TO_2000 = 946_684_800_000_000L;

    private static final byte[] PRUNE = "retention.prune".getBytes(US_ASCII);
    private static final byte[] ALLOWED = "allowed".getBytes(US_ASCII);
    private static final byte[] REFUSED = "refused".getBytes(US_ASCII);
    private static final byte[] DONE = "done".getBytes(US_ASCII);
    private static final byte[] FAILED = "failed".getBytes(US_ASCII);

    private final CopiedRows row;
    private final JsonScan json;
    private boolean agency;
    private boolean dataset;
    private boolean agreement;
    private boolean purpose;

    /**
     * @param row stands on the event
     * @param json goes over its canonical bytes
     */
    RowValues(CopiedRows row, JsonScan json) {
        this.row = row;
        this.json = json;
    }

    /** Another event begins. */
    void forget() {
        agency = false;
        dataset = false;
        agreement = false;
        purpose = false;
    }

    /** Whether columns are empty only where the event that was gone over has no such value. */
    boolean areAll() {
        return agency != row.isNull(EventRow.ACTOR_AGENCY)
                && dataset != row.isNull(EventRow.DATASET)
                && dataset != row.isNull(EventRow.OWNER_AGENCY)
                && agreement != row.isNull(EventRow.AGREEMENT)
                && purpose != row.isNull(EventRow.PURPOSE);
    }

    /**
     * Goes over the value that comes next.
     *
     * @throws UnsureException unless it is sure that it is right
     */
    void see(Value value) {
        switch (value) {
            case TIME -> time(json.whole());
            case ID -> id();
            case PERSON -> {
                column(EventRow.ACTOR);
                demand(PlainNames.person(row.bytes(), json.from(), json.to()));
            }
            case USERNAME -> shortened(EventRow.USERNAME);
            case ACTION -> {
                shortened(EventRow.ACTION);
                demand(!json.is(PRUNE));
            }
            case OUTCOME -> outcome();
            case REQUEST -> {
                var _ = json.text();
                demand(PlainNames.request(row.bytes(), json.from(), json.to()));
            }
            case AGENCY -> {
                column(EventRow.ACTOR_AGENCY);
                demand(PlainNames.agency(row.bytes(), json.from(), json.to()));
                agency = true;
            }
            case DATASET -> dataset();
            case AGREEMENT -> {
                column(EventRow.AGREEMENT);
                demand(PlainNames.agreement(row.bytes(), json.from(), json.to()));
                agreement = true;
            }
            case PURPOSE -> {
                column(EventRow.PURPOSE);
                demand(PlainNames.purpose(row.bytes(), json.from(), json.to()));
                purpose = true;
            }
            case UUID -> {
                var _ = json.text();
                demand(PlainNames.uuid(row.bytes(), json.from(), json.to()));
            }
            case VERSION -> {
                long version = json.whole();
                demand(version >= 0 && version <= Integer.MAX_VALUE);
            }
            case WHOLE -> {
                var _ = json.whole();
            }
            case DETAIL -> {
                var _ = json.text();
                demand(json.to() - json.from() <= MAX_DETAIL);
            }
            case TEXT -> {
                var _ = json.text();
            }
            case TEXTS -> json.texts();
            case END -> json.end();
        }
    }

    /** Goes over a text that has to stand in this column. */
    private void column(int column) {
        var _ = json.text();
        demand(row.is(column, row.bytes(), json.from(), json.to()));
    }

    /**
     * Columns hold the first 200 characters of such texts: a longer one is not for a quick look.
     */
    private void shortened(int column) {
        column(column);
        demand(json.to() - json.from() <= MAX_SEARCHABLE);
    }

    private void time(long millis) {
        demand(
                row.length(EventRow.AT) == Long.BYTES
                        && row.whole(EventRow.AT) == millis * 1_000 - MICROS_TO_2000);
    }

    private void id() {
        var _ = json.text();
        demand(
                row.length(EventRow.ID) == ID_BYTES
                        && PlainNames.uuidOf(
                                row.bytes(), json.from(), json.to(), row.start(EventRow.ID)));
    }

    private void outcome() {
        column(EventRow.OUTCOME);
        demand(json.is(ALLOWED) || json.is(REFUSED) || json.is(DONE) || json.is(FAILED));
    }

    private void dataset() {
        column(EventRow.DATASET);
        byte[] bytes = row.bytes();
        int slash = json.from();
        while (slash < json.to() && bytes[slash] != '/') {
            slash++;
        }
        demand(slash < json.to());
        demand(PlainNames.dataset(bytes, json.from(), slash, json.to()));
        demand(row.is(EventRow.OWNER_AGENCY, bytes, json.from(), slash));
        dataset = true;
    }
}
