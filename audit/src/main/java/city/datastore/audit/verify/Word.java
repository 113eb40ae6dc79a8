package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** The names in an event's JSON that mean something to the record. */
enum Word {
    ACCESS_REQUEST("accessRequest"),
    ACTION("action"),
    ACTIVITY_ID("activity_id"),
    ACTOR("actor"),
    AGENCY("agency"),
    AGREEMENT("agreement"),
    AGREEMENT_VERSION("agreementVersion"),
    BYTES("bytes"),
    CLASS_UID("class_uid"),
    CODE("code"),
    COLUMNS("columns"),
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

    private static final int PLACES = 128;
    private static final Word[] TABLE = new Word[PLACES];

    static {
        Arrays.fill(TABLE, OTHER);
        for (Word word : values()) {
            if (word != OTHER) {
                int place = place(word.bytes, 0, word.bytes.length);
                while (TABLE[place] != OTHER) {
                    place = (place + 1) % PLACES;
                }
                TABLE[place] = word;
            }
        }
    }

    private final byte[] bytes;

    Word(String text) {
        bytes = text.getBytes(US_ASCII);
    }

    /** The word whose bytes these are. */
    static Word of(byte[] in, int from, int to) {
        if (from == to) {
            return OTHER;
        }
        int place = place(in, from, to);
        while (TABLE[place] != OTHER) {
            if (Arrays.equals(TABLE[place].bytes, 0, TABLE[place].bytes.length, in, from, to)) {
                return TABLE[place];
            }
            place = (place + 1) % PLACES;
        }
        return OTHER;
    }

    private static int place(byte[] in, int from, int to) {
        return ((in[from] * 31 + in[to - 1]) * 31 + to - from) & (PLACES - 1);
    }
}
