package city.datastore.audit.log;

/** A note that is not to be believed. */
public sealed class NoteException extends RuntimeException {
    private NoteException(String message) {
        super(message);
    }

    /** A signature in the name of a known key does not hold. */
    public static final class BadSignature extends NoteException {
        BadSignature(VerifierKey key) {
            super("the signature by " + key.nameAndId() + " does not hold");
        }
    }

    /** None of the known keys has signed. */
    public static final class NotSigned extends NoteException {
        NotSigned() {
            super("the note is not signed by any key that is known here");
        }
    }

    /** The log that signed goes by another name than the checkpoint. */
    public static final class OtherOrigin extends NoteException {
        OtherOrigin(String origin) {
            super("the checkpoint is of \"" + origin + "\", which is no log that is known here");
        }
    }

    /** Too few of the witnesses have cosigned. */
    public static final class NoQuorum extends NoteException {
        NoQuorum(String quorum) {
            super("the cosignatures do not make up the quorum \"" + quorum + "\"");
        }
    }
}
