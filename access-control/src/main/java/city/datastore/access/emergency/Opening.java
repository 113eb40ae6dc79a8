package city.datastore.access.emergency;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.DutyAppointment;
import city.datastore.access.policy.EmergencyAccess;
import city.datastore.access.policy.EmergencyArrangement;
import city.datastore.audit.names.EmergencyId;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * What can be opened: as it was arranged, by somebody on duty, with every field as it has to be.
 */
final class Opening {
    private final Vocabulary vocabulary;
    private final ArrangementRows arrangements;
    private final DutyRows duties;

    Opening(DataSource app) {
        this.vocabulary = new Vocabulary(app);
        this.arrangements = new ArrangementRows(app);
        this.duties = new DutyRows(app);
    }

    /**
     * The emergency access that the caller asks for, from now on.
     *
     * @throws EmergencyException.BadField when a field breaks its rule, such as a column that is
     *     withheld
     * @throws EmergencyException.WrongState when what the gate went by has just been changed
     */
    Emergency checked(Caller caller, EmergencyAsk ask, Instant now) {
        var arrangement =
                arrangements
                        .standing(ask.dataset())
                        .map(Arrangement::arranged)
                        .orElseThrow(Opening::changedMeanwhile);
        var subject = ask.subject().apply(arrangement.subjectKind());
        if (!subject.kind().equals(arrangement.subjectKind())) {
            throw new EmergencyException.BadField(
                    "kind",
                    "people are found in "
                            + ask.dataset()
                            + " by "
                            + arrangement.subjectKind()
                            + ", and by nothing else");
        }
        var columns = Checks.columns(ask.columns());
        var withheld = new TreeSet<>(columns);
        withheld.removeAll(arrangement.columns());
        if (!withheld.isEmpty()) {
            throw new EmergencyException.BadField(
                    "columns",
                    String.join(", ", withheld)
                            + " is withheld: if you need it, call "
                            + arrangement.call());
        }
        var length = EmergencyAsk.checked(ask.length());
        var access =
                new EmergencyAccess(
                        EmergencyId.at(now),
                        caller.person(),
                        Optional.ofNullable(caller.agency()).orElseThrow(Opening::changedMeanwhile),
                        ask.dataset(),
                        role(caller, arrangement, now),
                        subject,
                        columns,
                        now,
                        now.plus(length),
                        false);
        return new Emergency(
                access,
                arrangement.id(),
                caller.username(),
                Vocabulary.known(vocabulary.reasons(), "reason", ask.reason()),
                Vocabulary.known(vocabulary.bases(), "basis", ask.basis()),
                Checks.text(
                        "justification",
                        ask.justification(),
                        EmergencyAsk.MIN_TEXT,
                        EmergencyAsk.MAX_TEXT,
                        "say what the danger is and why you need this now"),
                Checks.text(
                        "caseReference",
                        ask.caseReference(),
                        1,
                        EmergencyAsk.MAX_REFERENCE,
                        "give the reference of your case"),
                null,
                null,
                WorkingDays.reviewDue(now),
                WorkingDays.escalation(now),
                null);
    }

    /**
     * Holds what it rests on until the transaction is over, so that whoever ends that finds it and
     * ends it too.
     *
     * @throws EmergencyException.WrongState when it has just been changed
     */
    void hold(Emergency wanted) {
        if (!arrangements.holds(wanted.arrangement())) {
            throw changedMeanwhile();
        }
    }

    /** The duty role by which they may: the same that the policy finds. */
    private String role(Caller caller, EmergencyArrangement arrangement, Instant now) {
        return duties.of(caller).stream()
                .filter(duty -> caller.of(duty.agency()) && duty.inForceAt(now))
                .filter(duty -> arrangement.names(duty.agency(), duty.role()))
                .map(DutyAppointment::role)
                .sorted()
                .findFirst()
                .orElseThrow(Opening::changedMeanwhile);
    }

    private static EmergencyException changedMeanwhile() {
        return new EmergencyException.WrongState(
                "what it rests on has just been changed: look at the dataset again");
    }
}
