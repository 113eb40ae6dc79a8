package city.datastore.platform.portal;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.agreements.Terms;
import city.datastore.agreements.permits.Frame;
import city.datastore.agreements.permits.Impact;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a change would do, in sentences. */
@Component
class Consequences {
    /** Most sentences of one kind. */
    private static final int MOST = 20;

    private final Show show;
    private final Words words;

    Consequences(Show show, Words words) {
        this.show = show;
        this.words = words;
    }

    /**
     * @param before the terms that the change starts from
     * @param after and those that it ends with
     */
    List<String> sentences(Impact impact, Terms before, Terms after) {
        var sentences = new ArrayList<String>();
        if (impact.none()) {
            sentences.add(words.say("impact.none"));
        }
        reaches(sentences, "impact.loss", impact.losses());
        reaches(sentences, "impact.gain", impact.gains());
        impact.grants().stream()
                .limit(MOST)
                .forEach(each -> {
                    String agency = show.agency(each.agency());
                    if (each.stopped() > 0) {
                        sentences.add(
                                words.say(
                                        "impact.stopped", each.stopped(), agency, each.dataset()));
                    }
                    if (each.narrowed() > 0) {
                        sentences.add(
                                words.say(
                                        "impact.narrowed",
                                        each.narrowed(),
                                        agency,
                                        each.dataset()));
                    }
                    if (each.widened() > 0) {
                        sentences.add(
                                words.say(
                                        "impact.widened", each.widened(), agency, each.dataset()));
                    }
                });
        purposes(sentences, "impact.purpose.loss", impact.frame().purposes().lost(), before);
        purposes(sentences, "impact.purpose.gain", impact.frame().purposes().gained(), after);
        frame(sentences, impact.frame());
        impact.protections().stream()
                .limit(MOST)
                .map(each ->
                        words.say(
                                "impact.protection",
                                show.agency(each.agency()),
                                each.dataset(),
                                protection(each.before()),
                                protection(each.after())))
                .forEach(sentences::add);
        if (impact.stopped() + impact.narrowed() > 0) {
            sentences.add(words.say("impact.downloads", impact.downloads()));
        }
        return sentences;
    }

    private void frame(List<String> sentences, Frame frame) {
        actions(sentences, "impact.action.loss", frame.actions().lost());
        actions(sentences, "impact.action.gain", frame.actions().gained());
        var before = frame.before();
        var after = frame.after();
        if (!before.from().equals(after.from())) {
            sentences.add(
                    words.say(
                            "impact.from",
                            UkTime.start(after.from()),
                            UkTime.start(before.from())));
        }
        if (!before.until().equals(after.until())) {
            sentences.add(
                    words.say(
                            "impact.until", UkTime.end(after.until()), UkTime.end(before.until())));
        }
    }

    private void purposes(
            List<String> sentences, String key, List<PurposeCode> codes, Terms terms) {
        codes.stream()
                .map(code -> words.say(key, Words.sentence(terms.inWords(code))))
                .forEach(sentences::add);
    }

    private void actions(List<String> sentences, String key, List<PermittedAction> actions) {
        actions.stream()
                .map(action -> words.say(key, show.word("permitted", action.value())))
                .forEach(sentences::add);
    }

    private void reaches(List<String> sentences, String key, List<Impact.Reach> reaches) {
        reaches.stream()
                .limit(MOST)
                .map(each ->
                        words.say(
                                key,
                                show.agency(each.agency()),
                                columns(each.columns()),
                                each.dataset()))
                .forEach(sentences::add);
        if (reaches.size() > MOST) {
            sentences.add(words.say(key + ".more", reaches.size() - MOST));
        }
    }

    private String protection(Protection protection) {
        return protection.none() ? words.say("impact.protection.none") : protection.words();
    }

    private String columns(ColumnScope scope) {
        return switch (scope) {
            case ColumnScope.All _ -> words.say("impact.columns.all");
            case ColumnScope.Only(var names) ->
                    words.say("impact.columns.some", names.size(), String.join(", ", names));
        };
    }
}
