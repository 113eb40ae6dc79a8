package city.datastore.audit.merkle;

/** A proof that does not prove what it should. */
public sealed class ProofException extends RuntimeException {
    private ProofException(String message) {
        super(message);
    }

    /** The index, the sizes or the number of hashes cannot belong to any proof. */
    public static final class WrongShape extends ProofException {
        WrongShape(String message) {
            super(message);
        }
    }

    /** The proof leads to another root than the one it should lead to. */
    public static final class OtherRoot extends ProofException {
        OtherRoot(String which, Hash expected, Hash found) {
            super("the proof leads to the %s %s, not to %s".formatted(which, found, expected));
        }
    }
}
