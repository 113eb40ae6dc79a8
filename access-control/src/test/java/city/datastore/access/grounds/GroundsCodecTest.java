package city.datastore.access.grounds;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.NetworkAddress;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Demand;
import city.datastore.access.policy.EmergencyFacts;
import city.datastore.access.policy.Facts;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.Treatment;
import city.datastore.access.policy.Worlds;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.RolePolicyId;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class GroundsCodecTest {
    private static final String POLICY = Grounds.fingerprint(new PolicyEngine());
    private static final AccessRequestId REQUEST =
            AccessRequestId.parse("01890000-0000-7000-8000-000000000003");

    /** Every part of what a decision can rest on, none of it empty. */
    private static final Facts FULL =
            new Facts(
                    NOW,
                    List.of(
                            new Permit(
                                    DSA,
                                    3,
                                    Permit.Standing.SUSPENDED,
                                    FROM,
                                    UNTIL,
                                    Set.of(BRENT, GLA, MPS),
                                    Set.of(GLA, BRENT),
                                    Map.of(SPEND, AGREED),
                                    Set.of(ANALYSIS, FRAUD),
                                    Set.of(PermittedAction.READ, new PermittedAction("link")),
                                    Map.of(MPS, new Permit.Absence(true, true, Set.of(SPEND))),
                                    Map.of(
                                            SPEND,
                                            new Protection(
                                                    Map.of("supplier", Treatment.MASKED),
                                                    new RowFilter(
                                                            List.of(
                                                                    new RowCondition(
                                                                            "date",
                                                                            RowCondition.Test
                                                                                    .AT_LEAST,
                                                                            List.of(
                                                                                    "2026-01-01")))))))),
                    List.of(grant()),
                    List.of(
                            new Prohibition(
                                    ProhibitionId.parse("01890000-0000-7000-8000-000000000002"),
                                    Prohibition.Kind.EMBARGO,
                                    BRENT,
                                    SPEND,
                                    null,
                                    UNTIL)),
                    List.of(
                            condition(SPEND, hours(Set.of(DayOfWeek.FRIDAY), 22, 6)),
                            condition(null, new Demand.SecondFactor()),
                            condition(null, network("192.0.2.0/24", "2001:db8::/32")),
                            condition(SPEND, new Demand.Unreadable())),
                    List.of(
                            rolePolicy(
                                    SPEND,
                                    Map.of(
                                            ReadingAction.READ_UNDER_AGREEMENT,
                                            Set.of(Role.OFFICER, Role.SIRO))),
                            new RolePolicy(
                                    RolePolicyId.parse("01890000-0000-7000-8000-000000000007"),
                                    BRENT,
                                    null,
                                    2,
                                    new RoleMatrix.Unreadable())),
                    EmergencyFacts.NONE);

    private final GroundsCodec codec = new GroundsCodec();

    @Nested
    class Grounds_that_were_written {
        @Test
        void are_read_as_they_were_whatever_they_are_made_of() {
            var grounds = Grounds.of(POLICY, reading(), FULL);

            assertThat(readAgain(codec, grounds)).isEqualTo(grounds);
        }

        @Test
        void say_where_a_call_came_from_only_when_they_rest_on_that() {
            var there = NetworkAddress.parse("2001:db8::ffff").orElseThrow();
            var question = reading(glaOfficer().from(there));

            var kept = readAgain(codec, Grounds.of(POLICY, question, FULL));
            assertThat(kept.question().caller().address()).isEqualTo(there);

            for (var facts : List.of(facts(), facts(condition(null, new Demand.SecondFactor())))) {
                assertThat(Grounds.of(POLICY, question, facts).question().caller().address())
                        .isNull();
            }
        }

        @Test
        void may_be_about_anything_that_a_question_can_be_about() {
            var event = EventId.parse("01890000-0000-7000-8000-000000000004");
            for (var target :
                    List.of(
                            new Target.OfDataset(SPEND),
                            new Target.OfVersion(SPEND, 2),
                            new Target.OfAgreement(DSA, 2, Set.of(BRENT, GLA), BRENT, true),
                            new Target.OfAgreement(null, null, Set.of(), null, false),
                            new Target.OfRequest(REQUEST, SPEND, DSA, glaOfficer().person(), GLA),
                            new Target.OfGrant(grant().id(), SPEND, DSA, glaOfficer().person()),
                            new Target.OfOther(SPEND, glaOfficer().person(), null),
                            new Target.OfOther(SPEND, null, null),
                            new Target.OfList(),
                            new Target.OfList(glaOfficer().person()),
                            new Target.OfTrail(),
                            new Target.OfEvent(event, true),
                            new Target.OfAlert(SPEND, true, false),
                            new Target.OfSubject("nhs-number", "ab12"),
                            new Target.OfProhibition(null, BRENT, null, "gla.officer"),
                            new Target.OfCondition(null, BRENT, SPEND),
                            new Target.OfRolePolicy(null, BRENT, SPEND),
                            new Target.OfMark("hold-1", GLA))) {
                var question = Question.of(glaOfficer(), Act.SEE_ALERT, target);
                var grounds = Grounds.of(POLICY, question, Facts.none(NOW));

                assertThat(readAgain(codec, grounds)).isEqualTo(grounds);
            }
            assertThat(SealedTypes.within(Grounds.class)).contains(Target.class, ColumnScope.class);
        }

        @Test
        void are_judged_as_they_were() {
            var engine = new PolicyEngine();
            for (var facts : List.of(facts(), FULL, Facts.none(NOW))) {
                var read = readAgain(codec, Grounds.of(POLICY, reading(), facts));

                assertThat(engine.judge(read.question(), read.facts().at(NOW)))
                        .isEqualTo(engine.judge(reading(), facts));
            }
        }
    }

    @Nested
    class The_same_grounds {
        @Test
        void are_the_same_bytes_at_any_instant_and_in_any_call() {
            var later = FULL.at(NOW.plusSeconds(60));
            var elsewhere = reading().by(reading().caller().within(new RequestId("call-2")));

            assertThat(digest(new GroundsCodec(), Grounds.of(POLICY, elsewhere, later)))
                    .isEqualTo(digest(codec, Grounds.of(POLICY, reading(), FULL)));
        }

        @Test
        void are_other_bytes_when_one_thing_is_otherwise() {
            var before = digest(codec, Grounds.of(POLICY, reading(), facts()));

            var stepped =
                    new Caller(
                            glaOfficer().person(),
                            glaOfficer().username(),
                            GLA,
                            Set.of(Role.OFFICER),
                            true,
                            CALL);
            assertThat(
                            List.of(
                                    digest(codec, Grounds.of("other", reading(), facts())),
                                    digest(
                                            codec,
                                            Grounds.of(POLICY, reading().by(stepped), facts())),
                                    digest(
                                            codec,
                                            Grounds.of(
                                                    POLICY,
                                                    reading(),
                                                    Facts.none(NOW)
                                                            .with(
                                                                    List.of(
                                                                            Worlds.permit(
                                                                                    Permit.Standing
                                                                                            .ACTIVE,
                                                                                    FROM,
                                                                                    UNTIL
                                                                                            .plusMillis(
                                                                                                    1))),
                                                                    List.of(grant()))))))
                    .doesNotHaveDuplicates()
                    .doesNotContain(before);
        }

        @Test
        void keep_an_agreement_that_others_rest_on_once() {
            var mine = codec.write(Grounds.of(POLICY, reading(), facts()));
            var theirs =
                    codec.write(
                            Grounds.of(
                                    POLICY,
                                    reading().by(caller("gla.other", GLA, Role.OFFICER)),
                                    Facts.none(NOW).with(List.of(permit()), List.of())));

            assertThat(mine).hasSize(2);
            assertThat(theirs.getFirst().digest()).isEqualTo(mine.getFirst().digest());
            assertThat(theirs.getLast().digest()).isNotEqualTo(mine.getLast().digest());
        }
    }

    @Nested
    class Grounds_of_another_release {
        @Test
        void from_before_there_were_role_policies_have_none() {
            var parts = codec.write(Grounds.of(POLICY, reading(), Facts.none(NOW)));
            var older =
                    new String(parts.getLast().body(), StandardCharsets.UTF_8)
                            .replace(",\"rolePolicies\":[]", "");

            var read = codec.read(older.getBytes(StandardCharsets.UTF_8), _ -> new byte[0]);

            assertThat(older).doesNotContain("rolePolicies");
            assertThat(read.facts().rolePolicies()).isEmpty();
        }

        @Test
        void lack_what_was_not_known_then() {
            var parts = codec.write(Grounds.of(POLICY, reading(), Facts.none(NOW)));
            var older =
                    new String(parts.getLast().body(), StandardCharsets.UTF_8)
                            .replace(",\"prohibitions\":[]", "");

            var read = codec.read(older.getBytes(StandardCharsets.UTF_8), _ -> new byte[0]);

            assertThat(older).doesNotContain("prohibitions");
            assertThat(read.facts()).isEqualTo(Facts.none(Instant.EPOCH));
        }

        @Test
        void are_not_read_when_they_say_what_nobody_here_understands() {
            var newer =
                    new String(
                                    codec.write(Grounds.of(POLICY, reading(), facts()))
                                            .getLast()
                                            .body(),
                                    StandardCharsets.UTF_8)
                            .replace("\"prohibitions\"", "\"tides\":[],\"prohibitions\"");

            assertThatThrownBy(() ->
                            codec.read(newer.getBytes(StandardCharsets.UTF_8), _ -> new byte[0]))
                    .isInstanceOf(JacksonException.class);
        }
    }

    private static String digest(GroundsCodec codec, Grounds grounds) {
        return codec.write(grounds).getLast().digest();
    }

    private static Grounds readAgain(GroundsCodec codec, Grounds grounds) {
        var kept = new HashMap<String, byte[]>();
        var parts = codec.write(grounds);
        parts.forEach(part -> kept.put(part.digest(), part.body()));
        return codec.read(
                parts.getLast().body(), digest -> Objects.requireNonNull(kept.get(digest)));
    }
}
