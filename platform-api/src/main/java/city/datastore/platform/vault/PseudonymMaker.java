package city.datastore.platform.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/**
 * Makes the pseudonyms of one agreement: the first 128 bits of HMAC-SHA-256 under the agreement's
 * key, in Base32 without padding (RFC 4648 §6). The form is written down in {@code
 * docs/released-data.md}.
 */
public final class PseudonymMaker {
    private static final byte[] LABEL = "city-datastore/pseudonym/1\0".getBytes(UTF_8);
    private static final int BYTES = 16;
    private static final int LENGTH = 26;

    private final PrfHmacJce prf;

    PseudonymMaker(byte[] key) throws GeneralSecurityException {
        this.prf = new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"));
    }

    /**
     * The pseudonym of a value.
     *
     * @param value in its normal form
     */
    public String of(String value) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(LABEL);
        bytes.writeBytes(value.getBytes(UTF_8));
        try {
            return Base32.toBase32String(prf.compute(bytes.toByteArray(), BYTES))
                    .substring(0, LENGTH);
        } catch (GeneralSecurityException e) {
            throw new VaultException(e);
        }
    }
}
