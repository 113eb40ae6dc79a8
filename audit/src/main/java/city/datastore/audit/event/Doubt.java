package city.datastore.audit.event;

import java.util.Arrays;
import java.util.List;

/**
 * What the platform was not sure of where it gave no other answer than no: it says nothing of who
 * asked, and the same question may be answered with yes a minute later.
 */
public enum Doubt {
    /** What the answer rests on could not be looked up, or kept. */
    FACTS_UNAVAILABLE("facts-unavailable"),
    /** What time it is, since two clocks do not say the same. */
    CLOCKS_DISAGREE("clocks-disagree");

    private final String code;

    Doubt(String code) {
        this.code = code;
    }

    /** The code that reasons have it under. */
    public String code() {
        return code;
    }

    public Reason reason(String text) {
        return new Reason(code, text);
    }

    /** Whether a doubt is among the reasons. */
    public static boolean among(List<Reason> reasons) {
        return reasons.stream().anyMatch(Doubt::is);
    }

    /** Whether there are reasons, and each of them is a doubt. */
    public static boolean alone(List<Reason> reasons) {
        return !reasons.isEmpty() && reasons.stream().allMatch(Doubt::is);
    }

    private static boolean is(Reason reason) {
        return Arrays.stream(values()).anyMatch(doubt -> doubt.code.equals(reason.code()));
    }
}
