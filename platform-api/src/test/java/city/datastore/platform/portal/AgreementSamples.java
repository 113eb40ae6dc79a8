package city.datastore.platform.portal;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Step;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.reminders.Ahead;
import city.datastore.agreements.reminders.Hitch;
import city.datastore.agreements.reminders.Needless;
import city.datastore.agreements.reminders.Occasion;
import city.datastore.agreements.reminders.Reminder;
import city.datastore.agreements.reminders.ReminderKey;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Agreements between Brent and the GLA to show on a page, in every state. */
final class AgreementSamples {
    private AgreementSamples() {}

    static Terms terms() {
        return termsFor(
                new Terms.Purpose(
                        Samples.REVIEW, "find suppliers that several agencies pay for the same"));
    }

    static Terms termsFor(Terms.Purpose purpose) {
        return new Terms(
                "Council spending for the procurement review",
                List.of(
                        new Terms.Party(Samples.BRENT, "independent_controller", true, false),
                        new Terms.Party(Samples.GLA, "independent_controller", false, true)),
                List.of(new Terms.Scope(Samples.SPEND, Samples.SIX)),
                List.of(purpose),
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
                List.of(new Terms.Scope(Samples.SPEND, Samples.SIX, Samples.PROTECTION)),
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
                                        new Place.OfParty(Samples.BRENT),
                                        "assurance-until",
                                        Answer.of("2027-12-31"))
                                .with(
                                        new Place.OfColumn(Samples.SPEND, "Amount"),
                                        "category",
                                        Answer.of("employment_financial"))
                                .with(
                                        new Place.OfColumn(Samples.SPEND, "Amount"),
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
        return new Agreement.Head(Samples.DSA, 1, 3, terms(), Samples.BRENT);
    }

    static Agreement.Signature signature(AgencyCode agency) {
        return new Agreement.Signature(
                agency,
                new PersonId("p-" + agency),
                agency + ".ig",
                Samples.NOW,
                "Agreed at the board");
    }

    private static Signatories both() {
        return Signatories.of(List.of(signature(Samples.BRENT), signature(Samples.GLA)), Set.of());
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
                new Agreement.Head(Samples.DSA, 1, 7, terms, Samples.BRENT),
                new Signatories(
                        Samples.NOW.minusSeconds(900_000),
                        both().signatures(),
                        Set.of("siro"),
                        List.of(
                                signOff("siro", Samples.BRENT, ""),
                                signOff("siro", Samples.GLA, ""),
                                signOff("dpo", Samples.BRENT, "Keep it for a year at most.")),
                        List.of(
                                new Agreement.Stop(
                                        mps,
                                        new PersonId("p"),
                                        "mps.ig",
                                        Samples.NOW,
                                        "No need of it.")),
                        List.of(),
                        List.of()));
    }

    /** Letters to Brent in every state that a letter can be in. */
    static List<Reminder> reminders() {
        return Stream.concat(
                        Stream.of(
                                new ReminderState.Waiting(Samples.NOW, null),
                                new ReminderState.Sent(Samples.NOW),
                                new ReminderState.Refused(Samples.NOW, 550)),
                        Stream.concat(
                                Arrays.stream(Hitch.values())
                                        .map(hitch ->
                                                new ReminderState.Waiting(Samples.NOW, hitch)),
                                Arrays.stream(Needless.values())
                                        .map(why -> new ReminderState.Dropped(Samples.NOW, why))))
                .map(state ->
                        new Reminder(
                                new ReminderKey(
                                        Samples.DSA,
                                        Occasion.REVIEW,
                                        Instant.parse("2027-05-01T00:00:00Z"),
                                        Ahead.NINETY,
                                        Samples.BRENT),
                                Samples.NOW,
                                3,
                                state))
                .toList();
    }

    private static Signatories.SignOff signOff(String office, AgencyCode agency, String said) {
        return new Signatories.SignOff(
                office,
                new Agreement.Signature(
                        agency, new PersonId(office), agency + "." + office, Samples.NOW, said));
    }

    static Agreement superseded() {
        return new Agreement.Superseded(
                head(),
                both(),
                new Agreement.Stop(
                        Samples.BRENT,
                        new PersonId("p-brent"),
                        "brent.ig",
                        Samples.NOW,
                        "Replaced by DSA-2026-0002"),
                new AgreementRef("DSA-2026-0002"));
    }

    /** Of data of two that is pseudonymised, so that it can be linked; one of them receives it. */
    static Agreement linked() {
        var camden = new AgencyCode("camden");
        var terms =
                terms().with(new Terms.Party(camden, "joint_controller", true, true))
                        .about(
                                List.of(
                                        new Terms.Scope(
                                                Samples.SPEND, Samples.SIX, Samples.PROTECTION),
                                        new Terms.Scope(
                                                new DatasetId(camden, "council-spend"),
                                                Samples.SIX,
                                                Samples.PROTECTION)));
        return new Agreement.Proposed(
                new Agreement.Head(Samples.DSA, 1, 3, linking(terms), Samples.BRENT),
                Signatories.of(List.of(signature(Samples.BRENT)), Set.of()));
    }

    private static Terms linking(Terms terms) {
        return new Terms(
                terms.title(),
                terms.parties(),
                terms.datasets(),
                terms.purposes(),
                Set.of(
                        PermittedAction.READ,
                        new PermittedAction("link"),
                        new PermittedAction("analyse")),
                terms.lawfulBasis(),
                terms.starts(),
                terms.ends(),
                terms.reviewDue(),
                terms.particulars());
    }

    static Agreement proposed() {
        return new Agreement.Proposed(
                head(), Signatories.of(List.of(signature(Samples.BRENT)), Set.of()));
    }

    static Agreement active() {
        return new Agreement.Active(head(), both());
    }

    static Agreement suspended() {
        return new Agreement.Suspended(
                head(),
                both(),
                new Agreement.Stop(
                        Samples.BRENT,
                        new PersonId("p-brent"),
                        "brent.ig",
                        Samples.NOW,
                        "A column looks wrong."));
    }

    static Agreement terminated() {
        return new Agreement.Terminated(
                head(),
                both(),
                new Agreement.Stop(
                        Samples.BRENT,
                        new PersonId("p-brent"),
                        "brent.ig",
                        Samples.NOW,
                        "No longer needed."));
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
                        Samples.BRENT,
                        new PersonId("p"),
                        "brent.ig",
                        Samples.NOW,
                        "For the board in December.",
                        ""),
                new Step(
                        1,
                        "drafted",
                        "draft",
                        1,
                        Samples.BRENT,
                        new PersonId("p"),
                        "brent.ig",
                        Samples.NOW,
                        "",
                        ""),
                new Step(
                        3,
                        "nudged",
                        "proposed",
                        1,
                        Samples.BRENT,
                        new PersonId("p"),
                        "brent.ig",
                        Samples.NOW,
                        "",
                        "gla"),
                new Step(
                        4,
                        "variation-signed-off",
                        "active",
                        1,
                        Samples.GLA,
                        new PersonId("p"),
                        "gla.siro",
                        Samples.NOW,
                        "",
                        "siro"));
    }
}
