package city.datastore.platform.desk;

import city.datastore.access.emergency.Arrangement;
import city.datastore.access.emergency.ArrangementAsk;
import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.emergency.NotShared;
import city.datastore.access.emergency.NotSharedAsk;
import city.datastore.access.emergency.NotSharing;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.EmergencyArrangement;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.agreements.DatasetKnowledge;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.subjects.SubjectIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of emergencies takes datasets and identifiers to know: an identifier becomes its keyed hash
 * here, and goes no further.
 */
public final class EmergencyDesk {
    private static final String NHS_NUMBER = "nhs_number";
    private static final int NHS_DIGITS = 10;

    private final Arrangements arrangements;
    private final Emergencies emergencies;
    private final NotSharing notSharing;
    private final SubjectIndex subjects;
    private final Datasets datasets;
    private final DatasetKnowledge known;

    public EmergencyDesk(
            Arrangements arrangements,
            Emergencies emergencies,
            NotSharing notSharing,
            SubjectIndex subjects,
            Datasets datasets,
            DatasetKnowledge known) {
        this.arrangements = arrangements;
        this.emergencies = emergencies;
        this.notSharing = notSharing;
        this.subjects = subjects;
        this.datasets = datasets;
        this.known = known;
    }

    /** Whom something is about, as somebody typed it; personal data, so it is never shown. */
    public record Typed(String kind, String value) {
        @Override
        public String toString() {
            return "Typed[" + kind + "]";
        }
    }

    /**
     * What an owner wants to arrange.
     *
     * @param subjectColumn has to be declared to identify people
     */
    public record Wanted(
            DatasetId dataset,
            Map<AgencyCode, Set<String>> duties,
            List<String> columns,
            String subjectColumn,
            String call) {}

    /**
     * Arranges what may be seen in an emergency.
     *
     * @throws EmergencyException.BadField when a field breaks its rule
     */
    public Recorded<Arrangement> arrange(Caller caller, Wanted wanted) {
        var dataset = wanted.dataset();
        String kind = "";
        if (caller.of(dataset.agency())) {
            kind = checked(caller, wanted);
        }
        return arrangements.set(
                caller,
                new ArrangementAsk(
                        dataset,
                        wanted.duties(),
                        wanted.columns(),
                        wanted.subjectColumn(),
                        kind,
                        wanted.call()));
    }

    /** The kind of the identifying column; others than the owner are refused by the gate. */
    private String checked(Caller caller, Wanted wanted) {
        var dataset = wanted.dataset();
        var columns =
                known.of(caller, Set.of())
                        .columns(dataset)
                        .orElseThrow(() ->
                                new EmergencyException.BadField(
                                        "dataset", "your agency has no dataset " + dataset));
        for (var column : wanted.columns()) {
            if (!columns.isEmpty() && !columns.contains(column)) {
                throw new EmergencyException.BadField(
                        "columns", dataset + " has no column called \"" + column + "\"");
            }
        }
        var kind = subjects.declared(dataset).get(wanted.subjectColumn());
        if (kind == null) {
            throw new EmergencyException.BadField(
                    "subjectColumn",
                    "choose a column that is declared to identify people; a data steward declares"
                            + " them on the dataset");
        }
        return kind;
    }

    /**
     * Opens emergency access.
     *
     * @param kind null: the one by which the arrangement finds people
     * @throws city.datastore.platform.datasets.DatasetException.NotFound if there is no dataset
     *     that the caller may know of; an officer on duty for it may
     * @throws EmergencyException.BadField when a field breaks its rule
     */
    public Recorded<Emergency> open(
            Caller caller, DatasetId dataset, @Nullable String kind, String value, Open open) {
        datasets.mustKnow(caller, dataset);
        return emergencies.open(
                caller,
                new EmergencyAsk(
                        dataset,
                        arranged -> subject(new Typed(kind == null ? arranged : kind, value)),
                        open.columns(),
                        open.reason(),
                        open.basis(),
                        open.justification(),
                        open.caseReference(),
                        open.length()));
    }

    /** What somebody says who opens emergency access, besides about whom. */
    public record Open(
            List<String> columns,
            String reason,
            String basis,
            String justification,
            String caseReference,
            Duration length) {}

    /**
     * Writes down a decision not to share.
     *
     * @param about null where the person was not named
     */
    public Recorded<NotShared> notShare(
            Caller caller,
            String askedBy,
            @Nullable DatasetId dataset,
            @Nullable Typed about,
            String why,
            String caseReference) {
        return notSharing.record(
                caller,
                new NotSharedAsk(
                        askedBy,
                        dataset,
                        about == null ? null : subject(about),
                        why,
                        caseReference));
    }

    /** Whom to call about what is withheld; empty where nothing is arranged any more. */
    public String call(DatasetId dataset) {
        return arrangements
                .standing(dataset)
                .map(Arrangement::arranged)
                .map(EmergencyArrangement::call)
                .orElse("");
    }

    private EmergencySubject subject(Typed typed) {
        var kind =
                subjects.kind(typed.kind())
                        .orElseThrow(() ->
                                new EmergencyException.BadField(
                                        "kind", "there is no such kind of identifier"));
        if (kind.code().equals(NHS_NUMBER) && !isNhsNumber(typed.value())) {
            throw new EmergencyException.BadField(
                    "value",
                    "that is not an NHS number: it has 10 digits, and the last one checks the"
                            + " others; look at it again");
        }
        return subjects.hash(kind, typed.value())
                .map(hash -> new EmergencySubject(kind.code(), hash.toString()))
                .orElseThrow(() ->
                        new EmergencyException.BadField(
                                "value", "that cannot be an identifier of this kind"));
    }

    /** Whether the check digit is right (NHS Data Dictionary, modulus 11). */
    static boolean isNhsNumber(String typed) {
        String digits = typed.replaceAll("[\\s-]", "");
        if (!digits.matches("[0-9]{10}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < NHS_DIGITS - 1; i++) {
            sum += (digits.charAt(i) - '0') * (NHS_DIGITS - i);
        }
        int check = 11 - sum % 11;
        return (check == 11 ? 0 : check) == digits.charAt(NHS_DIGITS - 1) - '0';
    }
}
