package city.datastore.platform.vault;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Makes the cipher fast before the first person needs it: until the JVM has compiled it, AES-GCM
 * runs some 200 times slower. To be run before readiness is reported.
 */
public final class WarmUp {
    /** Most segments encrypted and decrypted; 60,000 of 8 KiB were enough wherever it was tried. */
    static final int SEGMENTS = 60_000;

    /** A stream that takes no longer went through compiled code: 200 MiB/s, both ways. */
    private static final long QUICK_NANOS = 5_000_000;

    /**
     * So many quick streams are enough. They need not follow each other: while the rest of the
     * platform starts, this thread is often made to wait.
     */
    private static final int QUICK_STREAMS = 32;

    /** HotSpot's level for code from the second compiler. */
    private static final int FULLY_COMPILED = 4;

    private static final int SEGMENT_BYTES = 8192;
    private static final int SEGMENTS_PER_STREAM = 64;

    /** One warm cipher serves every context of this JVM. */
    private static final FutureTask<Duration> ONCE = new FutureTask<>(WarmUp::run);

    private WarmUp() {}

    /**
     * Begins on a thread of its own. The earlier the better: while the rest of the start keeps the
     * compiler busy, the cipher waits for its turn.
     */
    public static void begin() {
        Thread.ofPlatform().daemon().name("cipher-warm-up").start(ONCE);
    }

    /** Returns when this JVM's cipher is warm, having made it so if nobody had begun. */
    public static Duration finish() {
        ONCE.run();
        try {
            return ONCE.get();
        } catch (ExecutionException e) {
            throw new VaultException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VaultException(e);
        }
    }

    /**
     * Seals and opens zeros in memory until that is quick, 470 MiB of them at most, on the calling
     * thread, with the same classes as {@link Vault} but smaller segments (more calls, sooner
     * compiled).
     *
     * @return how long it took; on one idle core about 0.5 s
     */
    public static Duration run() {
        return run(SEGMENTS);
    }

    static Duration run(int segments) {
        long start = System.nanoTime();
        int most = compilesFully() ? segments : SEGMENTS_PER_STREAM;
        byte[] plaintext = new byte[(SEGMENT_BYTES - AgencyKey.TAG_BYTES) * SEGMENTS_PER_STREAM];
        byte[] back = new byte[plaintext.length];
        try (DataKey key = DataKey.fresh()) {
            AesGcmHkdfStreaming cipher = key.cipher(SEGMENT_BYTES, 0);
            int quick = 0;
            for (int done = 0; done < most && quick < QUICK_STREAMS; done += SEGMENTS_PER_STREAM) {
                long stream = System.nanoTime();
                open(cipher, seal(cipher, plaintext), back);
                quick += System.nanoTime() - stream < QUICK_NANOS ? 1 : 0;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new VaultException(e);
        }
        if (!Arrays.equals(plaintext, back)) {
            throw new VaultException("what was decrypted is not what was encrypted");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Whether the JVM has its second compiler, the one that knows AES. Told to compile briefly
     * ({@code -XX:TieredStopAtLevel=1}, as the tests are), it never makes the cipher quick.
     */
    private static boolean compilesFully() {
        var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return options == null
                || Integer.parseInt(options.getVMOption("TieredStopAtLevel").getValue())
                        >= FULLY_COMPILED;
    }

    private static byte[] seal(AesGcmHkdfStreaming cipher, byte[] plaintext)
            throws IOException, GeneralSecurityException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream(plaintext.length + SEGMENT_BYTES);
        try (OutputStream out = cipher.newEncryptingStream(sealed, new byte[0])) {
            out.write(plaintext);
        }
        return sealed.toByteArray();
    }

    private static void open(AesGcmHkdfStreaming cipher, byte[] sealed, byte[] into)
            throws IOException, GeneralSecurityException {
        try (InputStream in =
                cipher.newDecryptingStream(new ByteArrayInputStream(sealed), new byte[0])) {
            if (in.readNBytes(into, 0, into.length) != into.length) {
                throw new VaultException("what was decrypted is shorter than what was encrypted");
            }
        }
    }
}
