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
