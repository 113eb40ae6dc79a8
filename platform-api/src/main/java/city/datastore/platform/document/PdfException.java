package city.datastore.platform.document;

/** Why there is no PDF; one kind for each thing to do about it. */
public abstract sealed class PdfException extends RuntimeException {
    private PdfException(String message) {
        super(message);
    }

    private PdfException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The document is larger than a PDF is made of. */
    public static final class TooLarge extends PdfException {
        TooLarge(String message) {
            super(message);
        }
    }

    /** Others are being made, or this one took too long. */
    public static final class Busy extends PdfException {
        Busy() {
            super("too many documents are being made just now; try again in a minute");
        }
    }

    /** The page is not what this room takes, which is a fault of the platform. */
    public static final class Unreadable extends PdfException {
        Unreadable(Throwable cause) {
            super("the page is not well-formed", cause);
        }
    }
}
