package city.datastore.access.index;

import static city.datastore.access.index.SomeFacts.given;
import static city.datastore.access.index.SomeFacts.promise;
import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the gate says from an index whose facts change under it. */
class ChangedFactsTest {
    private static final PersonId ANN = new PersonId("ann");

    private final FactIndex index = new FactIndex();
    private final Gatekeeper gate = gate(index);

    @Nested
    class A_grant_under_an_agreement {
        @BeforeEach
        void given() {
            index.add(promise(DSA, Permit.Standing.ACTIVE));
            index.add(new Holding(SomeFacts.given(1, ANN, SPEND, DSA), "a.smith"));
            assertThat(reasons(DSA)).isEmpty();
        }

        @Test
        void allows_nothing_once_the_agreement_is_suspended() {
            index.apply(new Change.OfPermit(DSA, promise(DSA, Permit.Standing.SUSPENDED)));
            assertThat(reasons(DSA)).containsExactly("agreement-not-in-force");

            index.apply(new Change.OfPermit(DSA, promise(DSA, Permit.Standing.ACTIVE)));
            assertThat(reasons(DSA)).isEmpty();
        }

        @Test
        void allows_nothing_while_there_is_no_such_agreement() {
            index.apply(new Change.OfPermit(DSA, null));
            assertThat(reasons(DSA)).containsExactly("agreement-unknown");
            assertThat(index.agreements()).isZero();

            index.apply(new Change.OfPermit(DSA, promise(DSA, Permit.Standing.ACTIVE)));
            assertThat(reasons(DSA)).isEmpty();
        }

        @Test
        void allows_what_the_agreement_says_now() {
            var other = DatasetId.parse("brent/other");
            index.apply(new Change.OfPermit(DSA, promise(DSA, Permit.Standing.ACTIVE, other)));

            assertThat(reasons(DSA)).containsExactly("dataset-not-in-agreement");
        }

        @Test
        void goes_with_the_agreement_to_which_it_is_moved() {
            index.add(promise(OTHER_DSA, Permit.Standing.ACTIVE));
            assertThat(reasons(OTHER_DSA)).containsExactly("no-grant");

            index.apply(held(SomeFacts.given(1, ANN, SPEND, OTHER_DSA)));

            assertThat(reasons(DSA)).containsExactly("no-grant");
            assertThat(reasons(OTHER_DSA)).isEmpty();
        }

        @Test
        void ends_when_it_is_revoked_and_when_it_is_gone() {
            index.apply(held(SomeFacts.given(1, ANN, SPEND, DSA, true)));
            assertThat(reasons(DSA)).containsExactly("grant-revoked");

            index.apply(held());
            assertThat(reasons(DSA)).containsExactly("no-grant");
            assertThat(index.grants()).isZero();
        }
    }

    @Nested
    class A_grant_that_was_known_before_its_agreement {
        @Test
        void allows_once_there_is_the_agreement() {
            index.add(new Holding(given(1, ANN, SPEND, DSA), "a.smith"));
            assertThat(reasons(DSA)).containsExactly("agreement-unknown");

            index.add(promise(DSA, Permit.Standing.ACTIVE));
            assertThat(reasons(DSA)).isEmpty();
        }
    }

    @Nested
    class After_thousands_of_changes {
        private static final int CHANGES = 10_000;

        /** Lists, looked through from one end to the other, are the specification. */
        @Test
        void the_gate_says_what_it_would_say_of_lists_of_the_same_facts() {
            var random = new Random(20261124);
            var lists = new Lists();
            var listed = gate(lists);
            int allowed = 0;
            for (int change = 0; change < CHANGES; change++) {
                index.apply(random.nextInt(3) == 0 ? promised(random, lists) : held(random, lists));
                var question = question(random);

                var judgement = gate.explain(question);

                assertThat(judgement).isEqualTo(listed.explain(question));
                allowed += judgement instanceof Judgement.Allowed ? 1 : 0;
            }
            assertThat(allowed).isBetween(CHANGES / 20, CHANGES * 19 / 20);
            assertThat(index.agreements()).isEqualTo(lists.permits.size());
            assertThat(index.grants())
                    .isEqualTo(lists.grants.values().stream().mapToInt(List::size).sum());
        }

