package city.datastore.platform.api;

import city.datastore.access.policy.Judgement;
import city.datastore.platform.desk.DecisionDesk;
import city.datastore.platform.desk.OfAnother;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gate would answer.
 *
 * @param because the conditions that hold, where it would allow
 * @param missing the conditions that do not, where it would refuse
 * @param next what the person can do
 * @param by what a yes rests on, null for a no
 */
record DecisionJson(
        boolean allowed,
        List<ReasonJson> because,
        List<ReasonJson> missing,
        String next,
        @Nullable BasisJson by) {

    /** A no. */
    static DecisionJson no(List<ReasonJson> missing, String next) {
        return new DecisionJson(false, List.of(), missing, next, null);
    }

    /** The same, told to somebody else: "you" is the person whom it is about. */
    DecisionJson ofAnother() {
        return new DecisionJson(
                allowed, ofAnother(because), ofAnother(missing), OfAnother.told(next), by);
    }

    private static List<ReasonJson> ofAnother(List<ReasonJson> reasons) {
        return reasons.stream()
                .map(reason -> new ReasonJson(reason.code(), OfAnother.told(reason.text())))
                .toList();
    }

    static DecisionJson of(DecisionDesk desk, DecisionDesk.Ask ask, Judgement judgement) {
        return switch (judgement) {
            case Judgement.Allowed yes ->
                    new DecisionJson(
                            true,
                            ReasonJson.of(yes.because()),
                            List.of(),
                            ask.supposing().isEmpty()
                                    ? "Nothing more is needed."
                                    : "Nothing more would be needed.",
                            BasisJson.of(desk.basis(ask, yes)));
            case Judgement.Refused no -> no(ReasonJson.of(no.missing()), no.next());
        };
    }
}
