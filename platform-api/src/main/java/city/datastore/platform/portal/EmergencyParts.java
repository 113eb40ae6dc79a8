package city.datastore.platform.portal;

import city.datastore.access.emergency.Emergency;
import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.access.emergency.Vocabulary;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.platform.desk.EmergencyDesk;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the page of an emergency access shows, and what it offers its reader to do. */
@Component
class EmergencyParts {
    private final EmergencyDesk desk;
    private final Vocabulary vocabulary;
    private final Gatekeeper gatekeeper;
    private final Words words;
    private final Clock clock;

    EmergencyParts(
            EmergencyDesk desk,
            Vocabulary emergencyVocabulary,
            Gatekeeper gatekeeper,
            Words words,
            Clock clock) {
        this.desk = desk;
        this.vocabulary = emergencyVocabulary;
        this.gatekeeper = gatekeeper;
        this.words = words;
        this.clock = clock;
    }

    /**
     * @param typed what was sent with a form of the page, empty where nothing was
     */
    String show(Caller caller, Emergency one, Fields typed, FormErrors errors, Model model) {
        var now = clock.instant();
        boolean runs = one.runsAt(now);
        model.addAttribute("one", one);
        model.addAttribute("state", one.stateAt(now));
        model.addAttribute("mine", one.access().holder().equals(caller.person()));
        model.addAttribute("runs", runs);
        model.addAttribute("call", desk.call(one.access().dataset()));
        model.addAttribute("reason", title(vocabulary.reasons(), one.reason()));
        model.addAttribute("basis", title(vocabulary.bases(), one.basis()));
        model.addAttribute("role", title(vocabulary.dutyRoles(), one.access().role()));
        model.addAttribute("mayEnd", runs && may(caller, Act.END_EMERGENCY, one));
        var renewing = runs && one.renewal() == null ? toRenew(caller, one) : null;
        model.addAttribute("mayRenew", renewing instanceof Judgement.Allowed);
        model.addAttribute(
                "renewsWithCode",
                renewing instanceof Judgement.Refused refused && refused.takesSecondFactor());
        model.addAttribute("mayReview", one.waitsAt(now) && may(caller, Act.REVIEW_EMERGENCY, one));
        model.addAttribute("outcomes", outcomes(words));
        model.addAttribute(
                "typed",
                Map.of(
                        "hours", typed.text("hours"),
                        "why", typed.text("why"),
                        "outcome", typed.text("outcome"),
                        "note", typed.text("note")));
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", EmergencyAsk.MAX_TEXT);
        return "pages/emergency";
    }

    static List<Choice> outcomes(Words words) {
        return Arrays.stream(Emergency.Outcome.values())
                .map(each -> new Choice(each.code(), words.say("emergency.outcome." + each.code())))
                .toList();
    }

    private static String title(List<Vocabulary.Word> list, String code) {
        return list.stream()
                .filter(word -> word.code().equals(code))
                .map(Vocabulary.Word::title)
                .findFirst()
                .orElse(code);
    }

    private Judgement toRenew(Caller caller, Emergency one) {
        return gatekeeper.explain(Question.of(caller, Act.RENEW_EMERGENCY, target(one)));
    }

    private boolean may(Caller caller, Act act, Emergency one) {
        return Possible.is(gatekeeper, caller, act, target(one));
    }

    private static Target target(Emergency one) {
        var access = one.access();
        return new Target.OfEmergency(
                access.id(), access.dataset(), access.holder(), access.agency());
    }
}
