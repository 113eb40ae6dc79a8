package city.datastore.platform.portal;

import city.datastore.access.certification.Certification;
import city.datastore.access.certification.Quarter;
import city.datastore.access.drafts.Draft;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Change;
import city.datastore.access.requests.Course;
import city.datastore.access.requests.Grant;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Step;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.reminders.Ahead;
import city.datastore.agreements.reminders.Hitch;
import city.datastore.agreements.reminders.Needless;
import city.datastore.agreements.reminders.Occasion;
import city.datastore.agreements.reminders.Reminder;
import city.datastore.agreements.reminders.ReminderKey;
import city.datastore.agreements.reminders.ReminderState;
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
import city.datastore.audit.event.Reason;
import city.datastore.audit.log.Salt;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.HoldId;
import city.datastore.audit.names.PermittedAction;
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
import city.datastore.platform.datasets.Classification;
import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.datasets.Version;
import city.datastore.platform.subjects.Access;
import city.datastore.platform.subjects.Subjects;
import city.datastore.platform.subjects.Withholding;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Things of the domain to show on a page: Brent shares its spending with the GLA. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-21T14:05:09Z");
    static final AgencyCode BRENT = new AgencyCode("brent");
    static final AgencyCode GLA = new AgencyCode("gla");
    static final DatasetId SPEND = new DatasetId(BRENT, "council-spend");
    static final AgreementRef DSA = new AgreementRef("DSA-2026-0001");
    static final PurposeCode REVIEW = new PurposeCode("procurement-review");
    static final AccessRequestId REQUEST =
            new AccessRequestId(UUID.fromString("0199f0a0-0000-7000-8000-000000000001"));
    static final GrantId GRANT =
            new GrantId(UUID.fromString("0199f0a0-0000-7000-8000-000000000002"));
    static final EventId EVENT =
            new EventId(UUID.fromString("0199f0a0-0000-7000-8000-000000000003"));
    static final ColumnScope SIX =
            ColumnScope.only(
                    List.of(
                            "Body Name",
                            "Date",
                            "Transaction Number",
                            "Amount",
                            "Supplier Name",
                            "Expense Area"));

    /** Suppliers as pseudonyms, areas masked, and one body's rows of at least 500. */
    static final Protection PROTECTION =
            new Protection(
                    Map.of(
                            "Supplier Name",
                            Treatment.PSEUDONYMISED,
                            "Expense Area",
                            Treatment.MASKED),
                    new RowFilter(
                            List.of(
                                    new RowCondition(
                                            "Body Name",
                                            RowCondition.Test.ONE_OF,
                                            List.of("Brent", "Brent Council")),
                                    new RowCondition(
                                            "Amount",
                                            RowCondition.Test.AT_LEAST,
                                            List.of("500")))));

    static final Questionnaire QUESTIONS = Questionnaire.load();
    static final Vocabularies VOCABULARIES = Vocabularies.load();
    static final TermsReview COLLEAGUE = new TermsReview(VOCABULARIES, QUESTIONS);

    private Samples() {}

    static Agencies agencies() {
        var all =
                List.of(
                        new Agency(BRENT, "Brent Council", "borough", "E09000005"),
                        new Agency(new AgencyCode("camden"), "Camden Council", "borough", null),
                        new Agency(GLA, "Greater London Authority", "mayor", "E12000007"));
        return new Agencies() {
            @Override
            public List<Agency> all() {
                return all;
            }

            @Override
            public Optional<Agency> find(AgencyCode code) {
                return all.stream().filter(agency -> agency.code().equals(code)).findFirst();
            }
        };
    }

    static Version version(int number) {
        return new Version(
                new VersionId(SPEND, number),
                2_345_678,
                "ab".repeat(32),
                "text/csv; charset=windows-1252",
                17_153L,
                List.of("Body Name", "Date"),
                NOW,
                new PersonId("p-steward"),
                "brent.steward");
    }

    static Dataset dataset(@Nullable Version latest) {
        return new Dataset(
                SPEND,
                "Council spending over £500",
                "Every payment of more than £500 that the council made, as it is published.",
                Classification.OFFICIAL,
                List.of("spending", "procurement"),
                List.of(
                        new Dataset.Column("Supplier Name", "text", "Who was paid", "non_personal"),
                        new Dataset.Column("Amount", "number", "", "non_personal")),
                false,
                NOW,
                latest);
    }

    /** One of which nobody has said what columns it has. */
    static Dataset undescribed() {
        var described = dataset(null);
        return new Dataset(
                SPEND,
                described.title(),
                described.description(),
                described.classification(),
                described.topics(),
                List.of(),
                false,
                NOW,
                null);
    }

    static Terms terms() {
        return new Terms(
                "Council spending for the procurement review",
                List.of(
                        new Terms.Party(BRENT, "independent_controller", true, false),
                        new Terms.Party(GLA, "independent_controller", false, true)),
                List.of(new Terms.Scope(SPEND, SIX)),
                List.of(
                        new Terms.Purpose(
                                REVIEW, "find suppliers that several agencies pay for the same")),
                Set.of(PermittedAction.READ),
                new Terms.LawfulBasis(
                        "6(1)(e)", null, null, List.of("Localism Act 2011 section 1")),
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2027-11-01T00:00:00Z"),
                Instant.parse("2027-05-01T00:00:00Z"),
                Particulars.NONE);
    }

    /** The same, which protects what it shares. */
    static Terms protectedTerms() {
        var terms = terms();
        return new Terms(
                terms.title(),
                terms.parties(),
                List.of(new Terms.Scope(SPEND, SIX, PROTECTION)),
                terms.purposes(),
                terms.actions(),
                terms.lawfulBasis(),
                terms.starts(),
                terms.ends(),
                terms.reviewDue(),
                terms.particulars());
    }

    /** The same with some answers of a full agreement. */
    static Terms full() {
        return terms().with(
                        Particulars.NONE
                                .ofExtent(Extent.FULL)
                                .with(
                                        Place.agreement(),
                                        "transfer-method",
                                        Answer.of("platform_dataset", "api"))
                                .with(
                                        new Place.OfParty(BRENT),
                                        "assurance-until",
                                        Answer.of("2027-12-31"))
                                .with(
                                        new Place.OfColumn(SPEND, "Amount"),
                                        "category",
                                        Answer.of("employment_financial"))
                                .with(
                                        new Place.OfColumn(SPEND, "Amount"),
                                        "reason",
                                        Answer.of("To compare what is paid")));
    }

    /** A full agreement on spending that two boroughs provide, and on which linking is allowed. */
    static Terms linking() {
        return full().with(
                        new Terms.Party(new AgencyCode("camden"), "joint_controller", true, true))
                .with(
                        full().particulars()
                                .with(
                                        Place.agreement(),
                                        "harms",
                                        Answer.of("Somebody is shamed.")));
    }

    static Agreement.Head head() {
        return new Agreement.Head(DSA, 1, 3, terms(), BRENT);
    }

    static Agreement.Signature signature(AgencyCode agency) {
        return new Agreement.Signature(
                agency, new PersonId("p-" + agency), agency + ".ig", NOW, "Agreed at the board");
    }

    private static Signatories both() {
        return Signatories.of(List.of(signature(BRENT), signature(GLA)), Set.of());
    }

    /**
     * Of four parties: two have signed in both offices, one waits and was reminded, and one has
     * left.
     */
    static Agreement ofFour() {
        var camden = new AgencyCode("camden");
        var mps = new AgencyCode("mps");
        var terms =
                terms().with(new Terms.Party(camden, "joint_controller", false, true))
                        .with(new Terms.Party(mps, "joint_controller", false, true));
        return new Agreement.Active(
                new Agreement.Head(DSA, 1, 7, terms, BRENT),
                new Signatories(
                        NOW.minusSeconds(900_000),
                        both().signatures(),
                        Set.of("siro"),
                        List.of(
                                signOff("siro", BRENT, ""),
                                signOff("siro", GLA, ""),
                                signOff("dpo", BRENT, "Keep it for a year at most.")),
                        List.of(
                                new Agreement.Stop(
                                        mps, new PersonId("p"), "mps.ig", NOW, "No need of it.")),
                        List.of(),
                        List.of()));
    }

    /** Letters to Brent in every state that a letter can be in. */
    static List<Reminder> reminders() {
        return Stream.concat(
                        Stream.of(
                                new ReminderState.Waiting(NOW, null),
                                new ReminderState.Sent(NOW),
                                new ReminderState.Refused(NOW, 550)),
                        Stream.concat(
                                Arrays.stream(Hitch.values())
                                        .map(hitch -> new ReminderState.Waiting(NOW, hitch)),
                                Arrays.stream(Needless.values())
                                        .map(why -> new ReminderState.Dropped(NOW, why))))
                .map(state ->
                        new Reminder(
                                new ReminderKey(
                                        DSA,
                                        Occasion.REVIEW,
                                        Instant.parse("2027-05-01T00:00:00Z"),
                                        Ahead.NINETY,
                                        BRENT),
                                NOW,
                                3,
                                state))
                .toList();
    }

    private static Signatories.SignOff signOff(String office, AgencyCode agency, String said) {
        return new Signatories.SignOff(
                office,
                new Agreement.Signature(
                        agency, new PersonId(office), agency + "." + office, NOW, said));
    }

    static Agreement superseded() {
        return new Agreement.Superseded(
                head(),
                both(),
                new Agreement.Stop(
                        BRENT,
                        new PersonId("p-brent"),
                        "brent.ig",
                        NOW,
                        "Replaced by DSA-2026-0002"),
                new AgreementRef("DSA-2026-0002"));
    }

    static Agreement proposed() {
        return new Agreement.Proposed(head(), Signatories.of(List.of(signature(BRENT)), Set.of()));
    }

    static Agreement active() {
        return new Agreement.Active(head(), both());
    }

    static Agreement suspended() {
        return new Agreement.Suspended(
                head(),
                both(),
                new Agreement.Stop(
                        BRENT, new PersonId("p-brent"), "brent.ig", NOW, "A column looks wrong."));
    }

    static Agreement terminated() {
        return new Agreement.Terminated(
                head(),
                both(),
                new Agreement.Stop(
                        BRENT, new PersonId("p-brent"), "brent.ig", NOW, "No longer needed."));
    }

    static Agreement expired() {
        return new Agreement.Expired(head(), both());
    }

    static List<Step> history() {
        return List.of(
                new Step(
                        2,
                        "proposed",
                        "proposed",
                        1,
                        BRENT,
                        new PersonId("p"),
                        "brent.ig",
                        NOW,
                        "For the board in December.",
                        ""),
                new Step(
                        1,
                        "drafted",
                        "draft",
                        1,
                        BRENT,
                        new PersonId("p"),
                        "brent.ig",
                        NOW,
                        "",
                        ""),
                new Step(
                        3,
                        "nudged",
                        "proposed",
                        1,
                        BRENT,
                        new PersonId("p"),
                        "brent.ig",
                        NOW,
                        "",
                        "gla"));
    }

    static AccessRequest.Asked asked() {
        return new AccessRequest.Asked(
                REQUEST,
                new PersonId("p-officer"),
                "gla.officer",
                GLA,
                SPEND,
                DSA,
                REVIEW,
                Set.of(PermittedAction.READ),
                Instant.parse("2027-06-04T23:00:00Z"),
                "To compare what Brent and others pay the same suppliers.",
                NOW,
                false,
                AccessRequest.Ties.NONE);
    }

    /** The same after it was sent back and changed. */
    static Course sentAgain() {
        return new Course(
                Course.Holder.OWNER,
                NOW.minus(Duration.ofDays(19)),
                List.of(
                        new Course.Step(
                                Course.What.ASKED,
                                NOW.minus(Duration.ofDays(30)),
                                "gla.officer",
                                ""),
                        new Course.Step(
                                Course.What.RETURNED,
                                NOW.minus(Duration.ofDays(25)),
                                "brent.ig",
                                "Half a year is enough."),
                        new Course.Step(
                                Course.What.SENT_AGAIN,
                                NOW.minus(Duration.ofDays(19)),
                                "gla.officer",
                                "")),
                List.of(
                        new Change("until", "4 June 2028", "4 June 2027"),
                        new Change("justification", "To compare.", "To compare what we pay.")),
                null,
                List.of(pending()));
    }

    /** Asked, and nothing else yet. */
    static Course waiting() {
        return course(Course.Holder.OWNER, List.of());
    }

    static Course course(Course.Holder holder, List<Course.Step> more) {
        var steps = new ArrayList<Course.Step>();
        steps.add(new Course.Step(Course.What.ASKED, NOW, "gla.officer", ""));
        steps.addAll(more);
        return new Course(holder, NOW, steps, List.of(), null, List.of());
    }

    static Draft draft() {
        return new Draft(
                REQUEST,
                new PersonId("p-officer"),
                new Draft.Content(
                        List.of(SPEND, DatasetId.parse("brent/trees")),
                        DSA,
                        REVIEW,
                        Set.of(PermittedAction.READ),
                        null,
                        "To compare"),
                new AccessRequest.Ties(REQUEST, null, null),
                NOW,
                NOW);
    }

    static AccessRequest pending() {
        return new AccessRequest.Pending(asked(), 0);
    }

    static AccessRequest granted() {
        return new AccessRequest.Granted(
                asked(), GRANT, new PersonId("p-ig"), "brent.ig", NOW, "Until the summer.");
    }

    static Certification certification(String holder) {
        return new Certification(
                GRANT,
                Quarter.of(NOW),
                Instant.parse("2026-12-01T00:00:00Z"),
                holder,
                GLA,
                SPEND,
                DSA,
                REVIEW,
                REQUEST,
                NOW,
                Instant.parse("2027-06-04T23:00:00Z"));
    }

    static AccessRequest returned() {
        return new AccessRequest.Returned(
                asked(), new PersonId("p-ig"), "brent.ig", NOW, "Half a year is enough.");
    }

    static AccessRequest refused() {
        return new AccessRequest.Refused(
                asked(), new PersonId("p-ig"), "brent.ig", NOW, "Ask for the published totals.");
    }

    static Grant grant(Grant.@Nullable Revocation revocation) {
        return new Grant(
                new HeldGrant(
                        GRANT,
                        new PersonId("p-officer"),
                        GLA,
                        SPEND,
                        DSA,
                        REVIEW,
                        Set.of(PermittedAction.READ),
                        SIX,
                        NOW,
                        Instant.parse("2027-06-04T23:00:00Z"),
                        revocation != null),
                "gla.officer",
                REQUEST,
                new PersonId("p-ig"),
                "brent.ig",
                NOW,
                revocation,
                null);
    }

    static Grant revoked() {
        return grant(
                new Grant.Revocation(new PersonId("p-ig"), "brent.ig", NOW, "The review is over"));
    }

    static Standings.GrantLine line(Grant grant) {
        return new Standings.GrantLine(grant, Standing.of(grant, active(), NOW));
    }

    static Standings.RequestLine line(AccessRequest request, @Nullable Grant grant) {
        return new Standings.RequestLine(
                request,
                Standing.of(request, grant == null ? null : Standing.of(grant, active(), NOW)));
    }

    static Ways.Way open() {
        return new Ways.Way(
                DSA,
                terms().title(),
                "active",
                REVIEW,
                "find suppliers that several agencies pay for the same",
                SIX,
                Protection.NONE,
                true,
                List.of(),
                "");
    }

    static Ways.Way openProtected() {
        var open = open();
        return new Ways.Way(
                open.agreement(),
                open.title(),
                open.state(),
                open.purpose(),
                open.text(),
                open.columns(),
                PROTECTION,
                true,
                List.of(),
                "");
    }

    static Ways.Way shut() {
        return new Ways.Way(
                DSA,
                terms().title(),
                "active",
                REVIEW,
                "find suppliers that several agencies pay for the same",
                SIX,
                Protection.NONE,
                false,
                refusal().missing(),
                refusal().next());
    }

    /** Somebody who holds a grant, and signed in with a password alone. */
    static Ways.Way closed() {
        return new Ways.Way(
                DSA,
                terms().title(),
                "active",
                REVIEW,
                "find suppliers that several agencies pay for the same",
                SIX,
                Protection.NONE,
                false,
                List.of(
                        new Reason(
                                "second-factor-required",
                                "Brent Council lets people read brent/council-spend only after"
                                        + " signing in with a one-time code.")),
                "Sign in with your one-time code.");
    }

    static Judgement.Refused refusal() {
        return new Judgement.Refused(
                List.of(new Reason("no-grant", "You hold no grant for brent/council-spend.")),
                "Ask for access: Brent Council’s information governance lead decides.");
    }

    static StoredEvent event(Outcome outcome) {
        var event =
                new AuditEvent(
                        EVENT,
                        NOW,
                        new Actor(
                                new PersonId("p-officer"),
                                "gla.officer",
                                GLA,
                                new TreeSet<>(Set.of("officer"))),
                        new Action("dataset.read", Activity.READ),
                        About.dataset(SPEND)
                                .withDataset(SPEND, 1)
                                .withAgreement(DSA, 1)
                                .withPurpose(REVIEW)
                                .withColumns(List.of("Amount", "Date"))
                                .withAccessRequest(REQUEST)
                                .withGrant(GRANT)
                                .withBytes(2_345_678L),
                        outcome,
                        new RequestId("r-1"));
        return new StoredEvent(
                12,
                NOW,
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
                NOW,
                "gla.officer read brent/council-spend on Saturday 21 November 2026 at 14:05. Working"
                        + " hours are 07:00 to 19:00, Monday to Friday.",
                new Alert.Person(new PersonId("p-officer"), "gla.officer", GLA),
                SPEND,
                BRENT,
                1,
                EVENT,
                EVENT);
    }

    static Alert volumeAlert() {
        return new Alert(
                AlertKind.BREAK_IN_VOLUME,
                "brent/council-spend",
                Instant.parse("2026-11-21T00:00:00Z"),
                Instant.parse("2026-11-22T00:00:00Z"),
                NOW,
                "brent/council-spend was read 25 times on Saturday 21 November 2026.",
                null,
                SPEND,
                BRENT,
                25,
                EVENT,
                EVENT);
    }

    static Alert historyAlert() {
        return new Alert(
                AlertKind.OTHER_HISTORY,
                "witness camden",
                Instant.parse("2026-11-21T00:00:00Z"),
                Instant.parse("2026-11-22T00:00:00Z"),
                NOW,
                "The witness camden refused a checkpoint of the audit log on Saturday 21 November"
                        + " 2026 at 14:05: the witness has cosigned a log of 5 events, and the log"
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
                NOW,
                ReviewOutcome.EXPLAINED,
                "The yearly return was due.\nBrent had told us.",
                EVENT);
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
                        new Retention.Outlook.Term(Period.ofYears(7), NOW),
                        new Retention.Outlook.Term(Period.ofYears(6), NOW.minusSeconds(9000))),
                List.of(new Retention.Outlook.Going("event_2020_11", 12_345, 4, 0, 12_348, "aa")),
                List.of(
                        new Retention.Outlook.Gone(
                                "event_2020_10", NOW, Period.ofYears(6), 300, 2, 0, 301, EVENT)));
    }

    static Hold hold(Hold.@Nullable Lifting lifting) {
        return new Hold(
                HoldId.parse("01890000-0000-7000-8000-00000000000a"),
                HoldKind.DATASET,
                "brent/council-spend",
                lifting == null ? null : BRENT,
                "A court asked for it on 3 June.",
                NOW,
                new PersonId("p-auditor"),
                "city.auditor",
                EVENT,
                lifting);
    }

    static Hold.Lifting lifting() {
        return new Hold.Lifting(
                "The case is closed.", NOW, new PersonId("p-auditor"), "city.auditor", EVENT);
    }

    static PrunedEvent pruned() {
        return new PrunedEvent(EVENT, 1234, NOW, Period.ofYears(6), EVENT);
    }

    static Subjects.Traced traced() {
        var seen = event(new Outcome.Allowed(List.of()));
        var version = new VersionId(DatasetId.parse("brent/council-spend"), 3);
        return new Subjects.Traced(
                "ab".repeat(32),
                List.of(version),
                List.of(new VersionId(DatasetId.parse("brent/trees"), 1)),
                new Page<>(
                        List.of(
                                new Access(seen, version, null, true),
                                new Access(seen, version, event(new Outcome.Done()), false)),
                        "bmV4dA"));
    }

    static Withholding withholding(@Nullable Instant ended) {
        return new Withholding(
                WithholdingId.parse("01890000-0000-7000-8000-00000000000b"),
                BRENT,
                ended == null ? new AgreementRef("DSA-2026-0001") : null,
                ended == null ? new PurposeCode("crime-prevention") : null,
                "An investigation is under way.",
                NOW.minusSeconds(9_000),
                new PersonId("p-ig"),
                "brent.ig",
                NOW.minusSeconds(60),
                ended);
    }
}
