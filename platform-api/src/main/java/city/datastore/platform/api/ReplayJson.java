package city.datastore.platform.api;

import city.datastore.platform.desk.ReplayDesk;
import city.datastore.platform.desk.ReplayDesk.Replay;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A past decision and the same judged again.
 *
 * @param verdict {@code same}, {@code reworded}, {@code other}, or why it could not be judged
 *     again: {@code no-decision}, {@code in-doubt}, {@code gone}, {@code altered}
 * @param sameRules whether the rules are those of that instant; null where nothing was judged
 * @param by what the yes of now rests on, in the version of then; null where there is none
 * @param grounds the question and the facts, as they were kept
 * @param whole whether the facts are all there, or what the owner of the data laid down for it is
 *     left out; null where nothing was judged
 */
record ReplayJson(
        String event,
        Instant at,
        String verdict,
        String sentence,
        @Nullable Boolean sameRules,
        @Nullable AnswerJson then,
        @Nullable AnswerJson again,
        @Nullable BasisJson by,
        @JsonRawValue @Nullable String grounds,
        @Nullable Boolean whole) {

    /** What was answered. */
    record AnswerJson(
            String outcome, List<ReasonJson> reasons, List<String> columns, @Nullable String next) {
        static AnswerJson of(ReplayDesk.Answer answer) {
            return new AnswerJson(
                    answer.allowed() ? "allowed" : "refused",
                    ReasonJson.of(answer.reasons()),
                    answer.columns(),
                    answer.next());
        }
    }

    static ReplayJson of(Replay replay) {
        var event = replay.stored().event();
        return switch (replay) {
            case Replay.Judged judged ->
                    new ReplayJson(
                            event.id().toString(),
                            event.at(),
                            word(judged.likeness()),
                            sentence(judged),
                            judged.sameRules(),
                            AnswerJson.of(judged.then()),
                            AnswerJson.of(judged.again()),
                            by(judged),
                            judged.readable(),
                            judged.whole());
            case Replay.NotJudged(_, var why) ->
                    new ReplayJson(
                            event.id().toString(),
                            event.at(),
                            word(why),
                            sentence(why),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null);
        };
    }

    private static @Nullable BasisJson by(Replay.Judged judged) {
        var basis = judged.basis();
        return basis == null ? null : BasisJson.of(basis);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String sentence(Replay.Judged judged) {
        var rules = judged.sameRules() ? "the same rules" : "the rules of today, which are others,";
        return "Judged again by what it rested on, "
                + rules
                + switch (judged.likeness()) {
                    case SAME -> " give the same answer for the same reasons.";
                    case REWORDED -> " give the same answer for the same reasons in other words.";
                    case OTHER -> " give another answer.";
                };
    }

    private static String sentence(ReplayDesk.Why why) {
        return switch (why) {
            case NO_DECISION -> "It is no decision of the gate, or from before grounds were kept.";
            case IN_DOUBT ->
                    "It was refused because what it rests on could not be looked up, or kept, or"
                            + " because the platform could not be sure what time it was.";
            case GONE -> "What it rested on is not kept any more.";
            case ALTERED ->
                    "What is kept is not what the event names: tell whoever runs the platform.";
        };
    }
}
