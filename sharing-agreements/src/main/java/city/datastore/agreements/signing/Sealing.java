package city.datastore.agreements.signing;

import city.datastore.audit.evidence.EvidenceSigner;

/**
 * Seals what people sign, under the certificate that also vouches for evidence packs. The person
 * has signed in, with a second factor where it takes one; the platform says so and cannot take it
 * back.
 */
public final class Sealing {
    private final EvidenceSigner signer;

    public Sealing(EvidenceSigner signer) {
        this.signer = signer;
    }

    public Seal seal(Statement statement) {
        return new Seal(
                statement.digest(), signer.signWhole(statement.bytes(), statement.by().at()));
    }
}
