package city.datastore.platform.datasets;

/**
 * Why a dataset or version could not be made, stored or found; one kind for each thing a caller can
 * do about it.
 */
public abstract sealed class DatasetException extends RuntimeException {
    private DatasetException(String message) {
        super(message);
    }

    /** There is none of that name, or none that the caller may know of. */
    public static final class NotFound extends DatasetException {
        public NotFound(String what) {
            super("there is no " + what);
        }
    }

    /** The agency already has a dataset of that name. */
    public static final class NameTaken extends DatasetException {
        public NameTaken(String message) {
            super(message);
        }
    }

    /** A field breaks its rule. */
    public static final class BadField extends DatasetException {
        private final String field;

        public BadField(String field, String message) {
            super(message);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /** The bytes that came are not the bytes that were announced; nothing is kept. */
    public static final class DigestMismatch extends DatasetException {
        public DigestMismatch(String message) {
            super(message);
        }
    }

    /** An upload without a single byte; nothing is kept. */
    public static final class Empty extends DatasetException {
        public Empty() {
            super("the upload has no bytes; send the file as the body");
        }
    }

    /** The upload is larger than the platform takes; nothing is kept. */
    public static final class TooLarge extends DatasetException {
        public TooLarge(long maxBytes) {
            super(
                    "the upload is larger than "
                            + maxBytes
                            + " bytes, which is the most one version may have");
        }
    }

    /** The sender broke off; nothing is kept. */
    public static final class CutShort extends DatasetException {
        public CutShort(String message) {
            super(message);
        }
    }

    /** The same idempotency key came with other bytes. */
    public static final class KeyReused extends DatasetException {
        public KeyReused(String message) {
            super(message);
        }
    }

    /**
     * The agreement names a column that this version does not have, or the file cannot be cut to
     * columns.
     */
    public static final class NotProjectable extends DatasetException {
        public NotProjectable(String message) {
            super(message);
        }
    }

    /** The stored bytes are not what was stored; that is on the record. */
    public static final class Damaged extends DatasetException {
        public Damaged() {
            super(
                    "the stored file failed its integrity check; its owner and the auditors can see this in the record");
        }
    }

    /** There is no room to store it; nothing is kept. */
    public static final class NoRoom extends DatasetException {
        public NoRoom() {
            super("the platform has no room left to store this; nothing was kept, try again later");
        }
    }
}
