package city.datastore.platform.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.access.gate.Pass;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Treatment;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.vault.PseudonymKeys.Wrapped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Unwraps the key of an agreement's pseudonyms for a pass that needs it; makes it, at random, the
 * first time, and wraps it under the key of the agency whose data is then read.
 */
final class PseudonymRoom {
    private static final byte[] LABEL = "city-datastore/pseudonym-key/1\0".getBytes(UTF_8);

    private static final HexFormat HEX = HexFormat.of();

    private final AgencyKeys keys;
    private final SealedKeys sealedKeys;
    private final SecureRandom random = new SecureRandom();

    PseudonymRoom(AgencyKeys keys, SealedKeys sealedKeys) {
        this.keys = keys;
        this.sealedKeys = sealedKeys;
    }

    /**
     * @throws VaultException if the pass allows no pseudonym, or the key does not unwrap
     */
    PseudonymMaker open(Pass pass, DatasetId dataset, PseudonymKeys kept) {
        var allowed = pass.judgement();
        var permit = allowed.permit();
        if (pass.question().act() != Act.READ_CONTENT
                || permit == null
                || allowed.protection().columns(Treatment.PSEUDONYMISED).isEmpty()) {
            throw new VaultException("the pass is not for reading pseudonyms");
        }
        byte[] key = new byte[0];
        try {
            Optional<Wrapped> found = kept.find(permit.agreement());
            Wrapped wrapped =
                    found.isPresent()
                            ? found.get()
                            : kept.keep(
                                    permit.agreement(),
                                    fresh(permit.agreement(), dataset.agency()));
            key = unwrap(permit.agreement(), wrapped);
            return new PseudonymMaker(key);
        } catch (GeneralSecurityException | AgencyKeysException e) {
            throw new VaultException(e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private Wrapped fresh(AgreementRef agreement, AgencyCode owner)
            throws GeneralSecurityException {
        AgencyKey agencyKey = sealedKeys.current(owner);
        byte[] key = new byte[DataKey.BYTES];
        byte[] nonce = new byte[AgencyKey.NONCE_BYTES];
        random.nextBytes(key);
        random.nextBytes(nonce);
        try {
            return new Wrapped(
                    owner,
                    agencyKey.id().generation(),
                    HEX.formatHex(nonce),
                    HEX.formatHex(agencyKey.wrap(key, nonce, bound(agreement, agencyKey.id()))));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] unwrap(AgreementRef agreement, Wrapped wrapped) throws GeneralSecurityException {
        var id = new AgencyKeyId(wrapped.agency(), wrapped.generation());
        byte[] key =
                keys.unlock(id)
                        .unwrap(
                                HEX.parseHex(wrapped.wrapped()),
                                HEX.parseHex(wrapped.nonce()),
                                bound(agreement, id));
        if (key.length != DataKey.BYTES) {
            throw new GeneralSecurityException("a key has " + DataKey.BYTES + " bytes");
        }
        return key;
    }

    /** What the wrap is bound to, so that no key can take another agreement's place. */
    private static byte[] bound(AgreementRef agreement, AgencyKeyId id) {
        byte[] agency = id.agency().value().getBytes(UTF_8);
        byte[] reference = agreement.value().getBytes(UTF_8);
        return ByteBuffer.allocate(LABEL.length + 2 + agency.length + 4 + reference.length)
                .put(LABEL)
                .putShort((short) agency.length)
                .put(agency)
                .putInt(id.generation())
                .put(reference)
                .array();
    }
}
