package city.datastore.platform.api;

import city.datastore.access.policy.Judgement;
import java.util.List;

/**
 * What the gate would answer.
 *
 * @param because the conditions that hold, where it would allow
 * @param missing the conditions that do not, where it would refuse
 * @param next what the person can do
 */
record DecisionJson(
        boolean allowed, List<ReasonJson> because, List<ReasonJson> missing, String next) {

    /** The same, told to somebody else: "you" is the person whom it is about. */
    DecisionJson ofAnother() {
        return new DecisionJson(
                allowed, ofAnother(because), ofAnother(missing), OfAnother.told(next));
    }

    private static List<ReasonJson> ofAnother(List<ReasonJson> reasons) {
        return reasons.stream()
                .map(reason -> new ReasonJson(reason.code(), OfAnother.told(reason.text())))
                .toList();
    }

    static DecisionJson of(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Allowed yes ->
                    new DecisionJson(
                            true,
                            ReasonJson.of(yes.because()),
                            List.of(),
                            "Nothing more is needed.");
            case Judgement.Refused no ->
                    new DecisionJson(false, List.of(), ReasonJson.of(no.missing()), no.next());
        };
    }
}
