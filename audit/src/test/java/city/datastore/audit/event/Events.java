package city.datastore.audit.event;

import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Events for tests. */
public final class Events {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");
    public static final Action READ = new Action("dataset.read", Activity.READ);

    private static final List<Activity> ACTIVITIES = List.copyOf(EnumSet.allOf(Activity.class));

    private Events() {}

    public static AgencyCode agency(String code) {
        return new AgencyCode(code);
    }

    public static Actor actor(String username) {
        String agency = username.substring(0, username.indexOf('.'));
        return new Actor(
                new PersonId("sub-" + username),
                username,
                new AgencyCode(agency),
                new TreeSet<>(List.of("officer")));
    }

    /** An allowed reading of this dataset by this person, at noon. */
    public static AuditEvent read(String username, String dataset) {
        return AuditEvent.now(
                NOON,
                actor(username),
                READ,
                About.dataset(DatasetId.parse(dataset)),
                new Outcome.Allowed(List.of()),
                new RequestId("r-1"));
    }

    /** The event that {@code docs/audit-events.md} shows. */
    public static AuditEvent documented() {
        return new AuditEvent(
                EventId.parse("019aa6a8-f57b-7abc-8def-0123456789ab"),
                NOON,
                new Actor(
                        new PersonId("6af0f9d2-41c5-4c5e-9d3b-8d4e1f0a7b61"),
                        "gla.officer",
                        new AgencyCode("gla"),
                        new TreeSet<>(List.of("officer"))),
                READ,
                new About(
                        DatasetId.parse("brent/council-spend"),
                        3,
                        new AgreementRef("DSA-2026-0001"),
                        1,
                        new PurposeCode("spend-analysis"),
                        List.of("Supplier", "Amount (£)"),
                        null,
                        GrantId.parse("019aa6a8-0000-7abc-8def-0123456789ab"),
                        1_048_576L),
                new Outcome.Allowed(
                        List.of(
                                new Reason(
                                        "agreement-in-force",
                                        "The agreement DSA-2026-0001 is in force."),
                                new Reason("grant-in-force", "The grant is in force."))),
                new RequestId("4f1c2b7e-90aa"));
    }

    /** An event that names nothing but who did something, and for no agency. */
    public static AuditEvent bare() {
        Actor actor = actor("gla.officer");
        return AuditEvent.now(
                NOON,
                new Actor(actor.person(), actor.username(), null, actor.roles()),
                READ,
                About.NOTHING,
                new Outcome.Done(),
                new RequestId("r-1"));
    }

    /** Any event that can be, from few fields to all. */
    public static AuditEvent any(Random random) {
        Instant at = Instant.ofEpochMilli(Math.floorMod(random.nextLong(), 4_000_000_000_000L));
        return new AuditEvent(
                EventId.at(at),
                at,
                new Actor(
                        new PersonId("p" + random.nextInt(1_000)),
                        CanonicalJsonTest.text(random, 12),
                        random.nextBoolean() ? new AgencyCode("mps") : null,
                        new TreeSet<>(texts(random))),
                new Action(
                        "thing.verb" + random.nextInt(9),
                        ACTIVITIES.get(random.nextInt(ACTIVITIES.size()))),
                about(random, at),
                outcome(random),
                new RequestId("r." + random.nextInt(1_000)));
    }

    private static About about(Random random, Instant at) {
        return new About(
                maybe(random, new DatasetId(new AgencyCode("lfb"), "d" + random.nextInt(99))),
                maybe(random, 1 + random.nextInt(Integer.MAX_VALUE - 1)),
                maybe(random, new AgreementRef("DSA-2026-" + (1000 + random.nextInt(9000)))),
                maybe(random, 1 + random.nextInt(50)),
                maybe(random, new PurposeCode("hmo-enforcement")),
                texts(random),
                maybe(random, AccessRequestId.at(at)),
                maybe(random, GrantId.at(at)),
                maybe(random, random.nextLong() & CanonicalJson.MAX_WHOLE));
    }

    private static Outcome outcome(Random random) {
        List<Reason> reasons =
                texts(random).stream().map(text -> new Reason("some-code", text)).toList();
        return switch (random.nextInt(4)) {
            case 0 -> new Outcome.Allowed(reasons);
            case 1 -> new Outcome.Refused(reasons);
            case 2 -> new Outcome.Failed(reasons);
            default -> new Outcome.Done();
        };
    }

    private static List<String> texts(Random random) {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(CanonicalJsonTest.text(random, 10));
        }
        return texts;
    }

    private static <T> @Nullable T maybe(Random random, T value) {
        return random.nextBoolean() ? value : null;
    }
}
