package city.datastore.access.index;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Demand;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.RolePolicy;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.names.RolePolicyId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FactIndexTest {
    private static final List<AgencyCode> AGENCIES = List.of(BRENT, GLA, MPS);
    private static final List<String> PEOPLE = List.of("ann", "bob", "Cyd");

    @Nested
    class An_empty_index {
        @Test
        void allows_nothing() {
            var index = new FactIndex();
            var gate =
                    new Gatekeeper(
                            new PolicyEngine(),
                            index,
                            index,
                            index,
                            index,
                            index,
                            (_, _, _) -> "kept",
                            _ -> {},
                            Clock.fixed(NOW, ZoneOffset.UTC));

            assertThat(gate.explain(reading())).isInstanceOf(Judgement.Refused.class);
        }
    }

    @Nested
    class After_any_changes {
        /** Lists, looked through from one end to the other, are the specification. */
        @Test
        void it_answers_as_lists_of_the_same_facts_would() {
            var random = new Random(20261122);
            for (int world = 0; world < 50; world++) {
                var index = new FactIndex();
                Map<AgreementRef, Permit> permits = new HashMap<>();
                Map<List<Object>, List<HeldGrant>> grants = new HashMap<>();
                Map<AgencyCode, List<Prohibition>> prohibitions = new HashMap<>();
                Map<AgencyCode, List<AccessCondition>> conditions = new HashMap<>();
                Map<AgencyCode, List<RolePolicy>> policies = new HashMap<>();
                for (int change = 0; change < 60; change++) {
                    index.apply(change(random, permits, grants, prohibitions, conditions));
                    index.apply(narrowing(random, policies));
                }
                check(index, permits, grants, prohibitions);
                check(index, conditions);
                checkRoles(index, policies);
            }
        }

        private static Change change(
                Random random,
                Map<AgreementRef, Permit> permits,
                Map<List<Object>, List<HeldGrant>> grants,
                Map<AgencyCode, List<Prohibition>> prohibitions,
                Map<AgencyCode, List<AccessCondition>> conditions) {
            return switch (random.nextInt(4)) {
                case 2 -> {
                    var owner = one(random, AGENCIES);
                    var all = new ArrayList<AccessCondition>();
                    for (int i = random.nextInt(4); i > 0; i--) {
                        all.add(condition(random, owner));
                    }
                    conditions.put(owner, all);
                    yield new Change.OfConditions(owner, all);
                }
                case 0 -> {
                    var agreement = new AgreementRef("DSA-2026-000" + (1 + random.nextInt(5)));
                    var permit = random.nextInt(4) == 0 ? null : permit(random, agreement);
                    permits.remove(agreement);
                    Optional.ofNullable(permit).ifPresent(one -> permits.put(agreement, one));
                    yield new Change.OfPermit(agreement, permit);
                }
                case 1 -> {
                    var holder = new PersonId(one(random, PEOPLE));
                    var dataset = dataset(random);
                    var held = new ArrayList<HeldGrant>();
                    for (int i = random.nextInt(3); i > 0; i--) {
                        held.add(grant(random, holder, dataset));
                    }
                    grants.put(List.of(holder, dataset), held);
                    yield new Change.OfGrants(holder, dataset, held);
                }
                default -> {
                    var owner = one(random, AGENCIES);
                    var all = new ArrayList<Prohibition>();
                    for (int i = random.nextInt(4); i > 0; i--) {
                        all.add(prohibition(random, owner));
                    }
                    prohibitions.put(owner, all);
                    yield new Change.OfProhibitions(owner, all);
                }
            };
        }

        private static Change narrowing(Random random, Map<AgencyCode, List<RolePolicy>> policies) {
            var owner = one(random, AGENCIES);
            var all = new ArrayList<RolePolicy>();
            for (int i = random.nextInt(4); i > 0; i--) {
                var dataset = dataset(random);
                all.add(
                        new RolePolicy(
                                RolePolicyId.at(NOW),
                                owner,
                                dataset.agency().equals(owner) ? dataset : null,
                                i,
                                RoleMatrix.builtIn()));
            }
            policies.put(owner, all);
            return new Change.OfRolePolicies(owner, all);
        }

        private static void checkRoles(
                FactIndex index, Map<AgencyCode, List<RolePolicy>> policies) {
            assertThat(index.rolePolicies())
                    .isEqualTo(policies.values().stream().mapToInt(List::size).sum());
            for (var dataset : datasets()) {
                assertThat(index.rolePolicies(dataset))
                        .containsExactlyInAnyOrderElementsOf(
                                policies.getOrDefault(dataset.agency(), List.of()).stream()
                                        .filter(each -> each.concerns(dataset))
                                        .toList());
            }
        }

        private static AccessCondition condition(Random random, AgencyCode owner) {
            var dataset = dataset(random);
            return new AccessCondition(
                    ConditionId.at(NOW),
                    owner,
                    dataset.agency().equals(owner) ? dataset : null,
                    new Demand.SecondFactor());
        }

        private static void check(
                FactIndex index, Map<AgencyCode, List<AccessCondition>> conditions) {
            assertThat(index.conditions())
                    .isEqualTo(conditions.values().stream().mapToInt(List::size).sum());
            for (var dataset : datasets()) {
                assertThat(index.conditions(dataset))
                        .containsExactlyInAnyOrderElementsOf(
                                conditions.getOrDefault(dataset.agency(), List.of()).stream()
                                        .filter(each -> each.concerns(dataset))
                                        .toList());
            }
        }

        private static void check(
                FactIndex index,
                Map<AgreementRef, Permit> permits,
                Map<List<Object>, List<HeldGrant>> grants,
                Map<AgencyCode, List<Prohibition>> prohibitions) {
            permits.forEach(
                    (agreement, permit) -> assertThat(index.permit(agreement)).contains(permit));
            assertThat(index.agreements()).isEqualTo(permits.size());
            assertThat(index.grants())
                    .isEqualTo(grants.values().stream().mapToInt(List::size).sum());
            assertThat(index.prohibitions())
                    .isEqualTo(prohibitions.values().stream().mapToInt(List::size).sum());
            for (var dataset : datasets()) {
                for (var agency : AGENCIES) {
                    assertThat(index.permits(dataset, agency))
                            .containsExactlyInAnyOrderElementsOf(
                                    permits.values().stream()
                                            .filter(permit -> names(permit, dataset, agency))
                                            .toList());
                }
                for (var person : PEOPLE) {
                    var holder = new PersonId(person);
                    assertThat(index.grants(holder, dataset))
                            .isEqualTo(grants.getOrDefault(List.of(holder, dataset), List.of()));
                    assertThat(index.datasets(holder).contains(dataset))
                            .isEqualTo(!index.grants(holder, dataset).isEmpty());
                    var caller = caller(person, GLA, Role.OFFICER);
                    assertThat(index.prohibitions(dataset, caller))
                            .containsExactlyInAnyOrderElementsOf(
                                    prohibitions.getOrDefault(dataset.agency(), List.of()).stream()
                                            .filter(each -> concerns(each, dataset, person))
                                            .toList());
                }
            }
        }

        private static boolean names(Permit permit, DatasetId dataset, AgencyCode agency) {
            var absent = permit.absent();
            boolean names =
                    permit.datasets().containsKey(dataset)
                            || absent.values().stream()
                                    .anyMatch(each -> each.datasets().contains(dataset));
            boolean receives =
                    permit.receivers().contains(agency)
                            || (absent.containsKey(agency) && absent.get(agency).receives());
            return names && receives;
        }

        private static boolean concerns(Prohibition each, DatasetId dataset, String person) {
            return (each.dataset() == null || each.dataset().equals(dataset))
                    && (each.person() == null
                            || each.person().equals(Prohibition.normalised(person)));
        }

        private static Permit permit(Random random, AgreementRef agreement) {
            var receivers = new HashSet<AgencyCode>();
            var datasets = new HashMap<DatasetId, ColumnScope>();
            var absent = new HashMap<AgencyCode, Permit.Absence>();
            for (int i = 0; i < 3; i++) {
                receivers.add(one(random, AGENCIES));
                datasets.put(dataset(random), ColumnScope.ALL);
            }
            if (random.nextBoolean()) {
                var gone = one(random, AGENCIES);
                receivers.remove(gone);
                absent.put(
                        gone,
                        new Permit.Absence(
                                random.nextBoolean(),
                                random.nextBoolean(),
                                Set.of(dataset(random))));
            }
            return new Permit(
                    agreement,
                    1,
                    one(random, Arrays.asList(Permit.Standing.values())),
                    FROM,
                    UNTIL,
                    Set.copyOf(AGENCIES),
                    receivers,
                    datasets,
                    Set.of(ANALYSIS),
                    Set.of(PermittedAction.READ),
                    absent,
                    Map.of());
        }

        private static HeldGrant grant(Random random, PersonId holder, DatasetId dataset) {
            return new HeldGrant(
                    GrantId.at(NOW.plusMillis(random.nextInt(1_000_000))),
                    holder,
                    GLA,
                    dataset,
                    DSA,
                    ANALYSIS,
                    Set.of(PermittedAction.READ),
                    random.nextBoolean() ? ColumnScope.ALL : GRANTED,
                    FROM,
                    UNTIL,
                    random.nextBoolean());
        }

        private static Prohibition prohibition(Random random, AgencyCode owner) {
            boolean bar = random.nextBoolean();
            var on = new DatasetId(owner, one(random, List.of("one", "two")));
            return new Prohibition(
                    ProhibitionId.at(NOW.plusMillis(random.nextInt(1_000_000))),
                    bar ? Prohibition.Kind.BAR : Prohibition.Kind.FREEZE,
                    owner,
                    bar && random.nextBoolean() ? null : on,
                    bar ? one(random, PEOPLE) : null,
                    null);
        }

        private static DatasetId dataset(Random random) {
            return one(random, datasets());
        }

        private static List<DatasetId> datasets() {
            return AGENCIES.stream()
                    .flatMap(agency ->
                            List.of("one", "two").stream().map(name -> new DatasetId(agency, name)))
                    .toList();
        }

        private static <T> T one(Random random, List<T> of) {
            return of.get(random.nextInt(of.size()));
        }
    }
}
