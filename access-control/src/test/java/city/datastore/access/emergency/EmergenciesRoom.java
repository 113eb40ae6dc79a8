package city.datastore.access.emergency;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.access.AccessStack;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * What the tests of emergencies share: the real PostgreSQL, what is arranged, and somebody on duty.
 */
abstract class EmergenciesRoom {
    static final DatasetId CHILDREN = DatasetId.parse("brent/children");
    static final Caller OWNER = caller(BRENT, Role.IG_LEAD);
    static final Caller LEAD = caller(GLA, Role.IG_LEAD);
    static final Caller OFFICER = strongly(glaOfficer());
    static final Caller COLLEAGUE = strongly(caller("gla.second", GLA, Role.OFFICER));
    static final Caller CITY = caller(Agency.OVERSIGHT, Role.AUDITOR);
    static final PageRequest MANY = new PageRequest(200, null);
    static final String WHY = "A child is missing since this morning.";

    static AccessStack stack;
    static Arrangements arrangements;
    static Duties duties;
    static Emergencies emergencies;
    static NotSharing notSharing;
    static Gatekeeper gate;

    @BeforeAll
    static void start() {
        stack = new AccessStack();
        arrangements = stack.get(Arrangements.class);
        duties = stack.get(Duties.class);
        emergencies = stack.get(Emergencies.class);
        notSharing = stack.get(NotSharing.class);
        gate = stack.get(Gatekeeper.class);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    EmergenciesRoom() {
        arrangements.set(OWNER, arrangement("address", "allergies"));
        appoint("gla.officer");
        appoint("gla.second");
    }

    @AfterEach
    void end_what_stands() {
        stack.at(NOW);
        for (var one : emergencies.list(CITY, null, "running", MANY).items()) {
            emergencies.end(OWNER, one.access().id(), "end of the test");
        }
        for (var one : arrangements.list(OWNER, true, MANY).items()) {
            arrangements.end(OWNER, one.arranged().id(), "end of the test");
        }
        for (var one : duties.list(LEAD, true, MANY).items()) {
            duties.end(LEAD, one.appointment().id());
        }
    }

    static Caller strongly(Caller caller) {
        return with(caller, true);
    }

    static Caller weakly(Caller caller) {
        return with(caller, false);
    }

    static Caller with(Caller caller, boolean stepUp) {
        return new Caller(
                caller.person(),
                caller.username(),
                caller.agency(),
                caller.roles(),
                stepUp,
                caller.request());
    }

    static void appoint(String person) {
        duties.appoint(LEAD, new DutyAsk(person, DUTY_ROLE, NOW.plus(Duration.ofDays(30))));
    }

    static ArrangementAsk arrangement(String... columns) {
        return arrangement(Map.of(GLA, Set.of(DUTY_ROLE)), columns);
    }

    static ArrangementAsk arrangement(Map<AgencyCode, Set<String>> mayUse, String... columns) {
        return new ArrangementAsk(
                CHILDREN,
                mayUse,
                List.of(columns),
                "nhs",
                "nhs_number",
                "Brent's duty desk, 020 7946 0000");
    }

    static Recorded<Emergency> open() {
        return emergencies.open(OFFICER, ask(CHILDREN, Duration.ofHours(4), "address"));
    }

    static EmergencyAsk ask(DatasetId dataset, Duration length, String... columns) {
        return new EmergencyAsk(
                dataset,
                kind -> new EmergencySubject(kind, SOMEBODY),
                List.of(columns),
                "child-at-risk",
                "vital-interests",
                WHY,
                "CASE-1",
                length);
    }

    static EmergencyAsk changed(String reason, String basis, String why, String reference) {
        return new EmergencyAsk(
                CHILDREN,
                kind -> new EmergencySubject(kind, SOMEBODY),
                List.of("address"),
                reason,
                basis,
                why,
                reference,
                Duration.ofHours(4));
    }

    static void assertField(String field, EmergencyAsk ask, String words) {
        assertThatThrownBy(() -> emergencies.open(OFFICER, ask))
                .isInstanceOfSatisfying(
                        EmergencyException.BadField.class,
                        fault -> assertThat(fault.field()).isEqualTo(field))
                .hasMessageContaining(words);
    }

    static Question reading(Caller caller, @Nullable Emergency emergency) {
        return new Question(
                caller,
                Act.READ_CONTENT,
                new Target.OfVersion(CHILDREN, 1),
                null,
                null,
                emergency == null ? null : emergency.access().id());
    }

    static List<String> missing(Question question) {
        return switch (gate.explain(question)) {
            case Judgement.Allowed _ -> List.of();
            case Judgement.Refused refused -> refused.missing().stream().map(Reason::code).toList();
        };
    }

    static RefusedException refusedToOpen(Caller caller) {
        return refused(
                () -> emergencies.open(caller, ask(CHILDREN, Duration.ofHours(4), "address")));
    }

    static RefusedException refused(ThrowingCallable what) {
        return catchThrowableOfType(RefusedException.class, what);
    }

    static List<String> codes(RefusedException refused) {
        return refused.judgement().missing().stream().map(Reason::code).toList();
    }
}
