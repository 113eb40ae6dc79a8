package city.datastore.agreements.signing;

/** A statement under the platform's signature. Shows nothing of the person as text. */
public final class Seal {
    private final String digest;
    private final byte[] message;

    /**
     * @param digest of the terms that were signed, lower-case hexadecimal
     * @param message CMS SignedData (RFC 5652) that holds the statement and the certificate, in DER
     *     form
     */
    public Seal(String digest, byte[] message) {
        this.digest = digest;
        this.message = message.clone();
    }

    public String digest() {
        return digest;
    }

    public byte[] message() {
        return message.clone();
    }

    @Override
    public String toString() {
        return "Seal[" + digest + "]";
    }
}
