package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.EarlierAnswers;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.audit.names.AgreementRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a party said of itself in another agreement, filled into the form where a draft says nothing
 * yet. It is no answer until somebody has looked at it and saved the form.
 */
@Component
class TakenOver {
    private final EarlierAnswers earlier;

    TakenOver(EarlierAnswers earlier) {
        this.earlier = earlier;
    }

    /**
     * What is filled in.
     *
     * @param from the agreement that it comes from
     * @param values by control
     */
    record Offer(AgreementRef from, Map<String, List<String>> values) {
        Offer {
            values = Map.copyOf(values);
        }

        /** The field with the remark that its value is to be checked, where it was filled in. */
        AnswerField mark(AnswerField field, Words words) {
            return values.containsKey(field.id())
                    ? field.hinting(words.say("answers.taken-over.hint", from))
                    : field;
        }
    }

    Optional<Offer> offer(Caller caller, Agreement.Head draft, Section section) {
        if (!(section.place() instanceof OfParty(var party))
                || section.asked().stream().allMatch(each -> each.answer() != null)) {
            return Optional.empty();
        }
        return earlier.of(caller, party, draft.reference())
                .map(found -> new Offer(found.from(), values(section, found)))
                .filter(offer -> !offer.values().isEmpty());
    }

    private static Map<String, List<String>> values(
            Section section, EarlierAnswers.Earlier earlier) {
        var values = new HashMap<String, List<String>>();
        for (int at = 0; at < section.asked().size(); at++) {
            var asked = section.asked().get(at);
            var said = earlier.answers().get(asked.question().id());
            if (asked.answer() == null && said != null) {
                values.put(AnswersPage.id(section, at), said.values());
            }
        }
        return values;
    }
}
