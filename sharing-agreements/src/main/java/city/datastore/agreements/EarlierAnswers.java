package city.datastore.agreements;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.particulars.About;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.agreements.particulars.Question;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a party said of itself in the last agreement that it signed, for whoever writes another one
 * with it. It is offered, and answers nothing until somebody takes it over.
 *
 * <p>Only what stands under the heading of the parties is offered, such as its contacts: it is the
 * same whatever is shared. Nobody is shown anything that they could not read in that agreement.
 */
public final class EarlierAnswers {
    /** The heading of the questions about who a party is. */
    private static final char PARTIES = 'B';

    private final Agreements agreements;
    private final AgreementRegister register;
    private final Questionnaire questionnaire;
    private final Clock clock;

    public EarlierAnswers(
            Agreements agreements,
            AgreementRegister register,
            Questionnaire questionnaire,
            Clock clock) {
        this.agreements = agreements;
        this.register = register;
        this.questionnaire = questionnaire;
        this.clock = clock;
    }

    /**
     * What a party said of itself.
     *
     * @param from the agreement in which it did
     * @param answers by question, at least one
     */
    public record Earlier(AgreementRef from, SortedMap<String, Answer> answers) {
        public Earlier {
            answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
        }
    }

    /**
     * What the party said in the last agreement that it signed and to which the caller's agency is
     * a party too; that the caller saw it is on the record.
     *
     * @param written the agreement that is being written
     */
    public Optional<Earlier> of(Caller caller, AgencyCode party, AgreementRef written) {
        AgencyCode reader = caller.agency();
        if (reader == null) {
            return Optional.empty();
        }
        return register.lastSignedBy(
                        party, reader, written, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .filter(last -> !answers(last, party).isEmpty())
                .map(last -> agreements.see(caller, last.head().reference()).value())
                .map(last -> new Earlier(last.head().reference(), answers(last, party)));
    }

    private SortedMap<String, Answer> answers(Agreement agreement, AgencyCode party) {
        var its = new TreeMap<>(agreement.head().terms().particulars().at(new OfParty(party)));
        its.keySet()
                .retainAll(
                        questionnaire.about(About.PARTY).stream()
                                .filter(question -> question.group() == PARTIES)
                                .map(Question::id)
                                .toList());
        return its;
    }
}
