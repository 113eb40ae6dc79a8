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
import city.datastore.access.requests.RequestException;
import city.datastore.access.teams.Member;
import city.datastore.access.teams.Teams;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import city.datastore.audit.names.AccessRequestId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One request for access: deciding it, taking it back, and revoking the grant that came of it. */
@Controller
@RequestMapping("/access-requests/{id}")
class RequestPage {
    /** How long before its end a grant can be renewed in the pages. */
    private static final Duration RENEWABLE = Duration.ofDays(60);

    private final AccessRequests requests;
    private final Teams teams;
    private final Agreements agreements;
    private final Gatekeeper gatekeeper;
    private final Standings standings;
    private final Show show;
    private final Words words;
    private final Clock clock;

    RequestPage(
            AccessRequests requests,
            Teams teams,
            Agreements agreements,
            Gatekeeper gatekeeper,
            Standings standings,
            Show show,
            Words words,
            Clock clock) {
        this.requests = requests;
        this.teams = teams;
        this.agreements = agreements;
        this.gatekeeper = gatekeeper;
        this.standings = standings;
        this.show = show;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String request(Caller caller, @PathVariable String id, Model model) {
        var wanted = AccessRequestId.parse(id);
        if (teams.joined(caller, wanted).isPresent()) {
            return "redirect:/access-requests/" + wanted + "/terms";
        }
        var request = requests.request(caller, wanted);
        return show(caller, request, null, FormErrors.none(), model);
    }

    @PostMapping("/grant")
    String grant(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var fields = new Fields(sent);
        var form = DecisionForm.of(fields);
        var looked = Looked.of(fields);
        var errors = FormErrors.none();
        if (looked.changed(request)) {
            errors.add("team", looked.said(teams.of(request.asked().id()), words));
        }
        var until = words.endOf(errors, "until", form.until(), "request.grant.until.name");
        var columns =
                form.granted(
                        offered(terms(caller, request.asked()), request.asked()), errors, words);
        AskForm.checkText(
                errors, "comment", form.comment(), "request.grant.comment.missing", words);
        if (errors.any() || until == null) {
            return show(caller, request, form, errors, model);
        }
        try {
            var asked = request.asked();
            var end = Words.notPast(until, asked.until());
            requests.grant(caller, asked.id(), looked.revision(), end, columns, form.comment());
            return done(id, "request.granted", next);
        } catch (RequestException.ChangedMeanwhile _) {
            errors.add("team", looked.said(teams.of(request.asked().id()), words));
            return show(
                    caller, requests.request(caller, request.asked().id()), form, errors, model);
        } catch (RequestException.BadField e) {
            errors.add(
                    FormErrors.field(e.field(), DecisionForm.FIELDS, "until"),
                    Words.sentence(e.getMessage()));
        } catch (RequestException.NotCovered e) {
            errors.add("until", show.reasons(e.missing()));
        } catch (RequestException.WrongState e) {
            errors.add("until", Words.sentence(e.getMessage()));
        }
        return show(caller, request, form, errors, model);
    }

    @PostMapping("/refusal")
    String refuse(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var form = DecisionForm.of(new Fields(sent));
        var errors = FormErrors.none();
        AskForm.checkText(errors, "reason", form.reason(), "request.refuse.reason.missing", words);
        if (!errors.any()) {
            try {
                requests.refuse(caller, request.asked().id(), form.reason());
                return done(id, "request.refused", next);
            } catch (RequestException.WrongState | RequestException.BadField e) {
                errors.add("reason", Words.sentence(e.getMessage()));
            }
        }
        return showAgain(caller, request, form.reason(), "", errors, model);
    }

    @PostMapping("/return")
    String giveBack(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var form = DecisionForm.of(new Fields(sent));
        var errors = FormErrors.none();
        AskForm.checkText(
                errors, "changes", form.changes(), "request.return.changes.missing", words);
        if (!errors.any()) {
            try {
                requests.giveBack(caller, request.asked().id(), form.changes());
                return done(id, "request.returned", next);
            } catch (RequestException.WrongState | RequestException.BadField e) {
                errors.add("changes", Words.sentence(e.getMessage()));
            }
        }
        return showAgain(caller, request, "", form.changes(), errors, model);
    }

    /** With what was written, and what a grant would give as if nothing had been sent. */
    private String showAgain(
            Caller caller,
            AccessRequest request,
            String reason,
            String changes,
            FormErrors errors,
            Model model) {
        var asked = request.asked();
        var kept = DecisionForm.answering(asked, offered(terms(caller, asked), asked));
        var form = new DecisionForm(kept.until(), kept.columns(), "", reason, changes, "", "");
        return show(caller, request, form, errors, model);
    }

    @PostMapping("/withdrawal")
    String withdraw(Caller caller, @PathVariable String id, Model model, RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        try {
            requests.withdraw(caller, request.asked().id());
            return done(id, "request.withdrawn", next);
        } catch (RequestException.WrongState e) {
            var errors = FormErrors.of("main-content", Words.sentence(e.getMessage()));
            return show(caller, request, null, errors, model);
        }
    }

    @PostMapping("/revocation")
    String revoke(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var form = DecisionForm.of(new Fields(sent));
        var errors = FormErrors.none();
        AskForm.checkText(
                errors, "revocation", form.revocation(), "request.revoke.reason.missing", words);
        var standing = revocable(caller, request);
        if (standing.isEmpty()) {
            errors.add("revocation", words.say("request.revoke.nothing"));
        } else if (form.whose().isEmpty() && standing.size() > 1) {
            errors.add("whose", words.say("request.revoke.whose.missing"));
        } else if (!form.everybody() && whose(standing).stream().noneMatch(form::means)) {
            // what was written is about somebody else than those who are left
            var gone = FormErrors.of("revocation", words.say("request.revoke.whose.gone"));
            return show(caller, request, null, gone, model);
        }
        if (!errors.any()) {
            try {
                if (form.everybody()) {
                    requests.revokeAll(caller, request.asked().id(), form.revocation());
                    return done(id, "request.revoked.everybody", next);
                }
                requests.revoke(caller, form.among(standing).held().id(), form.revocation());
                return done(id, "request.revoked", next);
            } catch (RequestException.WrongState | RequestException.BadField e) {
                errors.add("revocation", Words.sentence(e.getMessage()));
            }
        }
        return show(caller, request, form, errors, model);
    }

    /** Names the team of a request of mine that nobody has decided. */
    @PostMapping("/team")
    String team(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var request = requests.request(caller, AccessRequestId.parse(id));
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        try {
            teams.name(caller, request.asked().id(), fields.lines("members"));
            return done(id, "team.named", next);
        } catch (RequestException.BadField e) {
            boolean pending = request instanceof AccessRequest.Pending;
            errors.add(pending ? "members" : "main-content", Words.sentence(e.getMessage()));
        } catch (RequestException.WrongState e) {
            errors.add("main-content", Words.sentence(e.getMessage()));
        }
        String page = show(caller, request, null, errors, model);
        model.addAttribute("members", fields.text("members"));
        return page;
    }

    private String done(String id, String code, RedirectAttributes next) {
        next.addFlashAttribute("done", words.say(code));
        return "redirect:/access-requests/" + AccessRequestId.parse(id);
    }

    private String show(
            Caller caller,
            AccessRequest request,
            @Nullable DecisionForm form,
            FormErrors errors,
            Model model) {
        var asked = request.asked();
        var terms = terms(caller, asked);
        var offered = offered(terms, asked);
        var grant = standings.grant(caller, request);
        var target =
                new Target.OfRequest(
                        asked.id(),
                        asked.dataset(),
                        asked.agreement(),
                        asked.requester(),
                        asked.agency());
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
        model.addAttribute("mine", asked.requester().equals(caller.person()));
        model.addAttribute(
                "mayGrant", pending && Possible.is(gatekeeper, caller, Act.GRANT_REQUEST, target));
        model.addAttribute(
                "mayRefuse",
                pending && Possible.is(gatekeeper, caller, Act.REFUSE_REQUEST, target));
        model.addAttribute(
                "mayReturn",
                pending && Possible.is(gatekeeper, caller, Act.RETURN_REQUEST, target));
        var course = requests.course(request);
        model.addAttribute("course", course);
        var team = teams.of(asked.id());
        model.addAttribute("team", team);
        model.addAttribute(
                "members", team.stream().map(Member::name).collect(Collectors.joining("\n")));
        model.addAttribute("days", Show.daysBetween(course.since(), clock.instant()));
        model.addAttribute(
                "renewable",
                asked.requester().equals(caller.person())
                        && grant.map(Grant::held)
                                .filter(held -> renewable(held, clock.instant()))
                                .isPresent());
        model.addAttribute(
                "mayWithdraw",
                pending && Possible.is(gatekeeper, caller, Act.WITHDRAW_REQUEST, target));
        var revocable = revocable(caller, request);
        model.addAttribute("mayRevoke", !revocable.isEmpty());
        model.addAttribute("whose", whose(revocable));
        model.addAttribute("check", pending ? Checked.of(requests.preCheck(caller, asked)) : null);
        model.addAttribute("form", form == null ? DecisionForm.answering(asked, offered) : form);
        model.addAttribute("errors", errors);
        model.addAttribute(
                "columnChoices", offered.stream().map(one -> new Choice(one, one)).toList());
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
    private List<Grant> revocable(Caller caller, AccessRequest request) {
        return requests.standing(request.asked().id()).stream()
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

    /** Each of them by itself, and everybody last where there are several. */
    private List<Choice> whose(List<Grant> standing) {
        var choices = new ArrayList<Choice>();
        for (var grant : standing) {
            choices.add(new Choice(grant.held().id().toString(), grant.holderName()));
        }
        if (standing.size() > 1) {
            var everybody = words.say("request.revoke.whose.everybody");
            choices.add(new Choice(DecisionForm.EVERYBODY, everybody));
        }
        return choices;
    }

    /** The columns that the agreement names for the dataset; empty where it gives all of them. */
    private List<String> offered(Optional<Terms> terms, AccessRequest.Asked asked) {
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
}
