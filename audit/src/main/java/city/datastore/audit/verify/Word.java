package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The names in an event's JSON that mean something to the record. */
@SuppressWarnings("ImmutableEnumChecker") // nobody else holds the bytes
enum Word {
    ACCESS_REQUEST("accessRequest"),
    ACTION("action"),
    ACTIVITY_ID("activity_id"),
    ACTOR("actor"),
    AGENCY("agency"),
    AGREEMENT("agreement"),
    AGREEMENT_VERSION("agreementVersion"),
    API("api"),
    BYTES("bytes"),
    CLASS_UID("class_uid"),
    CODE("code"),
    COLUMNS("columns"),
    DATABUCKET("databucket"),
    DATASET("dataset"),
    DATASET_VERSION("datasetVersion"),
    DETAILS("details"),
    GRANT("grant"),
    METADATA("metadata"),
    NAME("name"),
    OUTCOME("outcome"),
    PURPOSE("purpose"),
    REASONS("reasons"),
    REQUEST_ID("requestId"),
    ROLES("roles"),
    TEXT("text"),
    TIME("time"),
    UID("uid"),
    UNMAPPED("unmapped"),
    USER("user"),
    /** Any other name. */
    OTHER("");

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9e3779b97f4a7c15L;
    private static final int PLACES = 128;
    private static final int TO_PLACE = Long.SIZE - 7;
    private static final Word[] TABLE = new Word[PLACES];

    static {
        Arrays.fill(TABLE, OTHER);
        for (Word word : values()) {
            if (word != OTHER) {
                int place = place(word.start);
                while (TABLE[place] != OTHER) {
                    place = (place + 1) % PLACES;
                }
                TABLE[place] = word;
            }
        }
    }

    private final byte[] bytes;

    /** The first eight bytes as a number, zeros where there are fewer. */
    private final long start;

    Word(String text) {
        bytes = text.getBytes(US_ASCII);
        start = ByteBuffer.wrap(Arrays.copyOf(bytes, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** The word whose bytes these are; eight bytes have to lie there in any case. */
    static Word of(byte[] in, int from, int to) {
        long start = start(in, from, to);
        int length = to - from;
        int place = place(start);
        while (TABLE[place] != OTHER) {
            Word word = TABLE[place];
            if (word.start == start
                    && word.bytes.length == length
                    && (length <= Long.BYTES
                            || Arrays.equals(word.bytes, 0, length, in, from, to))) {
                return word;
            }
            place = (place + 1) % PLACES;
        }
        return OTHER;
    }

    private static long start(byte[] in, int from, int to) {
        int length = to - from;
        long eight = (long) EIGHT_BYTES.get(in, from);
        return length < Long.BYTES ? eight & ((1L << (length * Byte.SIZE)) - 1) : eight;
    }

    private static int place(long start) {
        return (int) ((start * SPREAD) >>> TO_PLACE);
    }
}
