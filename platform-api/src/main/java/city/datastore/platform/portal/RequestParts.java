package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.access.teams.Member;
import city.datastore.access.teams.Teams;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the page of a request shows, whoever looks at it and whatever they have just done there. */
@Component
class RequestParts {
    /** How long before its end a grant can be renewed in the pages. */
    private static final Duration RENEWABLE = Duration.ofDays(60);

    private final AccessRequests requests;
    private final Grants grants;
    private final Teams teams;
    private final Agreements agreements;
    private final Gatekeeper gatekeeper;
    private final Standings standings;
    private final Words words;
    private final Clock clock;

    RequestParts(
            AccessRequests requests,
            Grants grants,
            Teams teams,
            Agreements agreements,
            Gatekeeper gatekeeper,
            Standings standings,
            Words words,
            Clock clock) {
        this.requests = requests;
        this.grants = grants;
        this.teams = teams;
        this.agreements = agreements;
        this.gatekeeper = gatekeeper;
        this.standings = standings;
        this.words = words;
        this.clock = clock;
    }

    /**
     * @param form null where nothing has been typed
     */
    String show(
            Caller caller,
            AccessRequest request,
            @Nullable DecisionForm form,
            FormErrors errors,
            Model model) {
        var asked = request.asked();
        var terms = terms(caller, asked);
        var offered = offered(terms, asked);
        var grant = standings.grant(caller, request);
        boolean mine = asked.requester().equals(caller.person());
        boolean pending = request instanceof AccessRequest.Pending;
        model.addAttribute("request", request);
        model.addAttribute("revision", Looked.revision(request));
        model.addAttribute("asked", asked);
        model.addAttribute("terms", terms.orElse(null));
        var standing = standings.of(caller, grant.orElse(null));
        model.addAttribute("grant", grant.orElse(null));
        model.addAttribute("grantStanding", standing);
        model.addAttribute("standing", Standing.of(request, standing));
        model.addAttribute("askAgain", askAgain(asked));
        model.addAttribute("mine", mine);
        model.addAttribute("mayGrant", pending && may(caller, Act.GRANT_REQUEST, asked));
        model.addAttribute("mayRefuse", pending && may(caller, Act.REFUSE_REQUEST, asked));
        model.addAttribute("mayReturn", pending && may(caller, Act.RETURN_REQUEST, asked));
        model.addAttribute("mayWithdraw", pending && may(caller, Act.WITHDRAW_REQUEST, asked));
        var course = requests.course(request);
        model.addAttribute("course", course);
        var team = teams.of(asked.id());
        model.addAttribute("team", team);
        model.addAttribute(
                "members", team.stream().map(Member::name).collect(Collectors.joining("\n")));
        model.addAttribute("days", Show.daysBetween(course.since(), clock.instant()));
        var held = grant.map(Grant::held).filter(_ -> mine);
        var renewing = held.flatMap(each -> requests.renewing(caller, each.id()));
        model.addAttribute(
                "renewing", renewing.map(each -> Renewing.of(each, caller)).orElse(null));
        model.addAttribute(
                "renewable",
                renewing.isEmpty()
                        && held.filter(each -> renewable(each, clock.instant())).isPresent());
        var revocable = revocable(caller, request);
        model.addAttribute("mayRevoke", !revocable.isEmpty());
        model.addAttribute("whose", DecisionForm.whose(revocable, words));
        model.addAttribute("check", pending ? Checked.of(requests.preCheck(caller, asked)) : null);
        model.addAttribute("form", form == null ? DecisionForm.answering(asked, offered) : form);
        model.addAttribute("errors", errors);
        model.addAttribute("columnChoices", Choice.named(offered));
        model.addAttribute("maxText", AccessRequest.Asked.MAX_TEXT);
        return "pages/access-request";
    }

    static boolean renewable(HeldGrant held, Instant now) {
        return held.inForceAt(now) && held.until().isBefore(now.plus(RENEWABLE));
    }

    /** Where the same can be asked for anew. */
    static String askAgain(AccessRequest.Asked asked) {
        return Link.to("/datasets/" + asked.dataset() + "/request")
                .with("way", asked.agreement() + "|" + asked.purpose())
                .toString();
    }

    /** Grants that came of the request and that the caller may end. */
    List<Grant> revocable(Caller caller, AccessRequest request) {
        return grants.standing(request.asked().id()).stream()
                .filter(one ->
                        Possible.is(
                                gatekeeper,
                                caller,
                                Act.REVOKE_GRANT,
                                new Target.OfGrant(
                                        one.held().id(),
                                        one.held().dataset(),
                                        one.held().agreement(),
                                        one.held().holder())))
                .toList();
    }

    /**
     * The columns that the agreement names for the dataset; empty where it gives all of them.
     *
     * @throws RefusedException where it is in doubt what the agreement says
     */
    List<String> offered(Caller caller, AccessRequest.Asked asked) {
        return offered(terms(caller, asked), asked);
    }

    private static List<String> offered(Optional<Terms> terms, AccessRequest.Asked asked) {
        return terms.stream()
                .flatMap(one -> one.datasets().stream())
                .filter(scope -> scope.dataset().equals(asked.dataset()))
                .map(Terms.Scope::columns)
                .findFirst()
                .map(scope ->
                        switch (scope) {
                            case ColumnScope.All _ -> List.<String>of();
                            case ColumnScope.Only(var names) -> List.copyOf(names);
                        })
                .orElse(List.of());
    }

    /**
     * What the agreement says, where the caller may see it.
     *
     * @throws RefusedException where that is in doubt: nothing is to be offered as if it said less
     */
    private Optional<Terms> terms(Caller caller, AccessRequest.Asked asked) {
        try {
            return Optional.of(agreements.see(caller, asked.agreement()).value().head().terms());
        } catch (AgreementException.NotFound _) {
            return Optional.empty();
        } catch (RefusedException e) {
            if (e.inDoubt()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private boolean may(Caller caller, Act act, AccessRequest.Asked asked) {
        var target =
                new Target.OfRequest(
                        asked.id(),
                        asked.dataset(),
                        asked.agreement(),
                        asked.requester(),
                        asked.agency());
        return Possible.is(gatekeeper, caller, act, target);
    }
}
