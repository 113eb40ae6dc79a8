package city.datastore.platform.api;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Reach;
import city.datastore.audit.pipeline.Reaching;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailScope;
import city.datastore.platform.desk.ReplayDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Reading the record, within what the reader may see; that somebody read it is recorded too. */
@RestController
@RequestMapping(Paths.V1 + "/audit/events")
class AuditApi {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Gatekeeper gatekeeper;
    private final Trail trail;
    private final Receipts receipts;
    private final ReplayDesk replays;
    private final Reaching reaching;
    private final Clock clock;

    AuditApi(
            Gatekeeper gatekeeper,
            Trail trail,
            Receipts receipts,
            ReplayDesk replays,
            Reaching reaching,
            Clock clock) {
        this.gatekeeper = gatekeeper;
        this.trail = trail;
        this.receipts = receipts;
        this.replays = replays;
        this.reaching = reaching;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<PageJson<EventJson>> search(Caller caller, NativeWebRequest request) {
        var query = Query.of(request, TrailFilters.and("text", "limit", "cursor"));
        var wanted = TrailFilters.read(query);
        var pass = gatekeeper.admit(Question.of(caller, Act.SEARCH_TRAIL, new Target.OfTrail()));
        var found = query.page(page -> trail.search(TrailScopes.of(caller), wanted, page));
        return ApiHeaders.ok(pass.event()).body(PageJson.of(found, EventJson::of));
    }

    /** One that the log has not reached yet may be recorded all the same: 202, and ask again. */
    @GetMapping("/{id}")
    ResponseEntity<?> see(Caller caller, @PathVariable String id) {
        var event = Paths.event(id);
        var reach = reaching.reach();
        var found = arrived(TrailScopes.of(caller), event, reach);
        if (found.isEmpty() && !trail.holds(event)) {
            return notInTheLog(event, reach);
        }
        refuseIfPruned(caller, event);
        var pass = admit(caller, event, found.isPresent());
        return ApiHeaders.ok(pass.event()).body(EventJson.of(found.orElseThrow()));
    }

    /** The proof that the event is in the public log (c2sp.org/tlog-proof). */
    @GetMapping("/{id}/receipt")
    ResponseEntity<String> receipt(Caller caller, @PathVariable String id) {
        var event = Paths.event(id);
        var reach = reaching.reach();
        var found = arrived(TrailScopes.of(caller), event, reach);
        if (found.isEmpty() && !trail.holds(event)) {
            return notInTheLog(event, reach);
        }
        refuseIfPruned(caller, event);
        var pass = admit(caller, event, found.isPresent());
        return ApiHeaders.ok(pass.event())
                .contentType(MediaType.parseMediaType(SignedNote.MEDIA_TYPE))
                .body(receipts.of(found.orElseThrow()).orElseThrow().format());
    }

    /** Judges the decision again by what it rested on. */
    @GetMapping("/{id}/replay")
    ResponseEntity<?> replay(Caller caller, @PathVariable String id) {
        var event = Paths.event(id);
        var reach = reaching.reach();
        if (arrived(TrailScopes.of(caller), event, reach).isEmpty() && !trail.holds(event)) {
            return notInTheLog(event, reach);
        }
        refuseIfPruned(caller, event);
        var replay = replays.replay(caller, event);
        return ApiHeaders.ok(replay).body(ReplayJson.of(replay.value()));
    }

    /**
     * What is left does not tell in whose scope the event was, so that it is told to those who see
     * all of the record; to everybody else there is no such event.
     */
    private void refuseIfPruned(Caller caller, EventId event) {
        trail.pruned(event)
                .ifPresent(gone -> {
                    if (!(TrailScopes.of(caller) instanceof TrailScope.Everything)) {
                        throw noSuchEvent(event);
                    }
                    var pass = admit(caller, event, true);
                    throw new CallException.NoLongerKept(
                            pass.event(),
                            "the body of this event was deleted at "
                                    + gone.prunedAt()
                                    + " under the retention policy, which kept it for "
                                    + gone.kept()
                                    + "; its leaf remains in the log with the index "
                                    + gone.leafIndex()
                                    + ", so that a receipt made before still proves it");
                });
    }

    /**
     * Nobody can tell from an id whether there is an event of it.
     *
     * @param reach as it was before the event was looked for
     */
    private ResponseEntity<String> notInTheLog(EventId event, Reach reach) {
        if (!reach.mayStillCome(event, clock.instant())) {
            throw noSuchEvent(event);
        }
        return ResponseEntity.accepted()
                .header(HttpHeaders.RETRY_AFTER, "1")
                .contentType(MediaType.TEXT_PLAIN)
                .body(
                        "not yet in the log: if this event was recorded, it is recorded and not yet"
                                + " provable; ask again in a second\n");
    }

    private static CallException noSuchEvent(EventId event) {
        return new CallException.NoSuchThing("there is no event " + event + " in the record");
    }

    private Pass admit(Caller caller, EventId event, boolean visible) {
        return gatekeeper.admit(
                Question.of(caller, Act.READ_EVENT, new Target.OfEvent(event, visible)));
    }

    /** The event, waited for a moment if it may still be on its way. */
    private Optional<StoredEvent> arrived(TrailScope scope, EventId id, Reach reach) {
        Instant giveUp = clock.instant().plus(LONGEST_WAIT);
        while (true) {
            var found = trail.find(scope, id);
            if (found.isPresent()
                    || !reach.mayStillCome(id, clock.instant())
                    || clock.instant().isAfter(giveUp)) {
                return found;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return found;
            }
        }
    }
}
