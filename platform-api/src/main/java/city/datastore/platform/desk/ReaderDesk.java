package city.datastore.platform.desk;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.Grants;
import city.datastore.audit.event.Doubt;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.datasets.Datasets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may read a dataset, and what somebody may read, among those who hold grants; about others on
 * the record.
 */
public final class ReaderDesk {
    private final Gatekeeper gatekeeper;
    private final Datasets datasets;
    private final Grants grants;
    private final DecisionDesk decisions;

    public ReaderDesk(
            Gatekeeper gatekeeper, Datasets datasets, Grants grants, DecisionDesk decisions) {
        this.gatekeeper = gatekeeper;
        this.datasets = datasets;
        this.grants = grants;
        this.decisions = decisions;
    }

    /**
     * A reading as far as it is named; what is not named is that of each grant.
     *
     * @param enough what has to be allowed
     */
    public record Reading(
            @Nullable AgreementRef agreement,
            @Nullable PurposeCode purpose,
            Predicate<Judgement> enough) {
        boolean names(HeldGrant grant) {
            return (agreement == null || agreement.equals(grant.agreement()))
                    && (purpose == null || purpose.equals(grant.purpose()));
        }
    }

    /**
     * What somebody may read, and where asking about somebody else was recorded.
     *
     * @param event null where it is the caller
     */
    public record MayRead(Page<DatasetId> page, @Nullable EventId event) {}

    /**
     * Names, as questions take them, of people who hold a grant on a dataset that the gate would
     * honour now; a page of holders at a time, of which some may fall away.
     *
     * @param after the cursor that the page before gave, null for the first
     * @throws city.datastore.access.gate.RefusedException where the caller may not ask about others
     * @throws DeskException.InDoubt where it is not known of one of them, or what time it is
     */
    public Recorded<Page<String>> readers(
            Caller caller, DatasetId dataset, Reading reading, @Nullable String after, int limit) {
        datasets.mustKnow(caller, dataset);
        var about = new Target.OfOther(dataset, null, null);
        var pass = gatekeeper.admit(Question.of(caller, Act.ASK_ABOUT_OTHERS, about));
        // who holds a grant in force goes by the clock, too
        gatekeeper
                .doubtAboutTime()
                .ifPresent(refused -> {
                    throw new DeskException.InDoubt(refused, pass.event());
                });
        var from = after == null ? null : new PersonId(Cursor.key(after));
        var holders = grants.holders(dataset, reading.agreement(), reading.purpose(), from, limit);
        var names =
                holders.stream()
                        .map(holder -> reader(caller, dataset, holder, reading, pass.event()))
                        .flatMap(Optional::stream)
                        .map(ReaderDesk::named)
                        .toList();
        String next = holders.size() < limit ? null : Cursor.of(holders.getLast().value());
        return new Recorded<>(new Page<>(names, next), pass.event());
    }

    /** By user name, or by subject where the user name has what no id of a person has. */
    private static String named(Caller reader) {
        try {
            return new PersonId(reader.username()).value();
        } catch (NameException _) {
            return reader.person().value();
        }
    }

    /** The holder, where the gate would honour any of their grants. */
    private Optional<Caller> reader(
            Caller caller, DatasetId dataset, PersonId holder, Reading reading, EventId event) {
        return decisions
                .officer(caller, dataset, holder)
                .filter(officer ->
                        grants.held(holder, dataset).stream()
                                .filter(grant -> !grant.revoked() && reading.names(grant))
                                .map(ReaderDesk::asked)
                                .distinct()
                                .anyMatch(ask -> mayRead(caller, officer, ask, reading, event)));
    }

    /**
     * Datasets on which a person holds a grant that the gate would honour now, among the grants
     * that the caller may see; a page of grants at a time.
     *
     * @throws DeskException.InDoubt where it is not known of one of them
     */
    public MayRead readable(Caller caller, PersonId person, Reading reading, PageRequest page) {
        boolean self = DecisionDesk.isSelf(caller, person);
        EventId event =
                self
                        ? null
                        : gatekeeper
                                .admit(
                                        Question.of(
                                                caller, Act.LIST_GRANTS, new Target.OfList(person)))
                                .event();
        var found =
                grants.grants(
                        caller, null, self ? caller.person() : person, reading.agreement(), page);
        var readable = new LinkedHashSet<DatasetId>();
        for (var grant : found.items()) {
            var held = grant.held();
            if (held.revoked() || !reading.names(held)) {
                continue;
            }
            var reader =
                    self
                            ? Optional.of(caller)
                            : decisions.officer(caller, held.dataset(), held.holder());
            if (reader.filter(one -> mayRead(caller, one, asked(held), reading, event))
                    .isPresent()) {
                readable.add(held.dataset());
            }
        }
        return new MayRead(new Page<>(List.copyOf(readable), found.next()), event);
    }

    private boolean mayRead(
            Caller caller,
            Caller reader,
            DecisionDesk.Ask ask,
            Reading reading,
            @Nullable EventId event) {
        var judgement = decisions.judge(caller, reader, ask);
        if (judgement instanceof Judgement.Refused refused && Doubt.alone(refused.missing())) {
            throw new DeskException.InDoubt(refused, event);
        }
        return reading.enough().test(judgement);
    }

    private static DecisionDesk.Ask asked(HeldGrant held) {
        return new DecisionDesk.Ask(held.dataset(), held.agreement(), held.purpose(), null);
    }
}
