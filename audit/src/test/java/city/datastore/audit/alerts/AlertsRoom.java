package city.datastore.audit.alerts;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Doubt;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of alerts have in common: events that went through the whole pipeline, in a real
 * database, and the alerts that they raised.
 */
abstract class AlertsRoom {
    static final Instant TEN = Instant.parse("2026-11-18T10:00:00Z");
    static final TrailScope ALL = new TrailScope.Everything();
    static final String FACTS =
            "SELECT string_agg(concat_ws('|', measure, subject, slot, events, bytes, last_at,"
                    + " dataset, owner), E'\\n' ORDER BY measure, subject, slot)"
                    + " FROM audit.alert_tally";
    static final AlertLimits LIMITS =
            new AlertLimits(
                    1_000_000,
                    3,
                    5,
                    3,
                    Duration.ofDays(90),
                    4,
                    20,
                    LocalTime.of(7, 0),
                    LocalTime.of(19, 0));

    /** Version 3 holds {@code lfb.officer}, and nothing else holds anybody. */
    static final OwnRecords OWN =
            (version, username) ->
                    version.equals(new VersionId(DatasetId.parse("lfb/staff"), 3))
                            && username.equals("lfb.officer");

    private static @Nullable Followed shared;

    final AuditStack stack;
    final List<AuditEvent> events;
    final Alerts alerts;

    /** A record that has been followed to its end, and the events in it. */
    private record Followed(AuditStack stack, List<AuditEvent> events) {}

    AlertsRoom() {
        var followed = followed();
        stack = followed.stack;
        events = followed.events;
        alerts = new JdbcAlerts(stack.audit(), stack.app());
    }

    /** One for all tests of the JVM: what one leaves in it, no other looks at. */
    private static synchronized Followed followed() {
        if (shared == null) {
            var stack = new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA));
            shared = new Followed(stack, stored(stack));
        }
        return shared;
    }

    static AuditEvent event(
            Instant at, String who, String action, String dataset, long bytes, Outcome outcome) {
        var about = About.dataset(DatasetId.parse(dataset));
        return AuditEvent.now(
                at,
                Events.actor(who),
                new Action(action, Activity.READ),
                bytes == 0 ? about : about.withBytes(bytes),
                outcome,
                new RequestId("r-1"));
    }

    static AuditEvent refused(int minute, String who, String dataset) {
        return event(
                TEN.plusSeconds(60L * minute),
                who,
                "dataset.read",
                dataset,
                0,
                new Outcome.Refused(List.of()));
    }

    /** Refused for nothing but what the platform was not sure of. */
    static AuditEvent doubted(int minute, String who, Doubt doubt) {
        return event(
                TEN.plusSeconds(60L * minute),
                who,
                "dataset.read",
                "camden/hmo",
                0,
                new Outcome.Refused(List.of(doubt.reason("The platform was not sure."))));
    }

    static AuditEvent readVersion(String who, int version) {
        return AuditEvent.now(
                TEN,
                Events.actor(who),
                new Action("dataset.read", Activity.READ),
                About.NOTHING.withDataset(DatasetId.parse("lfb/staff"), version),
                new Outcome.Allowed(List.of()),
                new RequestId("r-1"));
    }

    static AuditEvent read(Instant at, String who, String dataset) {
        return event(at, who, "dataset.read", dataset, 0, new Outcome.Allowed(List.of()));
    }

    /** Of one who worked for another agency before, and read what is now their own data then. */
    static List<AuditEvent> ofALead() {
        var later = TEN.plus(Duration.ofDays(1));
        var before =
                new Actor(
                        new PersonId("sub-lfb.officer"),
                        "mps.lead",
                        Events.agency("mps"),
                        new TreeSet<>(List.of("officer")));
        return List.of(
                read(TEN, "lfb.officer", "camden/hmo"),
                read(later, "lfb.officer", "lfb/staff"),
                refused(1, "lfb.officer", "brent/spend"),
                by(before, TEN, About.dataset(DatasetId.parse("lfb/staff"))),
                by(before, later, About.dataset(DatasetId.parse("camden/hmo"))),
                by(before, later, About.NOTHING));
    }

    static AuditEvent by(Actor actor, Instant at, About about) {
        return AuditEvent.now(
                at,
                actor,
                new Action("dataset.read", Activity.READ),
                about,
                new Outcome.Allowed(List.of()),
                new RequestId("r-1"));
    }

    private static List<AuditEvent> stored(AuditStack stack) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            events.add(refused(i, "mps.officer", "camden/hmo"));
            events.add(refused(i, "gla.officer", i == 0 ? "camden/hmo" : "brent/spend"));
        }
        events.add(
                event(
                        TEN,
                        "gla.officer",
                        "dataset.release",
                        "brent/spend",
                        600_000,
                        new Outcome.Done()));
        events.add(
                event(
                        TEN,
                        "gla.officer",
                        "dataset.release",
                        "brent/spend",
                        600_000,
                        new Outcome.Failed(List.of())));
        events.add(read(TEN.plus(Duration.ofHours(12)), "camden.officer", "camden/hmo"));
        events.add(readVersion("lfb.officer", 0));
        events.add(readVersion("lfb.officer", 2));
        events.add(readVersion("mps.officer", 3));
        events.add(readVersion("lfb.officer", 3));
        events.addAll(ofALead());
        for (int i = 0; i < 3; i++) {
            events.add(
                    event(
                            TEN.plus(Duration.ofDays(i)),
                            "mps.ig",
                            "emergency.open",
                            "camden/hmo",
                            0,
                            new Outcome.Done()));
        }
        for (int i = 0; i < 22; i++) {
            events.add(read(TEN.plusSeconds(i), "reader." + i, "brent/trees"));
        }
        for (int i = 0; i < 7; i++) {
            events.add(doubted(i, "brent.officer", Doubt.FACTS_UNAVAILABLE));
            events.add(doubted(i, "brent.officer", Doubt.CLOCKS_DISAGREE));
        }
        try (Pipeline pipeline = stack.started()) {
            for (AuditEvent event : events) {
                // one by one: several partitions keep no order among themselves
                pipeline.recorder().record(event);
                stack.awaitStored(event.id());
            }
        }
        followToTheEnd(new AlertFollower(stack.audit(), LIMITS, OWN));
        return List.copyOf(events);
    }

    static void followToTheEnd(AlertFollower follower) {
        while (follower.step().events() > 0) {
            // until there is nothing left
        }
    }

    List<String> kinds(TrailScope scope) {
        return alerts.find(scope, AlertQuery.ANY, new PageRequest(200, null)).items().stream()
                .map(each -> each.alert().kind().word() + " " + each.alert().subject())
                .sorted()
                .toList();
    }

    ReviewedAlert alert(AlertKind kind, String subject) {
        return alerts
                .find(ALL, new AlertQuery(kind, null, null, null), PageRequest.first())
                .items()
                .stream()
                .filter(each -> each.alert().subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    long rows(String table) {
        return stack.count("SELECT count(*) FROM audit." + table);
    }
}
