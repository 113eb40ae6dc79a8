package city.datastore.platform.portal;

import city.datastore.audit.alerts.Alert;
import city.datastore.audit.alerts.AlertKind;
import city.datastore.audit.alerts.Review;
import city.datastore.audit.alerts.ReviewOutcome;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.log.Salt;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.HoldId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.names.WithholdingId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.retention.Hold;
import city.datastore.audit.retention.HoldKind;
import city.datastore.audit.retention.Retention;
import city.datastore.audit.trail.DayOfDecisions;
import city.datastore.audit.trail.PrunedEvent;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.platform.subjects.Access;
import city.datastore.platform.subjects.Subjects;
import city.datastore.platform.subjects.Withholding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is on the record, and what watches it, to show on a page. */
final class RecordSamples {
    private RecordSamples() {}

    static StoredEvent event(Outcome outcome) {
        var event =
                new AuditEvent(
                        Samples.EVENT,
                        Samples.NOW,
                        new Actor(
                                new PersonId("p-officer"),
                                "gla.officer",
                                Samples.GLA,
                                new TreeSet<>(Set.of("officer"))),
                        new Action("dataset.read", Activity.READ),
                        About.dataset(Samples.SPEND)
                                .withDataset(Samples.SPEND, 1)
                                .withAgreement(Samples.DSA, 1)
                                .withPurpose(Samples.REVIEW)
                                .withColumns(List.of("Amount", "Date"))
                                .withAccessRequest(Samples.REQUEST)
                                .withGrant(Samples.GRANT)
                                .withBytes(2_345_678L),
                        outcome,
                        new RequestId("r-1"));
        return new StoredEvent(
                12,
                Samples.NOW,
                event,
                "{\"action\":\"dataset.read\",\"outcome\":1}",
                Salt.of(new byte[Salt.BYTES]));
    }

    static Alert alert() {
        return new Alert(
                AlertKind.OUT_OF_HOURS,
                "p-officer brent/council-spend",
                Instant.parse("2026-11-20T19:00:00Z"),
                Instant.parse("2026-11-23T07:00:00Z"),
                Samples.NOW,
                "gla.officer read brent/council-spend on Saturday 21 November 2026 at 2:05pm. Working"
                        + " hours are 7am to 7pm, Monday to Friday.",
                new Alert.Person(new PersonId("p-officer"), "gla.officer", Samples.GLA),
                Samples.SPEND,
                Samples.BRENT,
                1,
                Samples.EVENT,
                Samples.EVENT);
    }

    static Alert volumeAlert() {
        return new Alert(
                AlertKind.BREAK_IN_VOLUME,
                "brent/council-spend",
                Instant.parse("2026-11-21T00:00:00Z"),
                Instant.parse("2026-11-22T00:00:00Z"),
                Samples.NOW,
                "brent/council-spend was read 25 times on Saturday 21 November 2026.",
                null,
                Samples.SPEND,
                Samples.BRENT,
                25,
                Samples.EVENT,
                Samples.EVENT);
    }

    static Alert historyAlert() {
        return new Alert(
                AlertKind.OTHER_HISTORY,
                "witness camden",
                Instant.parse("2026-11-21T00:00:00Z"),
                Instant.parse("2026-11-22T00:00:00Z"),
                Samples.NOW,
                "The witness camden refused a checkpoint of the audit log on Saturday 21 November"
                        + " 2026 at 2:05pm: the witness has cosigned a log of 5 events, and the log"
                        + " of 2 events now does not continue it.",
                null,
                null,
                null,
                0,
                null,
                null);
    }

    static Review review() {
        return new Review(
                new PersonId("p-auditor"),
                "city.auditor",
                new AgencyCode("city"),
                Samples.NOW,
                ReviewOutcome.EXPLAINED,
                "The yearly return was due.\nBrent had told us.",
                Samples.EVENT);
    }

    static ActivityChart chart() {
        var last = LocalDate.of(2026, 6, 3);
        return ActivityChart.of(
                List.of(
                        new DayOfDecisions(last.minusDays(3), 40, 2),
                        new DayOfDecisions(last.minusDays(1), 12, 0),
                        new DayOfDecisions(last, 25, 9)),
                last.minusDays(29),
                last);
    }

    static Retention.Outlook outlook() {
        return new Retention.Outlook(
                Period.ofYears(6),
                List.of(
                        new Retention.Outlook.Term(Period.ofYears(7), Samples.NOW),
                        new Retention.Outlook.Term(
                                Period.ofYears(6), Samples.NOW.minusSeconds(9000))),
                List.of(new Retention.Outlook.Going("event_2020_11", 12_345, 4, 0, 12_348, "aa")),
                List.of(
                        new Retention.Outlook.Gone(
                                "event_2020_10",
                                Samples.NOW,
                                Period.ofYears(6),
                                300,
                                2,
                                0,
                                301,
                                Samples.EVENT)));
    }

    static Hold hold(Hold.@Nullable Lifting lifting) {
        return new Hold(
                HoldId.parse("01890000-0000-7000-8000-00000000000a"),
                HoldKind.DATASET,
                "brent/council-spend",
                lifting == null ? null : Samples.BRENT,
                "A court asked for it on 3 June.",
                Samples.NOW,
                new PersonId("p-auditor"),
                "city.auditor",
                Samples.EVENT,
                lifting);
    }

    static Hold.Lifting lifting() {
        return new Hold.Lifting(
                "The case is closed.",
                Samples.NOW,
                new PersonId("p-auditor"),
                "city.auditor",
                Samples.EVENT);
    }

    static PrunedEvent pruned() {
        return new PrunedEvent(Samples.EVENT, 1234, Samples.NOW, Period.ofYears(6), Samples.EVENT);
    }

    static Subjects.Traced traced() {
        var seen = event(new Outcome.Allowed(List.of()));
        var version = new VersionId(DatasetId.parse("brent/council-spend"), 3);
        return new Subjects.Traced(
                "ab".repeat(32),
                List.of(version),
                true,
                List.of(new VersionId(DatasetId.parse("brent/trees"), 1)),
                true,
                new Page<>(
                        List.of(
                                new Access(seen, version, null, true),
                                new Access(seen, version, event(new Outcome.Done()), false)),
                        "bmV4dA"));
    }

    static Withholding withholding(@Nullable Instant ended) {
        return new Withholding(
                WithholdingId.parse("01890000-0000-7000-8000-00000000000b"),
                Samples.BRENT,
                ended == null ? new AgreementRef("DSA-2026-0001") : null,
                ended == null ? new PurposeCode("crime-prevention") : null,
                "An investigation is under way.",
                Samples.NOW.minusSeconds(9_000),
                new PersonId("p-ig"),
                "brent.ig",
                Samples.NOW.minusSeconds(60),
                ended);
    }
}
