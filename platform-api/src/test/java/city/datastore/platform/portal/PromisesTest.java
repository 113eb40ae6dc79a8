package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Facts;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.permits.Permits;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a page says in English that an agreement allows is what the engine allows: for every agency
 * and dataset of many agreements made at random, the sentence names the agency exactly when an
 * officer of it, with a grant, may read.
 */
class PromisesTest {
    private static final int MANY = 3_000;
    private static final Instant NOW = Samples.NOW;
    private static final AgreementRef DSA = Samples.DSA;
    private static final PurposeCode PURPOSE = new PurposeCode("help");
    private static final List<AgencyCode> AGENCIES =
            List.of(
                    Samples.BRENT,
                    Samples.GLA,
                    new AgencyCode("camden"),
                    new AgencyCode("mps"),
                    new AgencyCode("lfb"));
    private static final Pattern SENTENCE =
            Pattern.compile("(.+) may (.+) (?:all columns|\\d+ columns?) of (\\S+), from .+");
    private static final String LISTED = ", | and ";
    private static final PermittedAction LINK = new PermittedAction("link");

    private final Random random = new Random(20261122);
    private final Words words = new RenderedPages().words();
    private final Show show = new Show(Samples.agencies(), Samples.VOCABULARIES, words);
    private final Said said =
            new Said(Samples.QUESTIONS, Samples.VOCABULARIES, Samples.COLLEAGUE, show, words);
    private final PolicyEngine engine = new PolicyEngine();

    @Test
    void say_that_an_agency_may_read_exactly_when_the_engine_lets_it() {
        int allowed = 0;
        var kinds = new HashSet<String>();
        for (int i = 0; i < MANY; i++) {
            var agreement = agreement();
            var claims = claims(said.promises(agreement));
            for (var scope : agreement.head().terms().datasets()) {
                for (var agency : AGENCIES) {
                    if (agency.equals(scope.dataset().agency())) {
                        continue;
                    }
                    var judgement = judged(agreement, agency, scope.dataset());
                    boolean may = judgement instanceof Judgement.Allowed;
                    if (judgement instanceof Judgement.Allowed yes) {
                        assertThat(protections(said.promises(agreement)))
                                .contains(scope.dataset() + " " + yes.protection().words());
                        kinds.add(yes.protection().words());
                    }
                    assertThat(claims.contains(show.agency(agency) + " " + scope.dataset()))
                            .as("%s on %s: %s", agency, scope.dataset(), agreement)
                            .isEqualTo(may);
                    allowed += may ? 1 : 0;
                }
            }
        }
        assertThat(allowed).isGreaterThan(MANY / 4);
        assertThat(kinds).hasSize(4);
    }

    @Test
    void that_named_a_party_which_has_not_signed_would_be_noticed() {
        int wrong = 0;
        for (int i = 0; i < MANY; i++) {
            var agreement = agreement();
            // what the terms say, whoever has signed
            var claims = claims(said.promisesOfAll(agreement.head()));
            for (var scope : agreement.head().terms().datasets()) {
                for (var agency : AGENCIES) {
                    boolean claimed = claims.contains(show.agency(agency) + " " + scope.dataset());
                    wrong += claimed && !allows(agreement, agency, scope.dataset()) ? 1 : 0;
                }
            }
        }
        assertThat(wrong).isPositive();
    }

    /** {@code agency dataset} of every sentence that speaks of reading. */
    private static Set<String> claims(List<String> sentences) {
        var claims = new HashSet<String>();
        for (String sentence : sentences) {
            var parts = SENTENCE.matcher(sentence);
            assertThat(parts.matches()).as(sentence).isTrue();
            if (Arrays.asList(parts.group(2).split(LISTED, -1)).contains("read")) {
                for (String agency : parts.group(1).split(LISTED, -1)) {
                    claims.add(agency + " " + parts.group(3));
                }
            }
        }
        return claims;
    }

    /** {@code dataset what is done to it} of every sentence. */
    private static Set<String> protections(List<String> sentences) {
        var protections = new HashSet<String>();
        for (String sentence : sentences) {
            var parts = SENTENCE.matcher(sentence);
            assertThat(parts.matches()).as(sentence).isTrue();
            String rest = sentence.split("granted a person access\\.", 2)[1];
            protections.add(parts.group(3) + " " + rest.strip());
        }
        return protections;
    }

    private boolean allows(Agreement agreement, AgencyCode agency, DatasetId dataset) {
        return judged(agreement, agency, dataset) instanceof Judgement.Allowed;
    }

    private Judgement judged(Agreement agreement, AgencyCode agency, DatasetId dataset) {
        var person = new PersonId("somebody");
        var grant =
                new HeldGrant(
                        Samples.GRANT,
                        person,
                        agency,
                        dataset,
                        DSA,
                        PURPOSE,
                        Set.of(PermittedAction.READ),
                        ColumnScope.ALL,
                        NOW.minusSeconds(60),
                        NOW.plusSeconds(60),
                        false);
        var caller =
                new Caller(person, "x", agency, Set.of(Role.OFFICER), false, new RequestId("test"));
        var question =
                new Question(
                        caller, Act.READ_CONTENT, new Target.OfVersion(dataset, 1), DSA, PURPOSE);
        return engine.judge(
                question, Facts.none(NOW).with(List.of(Permits.of(agreement)), List.of(grant)));
    }

    private Protection protection() {
        var rows = new RowCondition("c", RowCondition.Test.AT_MOST, List.of("5"));
        return new Protection(
                random.nextBoolean() ? Map.of("a", Treatment.MASKED) : Map.of(),
                random.nextBoolean() ? new RowFilter(List.of(rows)) : RowFilter.NONE);
    }

    /** In force, with parties that give, receive, have signed or have left by lot. */
    private Agreement agreement() {
        var parties = new ArrayList<Terms.Party>();
        var datasets = new ArrayList<Terms.Scope>();
        var signatures = new ArrayList<Agreement.Signature>();
        var departures = new ArrayList<Agreement.Stop>();
        for (var agency : AGENCIES) {
            boolean provides = random.nextInt(3) == 0;
            parties.add(
                    new Terms.Party(agency, "joint_controller", provides, random.nextInt(3) > 0));
            if (provides) {
                datasets.add(
                        new Terms.Scope(
                                new DatasetId(agency, "data"),
                                random.nextBoolean()
                                        ? ColumnScope.ALL
                                        : ColumnScope.only(List.of("a", "b")),
                                protection()));
            }
            var person = new PersonId(agency + ".ig");
            if (signatures.isEmpty() || random.nextInt(4) > 0) {
                signatures.add(new Agreement.Signature(agency, person, person.value(), NOW, ""));
                if (random.nextInt(6) == 0) {
                    departures.add(
                            new Agreement.Stop(agency, person, person.value(), NOW, "No use."));
                }
            }
        }
        var terms =
                new Terms(
                        "Random",
                        parties,
                        datasets,
                        List.of(new Terms.Purpose(PURPOSE, "To help.")),
                        random.nextInt(5) == 0 ? Set.of(LINK) : Set.of(PermittedAction.READ, LINK),
                        new Terms.LawfulBasis("6(1)(e)", null, null, List.of()),
                        NOW.minusSeconds(3600),
                        NOW.plusSeconds(3600),
                        NOW.plusSeconds(1800),
                        Particulars.NONE);
        var signatories =
                new Signatories(
                        NOW, signatures, Set.of(), List.of(), departures, List.of(), List.of());
        return new Agreement.Active(
                new Agreement.Head(DSA, 1, 3, terms, Samples.BRENT), signatories);
    }
}
