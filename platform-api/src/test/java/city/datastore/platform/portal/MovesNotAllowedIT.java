package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Role;
import city.datastore.agreements.Variations;
import city.datastore.audit.names.AgreementRef;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The pages by which agreements move on, for those who may see the agreement and not move it. */
class MovesNotAllowedIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);

    private void saysWhyNot(String person, String path) {
        var page = Browser.signedIn(platform, person).get(platform.uri(path));

        var shown = Jsoup.parse(page.body());
        assertThat(page.statusCode()).as(path).isEqualTo(403);
        assertThat(forms(shown)).as(path).isEmpty();
        assertThat(shown.select("main h1").text()).as(path).isEqualTo("You cannot do this");
        assertThat(shown.select("main li").text()).as(path).containsPattern("role|You are n");
        assertThat(shown.select("main").text())
                .as(path)
                .containsPattern("What you can do Ask .*information governance lead");
    }

    private static List<String> forms(Document page) {
        return page.select("main form").eachAttr("action");
    }

    @Nested
    class An_officer_who_opens_the_page_of_a_move {
        @Test
        void on_an_agreement_in_force_is_told_why_not_and_who_could() {
            var ref = sharing.agreement(sharing.dataset("moves-in-force"));
            for (var step :
                    List.of(
                            "suspend",
                            "terminate",
                            "leave",
                            "supersede",
                            "invite",
                            "nudge",
                            "variation")) {
                saysWhyNot("brent.officer", "/agreements/" + ref + "/" + step);
            }
        }

        @Test
        void on_a_proposal_is_told_so_and_asked_for_no_second_factor() {
            var ref = sharing.proposal(sharing.dataset("moves-proposed"));
            for (var step : List.of("approve", "return", "nudge", "comments/new")) {
                saysWhyNot("gla.officer", "/agreements/" + ref + "/" + step);
            }
        }

        @Test
        void on_a_next_version_is_told_so() {
            var ref = sharing.agreement(sharing.dataset("moves-next"));
            platform.bean(Variations.class).begin(sharing.brent(Role.IG_LEAD), ref);
            for (var step : List.of("propose", "withdraw", "nudge")) {
                saysWhyNot("brent.officer", "/agreements/" + ref + "/variation/" + step);
            }
        }
    }

    @Nested
    class Somebody_whose_agency_is_no_party {
        @Test
        void is_told_on_the_record_what_its_own_page_tells_them() {
            var inForce = sharing.agreement(sharing.dataset("moves-of-others"));
            var proposed = sharing.proposal(sharing.dataset("moves-of-others-yet"));
            var next = sharing.agreement(sharing.dataset("moves-of-others-next"));
            platform.bean(Variations.class).begin(sharing.brent(Role.IG_LEAD), next);

            sameAsItsOwnPage(inForce, "suspend", "supersede", "invite", "nudge", "variation");
            sameAsItsOwnPage(proposed, "approve", "return", "comments/new");
            sameAsItsOwnPage(next, "variation/propose", "variation/nudge");
        }

        private void sameAsItsOwnPage(AgreementRef ref, String... steps) {
            var stranger = Browser.signedIn(platform, "camden.officer");
            var own = stranger.get(platform.uri("/agreements/" + ref));
            assertThat(own.statusCode()).isEqualTo(403);
            for (var step : steps) {
                var page = stranger.get(platform.uri("/agreements/" + ref + "/" + step));

                assertThat(page.statusCode()).as(step).isEqualTo(403);
                assertThat(page.headers().firstValue("Audit-Event")).as(step).isPresent();
                assertThat(reasons(page)).as(step).isNotEmpty().isEqualTo(reasons(own));
            }
        }

        private static List<String> reasons(HttpResponse<String> page) {
            return Jsoup.parse(page.body()).select("main li").eachText();
        }
    }

    @Nested
    class A_lead_who_opens_it {
        @Test
        void is_asked_as_ever() {
            var ref = sharing.agreement(sharing.dataset("moves-of-lead"));
            var lead = Browser.signedIn(platform, "brent.ig");
            for (var step : List.of("suspend", "terminate", "supersede", "invite", "variation")) {
                var page = lead.get(platform.uri("/agreements/" + ref + "/" + step));

                assertThat(page.statusCode()).as(step).isEqualTo(200);
                assertThat(forms(Jsoup.parse(page.body()))).as(step).isNotEmpty();
            }
        }
    }
}
