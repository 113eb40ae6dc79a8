package city.datastore.platform.vault;

/** Sizes and constants of a stored file, format 1; see {@code docs/vault-format.md}. */
final class VaultFormat {
    /** {@code CDSVAULT} in ASCII. */
    static final long MAGIC = 0x4344_5356_4155_4c54L;

    static final byte FORMAT = 1;

    /**
     * Length of a ciphertext segment and the step from one to the next; the last may be shorter.
     */
    static final int SEGMENT_BYTES = 1 << 16;

    private VaultFormat() {}
}
