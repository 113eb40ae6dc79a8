package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.drafts.Draft;
import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.emergency.ArrangementAsk;
import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.Duties;
import city.datastore.access.emergency.DutyAsk;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.agreements.Agreements;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where somebody begins, on the real platform. */
class HomePageIT {
    private static final AgencyCode GLA = new AgencyCode("gla");

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);

    private Document home(String person) {
        var browser = Browser.signedIn(platform, person);
        return Jsoup.parse(browser.get(platform.uri("/")).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"brent.officer", "brent.ig", "brent.siro", "city.auditor"})
    void leads_to_emergencies_whoever_may_list_them(String person) {
        assertThat(home(person).select("main a").eachAttr("href")).contains("/emergencies");
    }

    @Test
    void puts_emergency_access_of_one_s_own_before_that_of_colleagues_however_many_run() {
        var dataset = sharing.dataset("home-emergency");
        arrange(dataset);
        var lead = onDuty("gla.both", Role.IG_LEAD, Role.OFFICER);
        var officer = onDuty("gla.one", Role.OFFICER);
        var other = onDuty("gla.other", Role.OFFICER);

        String leads = open(lead, dataset);
        String officers = open(officer, dataset);
        var others = IntStream.range(0, 11).mapToObj(_ -> open(other, dataset)).toList();

        assertThat(emergencies(lead)).containsSubsequence(leads, others.getLast());
        assertThat(emergencies(officer)).containsExactly(officers);
    }

    private List<String> emergencies(Caller caller) {
        return platform.bean(EmergencyTasks.class).of(caller).stream()
                .flatMap(group -> group.tasks().stream())
                .map(Task::href)
                .toList();
    }

    private void arrange(DatasetId dataset) {
        platform.bean(Arrangements.class)
                .set(
                        sharing.brent(Role.IG_LEAD),
                        new ArrangementAsk(
                                dataset,
                                Map.of(GLA, Set.of("mash")),
                                List.of("address"),
                                "nhs",
                                "nhs_number",
                                "the duty desk"));
    }

    private Caller onDuty(String name, Role... roles) {
        var until = Instant.now().plus(Duration.ofDays(30));
        platform.bean(Duties.class)
                .appoint(sharing.gla(Role.IG_LEAD), new DutyAsk(name, "mash", until));
        return new Caller(
                new PersonId(name), name, GLA, Set.of(roles), true, new RequestId("home"));
    }

    /** Opens emergency access; the page of it. */
    private String open(Caller caller, DatasetId dataset) {
        var opened =
                platform.bean(Emergencies.class)
                        .open(
                                caller,
                                new EmergencyAsk(
                                        dataset,
                                        kind ->
                                                new EmergencySubject(
                                                        kind, "0123456789abcdef".repeat(4)),
                                        List.of("address"),
                                        "child-at-risk",
                                        "vital-interests",
                                        "A child is missing since this morning.",
                                        "CASE-1",
                                        Duration.ofHours(4)));
        return "/emergencies/" + opened.value().access().id();
    }

    @Test
    void keeps_a_request_that_somebody_began_before_their_eyes() {
        var dataset = sharing.dataset("home-draft");
        var content =
                new Draft.Content(List.of(dataset), null, null, Set.of(), null, "To compare.");
        var begun =
                platform.bean(RequestDrafts.class)
                        .begin(sharing.gla(Role.OFFICER), content)
                        .value();

        var asked =
                platform.bean(OfficerTasks.class).of(sharing.gla(Role.OFFICER)).stream()
                        .filter(group -> group.code().equals("home.asked"))
                        .flatMap(group -> group.tasks().stream())
                        .toList();

        assertThat(asked)
                .filteredOn(task -> task.href().equals("/access-requests/drafts/" + begun.id()))
                .singleElement()
                .satisfies(task -> assertThat(task.text()).isEqualTo(dataset.toString()));
    }

    @Test
    void tells_nobody_who_has_a_role_that_they_have_none() {
        assertThat(home("city.admin").text())
                .contains("Nothing is given to your role to do here.")
                .doesNotContain("Your sign-in gives you no role");
    }

    @Nested
    class Access_that_its_holder_has {
        private final Sharing sharing = new Sharing(platform);
        private final Caller officer = sharing.gla(Role.OFFICER);

        private Grant granted(String name) {
            var dataset = sharing.dataset(name);
            var asked = sharing.request(dataset, sharing.agreement(dataset)).asked().id();
            return platform.bean(AccessRequests.class)
                    .grant(sharing.brent(Role.IG_LEAD), asked, null, null, "For the review.")
                    .value();
        }

        private @Nullable String standing(Caller caller, Grant grant) {
            var standings =
                    new Standings(
                            platform.bean(Grants.class),
                            platform.bean(Agreements.class),
                            Clock.systemUTC());
            var standing = standings.of(caller, grant);
            return standing == null ? null : standing.word();
        }

        @Test
        void is_without_effect_while_they_act_for_another_agency() {
            var grant = granted("home-moved");
            var moved =
                    new Caller(
                            officer.person(),
                            officer.username(),
                            new AgencyCode("brent"),
                            officer.roles(),
                            false,
                            officer.request());

            assertThat(standing(officer, grant)).isEqualTo("grant.state.active");
            assertThat(standing(moved, grant)).isEqualTo("grant.state.not-given");
        }
    }
}
