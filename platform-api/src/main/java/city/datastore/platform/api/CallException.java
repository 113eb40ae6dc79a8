package city.datastore.platform.api;

import city.datastore.audit.names.EventId;
import java.util.List;

/** Why a call cannot be understood, before anything is decided; one kind for each answer to it. */
abstract sealed class CallException extends RuntimeException {
    private CallException(String message) {
        super(message);
    }

    private CallException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The body is not the JSON that is wanted here. */
    static final class BadBody extends CallException {
        private final transient List<FaultJson> faults;

        BadBody(String message, List<FaultJson> faults, Throwable cause) {
            super(message, cause);
            this.faults = List.copyOf(faults);
        }

        List<FaultJson> faults() {
            return faults;
        }
    }

    /** The body is longer than JSON may be here. */
    static final class BodyTooLong extends CallException {
        BodyTooLong(int maxBytes) {
            super(
                    "the JSON body is longer than "
                            + maxBytes
                            + " bytes, which is the most a body of JSON may have");
        }
    }

    /** Fields of the body break their rules. */
    static final class BadFields extends CallException {
        private final transient List<FaultJson> faults;

        BadFields(List<FaultJson> faults) {
            super(faults.getFirst().field() + ": " + faults.getFirst().detail());
            this.faults = List.copyOf(faults);
        }

        List<FaultJson> faults() {
            return faults;
        }
    }

    /** A value in the query or a header breaks its rule. */
    static final class BadParameter extends CallException {
        private final String name;

        BadParameter(String name, String message) {
            super(message);
            this.name = name;
        }

        String name() {
            return name;
        }
    }

    /** Something in the path cannot be the name of anything. */
    static final class NoSuchThing extends CallException {
        NoSuchThing(String message) {
            super(message);
        }
    }

    /** An edit that started from what is there no longer; says how the two differ. */
    static final class LostEdit extends CallException {
        private final transient List<VariationJson.Change> changes;

        LostEdit(String message, List<VariationJson.Change> changes, Throwable cause) {
            super(message, cause);
            this.changes = List.copyOf(changes);
        }

        /** From what is stored now to what was sent. */
        List<VariationJson.Change> changes() {
            return changes;
        }
    }

    /** A change that has to name the state it starts from does not. */
    static final class NoPrecondition extends CallException {
        NoPrecondition(String message) {
            super(message);
        }
    }

    /** The state named is one that there never was. */
    static final class PreconditionFailed extends CallException {
        PreconditionFailed(String message) {
            super(message);
        }
    }

    /** There was one, and it is no longer kept; the event that records that somebody asked. */
    static final class NoLongerKept extends CallException {
        private final transient EventId event;

        NoLongerKept(EventId event, String message) {
            super(message);
            this.event = event;
        }

        EventId event() {
            return event;
        }
    }

    /** The file has no byte in the range asked for. */
    static final class RangeOutside extends CallException {
        private final long sizeBytes;

        RangeOutside(long sizeBytes) {
            super("the range starts beyond the end of the file, which has " + sizeBytes + " bytes");
            this.sizeBytes = sizeBytes;
        }

        long sizeBytes() {
            return sizeBytes;
        }
    }
}
