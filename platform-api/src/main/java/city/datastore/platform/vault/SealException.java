package city.datastore.platform.vault;

import java.io.IOException;

/** An upload that was not sealed; nothing of it is left behind. */
public abstract sealed class SealException extends RuntimeException {
    private SealException(String message) {
        super(message);
    }

    private SealException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The upload is longer than its limit. */
    public static final class TooLarge extends SealException {
        private final long maxBytes;

        TooLarge(long maxBytes) {
            super("the upload is larger than the limit of " + maxBytes + " bytes");
            this.maxBytes = maxBytes;
        }

        /** The limit that was passed, in bytes. */
        public long maxBytes() {
            return maxBytes;
        }
    }

    /** The disk that keeps the vault is full. */
    public static final class NoSpace extends SealException {
        NoSpace(IOException cause) {
            super(
                    "the disk that keeps the vault is full: free some space, then upload again",
                    cause);
        }
    }

    /** The sender stopped, or its connection broke, before the end. */
    public static final class SourceCut extends SealException {
        SourceCut(IOException cause) {
            super("the upload ended before all of it had arrived", cause);
        }
    }
}
