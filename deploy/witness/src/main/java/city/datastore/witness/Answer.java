package city.datastore.witness;

import java.nio.charset.StandardCharsets;

/** What the witness answers over HTTP. */
record Answer(int status, String contentType, String body) {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String SIZE = "text/x.tlog.size";

    static Answer text(int status, String body) {
        return new Answer(status, TEXT, body);
    }

    /** One sentence about what is wrong. */
    static Answer refusal(int status, String why) {
        return text(status, why + "\n");
    }

    /** The old size was not the one that the witness cosigned last; this one is. */
    static Answer conflict(long size) {
        return new Answer(409, SIZE, size + "\n");
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
