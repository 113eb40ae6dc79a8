package city.datastore.audit.verify;

import static city.datastore.audit.verify.JsonScan.demand;

import city.datastore.audit.event.EventCodec;
import org.jspecify.annotations.Nullable;

/**
 * Holds the columns of an event against its canonical bytes in one pass over both, and makes
 * nothing of either. It says yes only where {@link Judged} finds no fault and no announcement; a no
 * means nothing by itself, {@link Judged} has to say. Not for several threads.
 */
final class QuickLook {
    private static final long CLASS = 6005;
    private static final int MAX_DETAILS = 16;

    /** Class, activity, time, id, person, user name, action, outcome and request. */
    private static final int IN_EVERY_EVENT = 9;

    private final CopiedRows row;
    private final JsonScan json = new JsonScan();
    private final RowValues values;
    private final Shapes shapes = new Shapes();

    /** How many of the fields that every event has were there; no object has a name twice. */
    private int had;

    /**
     * @param row stands on the event that is looked at
     */
    QuickLook(CopiedRows row) {
        this.row = row;
        this.values = new RowValues(row, json);
    }

    /** Whether it is sure that the columns say what the canonical bytes say. */
    boolean isSure() {
        int length = row.length(EventRow.CANONICAL);
        return length >= 0
                && length <= EventCodec.MAX_BYTES
                && (hasKnownShape() || isReadThrough())
                && values.areAll();
    }

    private void begin() {
        values.forget();
        json.begin(row.bytes(), row.start(EventRow.CANONICAL), row.length(EventRow.CANONICAL));
    }

    /** Whether all is right, and around the values as it was in another event that was right. */
    private boolean hasKnownShape() {
        begin();
        Shapes.@Nullable Piece piece = shapes.beginning();
        try {
            do {
                piece = json.pass(piece);
                if (piece == null) {
                    return false;
                }
                values.see(piece.value());
            } while (piece.value() != Value.END);
        } catch (UnsureException _) {
            return false;
        }
        return true;
    }

    /** Whether all is right, whatever shape it has. */
    private boolean isReadThrough() {
        begin();
        shapes.forget();
        had = 0;
        try {
            event();
            int end = json.at();
            values.see(Value.END);
            demand(had == IN_EVERY_EVENT);
            shapes.remember(row.bytes(), row.start(EventRow.CANONICAL), end);
        } catch (UnsureException _) {
            return false;
        }
        return true;
    }

    /** Sees a value that has other bytes in other events of the same shape. */
    private void see(Value value) {
        int start = json.at();
        values.see(value);
        shapes.note(value, start, json.at());
    }

    private void had(Value value) {
        see(value);
        had++;
    }

    private void event() {
        json.object();
        while (json.field()) {
            switch (json.name()) {
                case CLASS_UID -> {
                    demand(json.whole() == CLASS);
                    had++;
                }
                case ACTIVITY_ID -> {
                    var _ = json.whole();
                    had++;
                }
                case TIME -> had(Value.TIME);
                case ACTOR -> actor();
                case METADATA -> metadata();
                case UNMAPPED -> ours();
                case API, DATABUCKET -> differing();
                default -> json.value();
            }
        }
    }

    /** A value that the columns do not hold, with texts that differ from event to event. */
    private void differing() {
        switch (json.peek()) {
            case '"' -> see(Value.TEXT);
            case '{' -> {
                json.object();
                while (json.field()) {
                    differing();
                }
            }
            default -> json.value();
        }
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
                case UID -> had(Value.PERSON);
                case NAME -> had(Value.USERNAME);
                default -> differing();
            }
        }
    }

    private void metadata() {
        json.object();
        while (json.field()) {
            switch (json.name()) {
                case UID -> had(Value.ID);
                default -> json.value();
            }
        }
    }

    private void ours() {
        json.object();
        while (json.field()) {
            switch (json.name()) {
                case ACTION -> had(Value.ACTION);
                case OUTCOME -> had(Value.OUTCOME);
                case REQUEST_ID -> had(Value.REQUEST);
                case AGENCY -> see(Value.AGENCY);
                case DATASET -> see(Value.DATASET);
                case AGREEMENT -> see(Value.AGREEMENT);
                case PURPOSE -> see(Value.PURPOSE);
                case DATASET_VERSION, AGREEMENT_VERSION -> see(Value.VERSION);
                case BYTES -> see(Value.WHOLE);
                case ACCESS_REQUEST, GRANT -> see(Value.UUID);
                case COLUMNS -> see(Value.TEXTS);
                case ROLES -> json.texts();
                case REASONS -> reasons();
                case DETAILS -> details();
                default -> json.value();
            }
        }
    }

    private void reasons() {
        json.array();
        while (json.item()) {
            int texts = 0;
            json.object();
            while (json.field()) {
                switch (json.name()) {
                    case CODE -> {
                        var _ = json.text();
                        texts++;
                    }
                    case TEXT -> {
                        see(Value.TEXT);
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
            see(Value.DETAIL);
            details++;
        }
        demand(details <= MAX_DETAILS);
    }
}