        private static Change promised(Random random, Lists lists) {
            var agreement = agreement(random);
            var standing =
                    random.nextInt(4) == 0 ? Permit.Standing.SUSPENDED : Permit.Standing.ACTIVE;
            var permit = random.nextInt(8) == 0 ? null : promise(agreement, standing, on(random));
            lists.permits.remove(agreement);
            if (permit != null) {
                lists.permits.put(agreement, permit);
            }
            return new Change.OfPermit(agreement, permit);
        }

        private static Change held(Random random, Lists lists) {
            var holder = person(random);
            var dataset = on(random);
            var now = new ArrayList<Holding>();
            for (int i = random.nextInt(20); i > 0; i--) {
                boolean revoked = random.nextInt(8) == 0;
                now.add(
                        new Holding(
                                given(i, holder, dataset, agreement(random), revoked), "a.smith"));
            }
            lists.grants.put(List.of(holder, dataset), now.stream().map(Holding::grant).toList());
            return new Change.OfGrants(holder, dataset, now);
        }

        private static Question question(Random random) {
            return reading(
                    person(random), on(random), random.nextInt(4) == 0 ? null : agreement(random));
        }

        private static AgreementRef agreement(Random random) {
            return new AgreementRef("DSA-2026-" + (1000 + random.nextInt(30)));
        }

        private static PersonId person(Random random) {
            return new PersonId("reader-" + random.nextInt(300));
        }

        private static DatasetId on(Random random) {
            return random.nextInt(4) == 0 ? DatasetId.parse("mps/calls") : SPEND;
        }
    }

    /** The same facts, to be looked through. */
    private static final class Lists implements PermitSource, GrantSource {
        private final Map<AgreementRef, Permit> permits = new HashMap<>();
        private final Map<List<Object>, List<HeldGrant>> grants = new HashMap<>();

        @Override
        public Optional<Permit> permit(AgreementRef agreement) {
            return permits.values().stream()
                    .filter(each -> each.agreement().equals(agreement))
                    .findFirst();
        }

        @Override
        public List<Permit> permits(DatasetId dataset, AgencyCode receiver) {
            return permits.values().stream()
                    .filter(each -> each.datasets().containsKey(dataset))
                    .filter(each -> each.receivers().contains(receiver))
                    .toList();
        }

        @Override
        public List<HeldGrant> grants(PersonId holder, DatasetId dataset) {
            return grants.values().stream()
                    .flatMap(List::stream)
                    .filter(each -> each.holder().equals(holder) && each.dataset().equals(dataset))
                    .toList();
        }
    }

    private List<String> reasons(AgreementRef agreement) {
        return gate.explain(reading(ANN, SPEND, agreement)) instanceof Judgement.Refused refused
                ? refused.missing().stream().map(Reason::code).toList()
                : List.of();
    }

    private static Question reading(
            PersonId person, DatasetId dataset, @Nullable AgreementRef agreement) {
        return new Question(
                caller(person.value(), GLA, Role.OFFICER),
                Act.READ_CONTENT,
                new Target.OfVersion(dataset, 1),
                agreement,
                ANALYSIS);
    }

    private static Change held(HeldGrant... grants) {
        return new Change.OfGrants(
                ANN,
                SPEND,
                List.of(grants).stream().map(each -> new Holding(each, "a.smith")).toList());
    }

    private static Gatekeeper gate(FactIndex index) {
        var leased = new LeasedIndex(() -> 0);
        leased.replace(index);
        leased.leaseUntil(1);
        return gate(index, index, leased);
    }

    private static Gatekeeper gate(Lists lists) {
        return gate(lists, lists, new LeasedIndex());
    }

    private static Gatekeeper gate(PermitSource permits, GrantSource grants, LeasedIndex leased) {
        var nothing = new FactIndex();
        return new Gatekeeper(
                new PolicyEngine(),
                permits,
                grants,
                nothing,
                nothing,
                nothing,
                leased,
                (_, _, _) -> "kept",
                _ -> {},
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
