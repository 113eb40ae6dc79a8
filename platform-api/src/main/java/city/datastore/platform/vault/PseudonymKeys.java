package city.datastore.platform.vault;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.util.Optional;

/**
 * Where the vault keeps the keys of agreements' pseudonyms, each wrapped; outside the vault nobody
 * can do anything with them.
 */
public interface PseudonymKeys {

    /**
     * A key that is wrapped under an agency's key.
     *
     * @param agency whose key it is wrapped under
     * @param generation of that key
     * @param nonce of the wrap, 12 bytes in lower-case hex
     * @param wrapped the key's 32 bytes and the tag, in lower-case hex
     */
    record Wrapped(AgencyCode agency, int generation, String nonce, String wrapped) {}

    /** The key of that agreement, if it has one. */
    Optional<Wrapped> find(AgreementRef agreement);

    /**
     * Keeps a key for good, unless there is one already.
     *
     * @return the one that is kept
     */
    Wrapped keep(AgreementRef agreement, Wrapped fresh);
}
