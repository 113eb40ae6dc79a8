package city.datastore.platform.portal;

import city.datastore.access.emergency.Vocabulary;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Reaching;
import city.datastore.audit.trail.Proving;
import city.datastore.audit.trail.PrunedEvent;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailScope;
import city.datastore.platform.desk.ReplayDesk;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** One event of the record with its proof, on a page and as files; seeing it is recorded too. */
@Controller
class EventPage {
    private static final MediaType RECEIPT = MediaType.parseMediaType(SignedNote.MEDIA_TYPE);

    private final Trail trail;
    private final Receipts receipts;
    private final Proving proving;
    private final Gatekeeper gatekeeper;
    private final ReplayDesk replays;
    private final Reaching reaching;
    private final Vocabulary vocabulary;
    private final Words words;
    private final Clock clock;

    EventPage(
            Trail trail,
            Receipts receipts,
            Proving proving,
            Gatekeeper gatekeeper,
            ReplayDesk replays,
            Reaching reaching,
            Vocabulary emergencyVocabulary,
            Words words,
            Clock clock) {
        this.trail = trail;
        this.receipts = receipts;
        this.proving = proving;
        this.gatekeeper = gatekeeper;
        this.replays = replays;
        this.reaching = reaching;
        this.vocabulary = emergencyVocabulary;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/audit/events/{id}")
    String page(Caller caller, @PathVariable String id, Model model, HttpServletResponse answer) {
        var reach = reaching.reach();
        if (!trail.holds(EventId.parse(id))
                && reach.mayStillCome(EventId.parse(id), clock.instant())) {
            model.addAttribute("id", id);
            model.addAttribute("reach", words.reach(reach, clock.instant()));
            answer.setStatus(HttpStatus.ACCEPTED.value());
            return "pages/event-not-yet";
        }
        var pruned = pruned(caller, EventId.parse(id));
        if (pruned.isPresent()) {
            gatekeeper.admit(
                    Question.of(
                            caller, Act.READ_EVENT, new Target.OfEvent(pruned.get().id(), true)));
            model.addAttribute("pruned", pruned.get());
            model.addAttribute("kept", RetentionPage.years(pruned.get().kept(), words));
            answer.setStatus(HttpStatus.GONE.value());
            return "pages/event-pruned";
        }
        var stored = seen(caller, id);
        model.addAttribute("provable", proving.check(stored));
        model.addAttribute("replayable", replays.offers(caller, stored));
        model.addAttribute("stored", stored);
        model.addAttribute("event", stored.event());
        model.addAttribute("about", stored.event().about());
        return "pages/event";
    }

    /** The proof that the event is in the log, for whoever may see the event. */
    @GetMapping("/audit/events/{id}/receipt")
    ResponseEntity<String> receipt(Caller caller, @PathVariable String id) {
        var stored = seen(caller, id);
        return receipts.of(stored)
                .map(receipt -> file(id + ".tlog-proof", RECEIPT).body(receipt.format()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE));
    }

    /** The decision judged again by what it rested on. */
    @GetMapping("/audit/events/{id}/replay")
    String replay(Caller caller, @PathVariable String id, Model model) {
        var event = EventId.parse(id);
        if (pruned(caller, event).isPresent()) {
            return "redirect:/audit/events/" + event;
        }
        if (!trail.holds(event)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var replay = replays.replay(caller, event).value();
        model.addAttribute("replay", replay);
        model.addAttribute("dutyTitles", vocabulary.dutyTitles());
        model.addAttribute("event", replay.stored().event());
        return "pages/replay";
    }

    /** The event as it was recorded, which its receipt proves. */
    @GetMapping("/audit/events/{id}/event.json")
    ResponseEntity<String> event(Caller caller, @PathVariable String id) {
        return file(id + ".json", MediaType.APPLICATION_JSON).body(seen(caller, id).canonical());
    }

    private static ResponseEntity.BodyBuilder file(String name, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    }

    private StoredEvent seen(Caller caller, String id) {
        var event = EventId.parse(id);
        if (!trail.holds(event) || pruned(caller, event).isPresent()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var found = trail.find(TrailScopes.of(caller), event);
        gatekeeper.admit(
                Question.of(caller, Act.READ_EVENT, new Target.OfEvent(event, found.isPresent())));
        return found.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /**
     * What is left of the event, for those who see all of the record: it does not tell in whose
     * scope the event was. To everybody else there is no such event.
     */
    private Optional<PrunedEvent> pruned(Caller caller, EventId event) {
        var pruned = trail.pruned(event);
        if (pruned.isPresent() && !(TrailScopes.of(caller) instanceof TrailScope.Everything)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return pruned;
    }
}
