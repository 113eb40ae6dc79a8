package city.datastore.platform.desk;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.grounds.Grounds;
import city.datastore.access.grounds.GroundsKeeper;
import city.datastore.access.grounds.StoredGrounds;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.audit.event.Doubt;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.EventId;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges past decisions again, by the facts that they rested on; that too is on the record. */
public final class ReplayDesk {
    private final Gatekeeper gatekeeper;
    private final Trail trail;
    private final StoredGrounds grounds;
    private final PolicyEngine engine;
    private final DecisionDesk decisions;

    public ReplayDesk(
            Gatekeeper gatekeeper,
            Trail trail,
            StoredGrounds grounds,
            PolicyEngine engine,
            DecisionDesk decisions) {
        this.gatekeeper = gatekeeper;
        this.trail = trail;
        this.grounds = grounds;
        this.engine = engine;
        this.decisions = decisions;
    }

    /** What came of judging a past decision again. */
    public sealed interface Replay {
        /** The event of the decision. */
        StoredEvent stored();

        /**
         * It was judged again.
         *
         * @param then what the event says
         * @param grounds as far as the caller may see them
         * @param sameRules whether the rules are those of that instant
         * @param whole whether that is all; otherwise what the owner of the data laid down is left
         *     out, or an agreement that does not name the caller's agency
         * @param basis what the yes of now rests on, in the version of then; null for a no
         * @param readable question and facts as JSON, for people to read
         */
        record Judged(
                StoredEvent stored,
                Grounds grounds,
                Answer then,
                Answer again,
                boolean sameRules,
                boolean whole,
                DecisionDesk.@Nullable Basis basis,
                String readable)
                implements Replay {
            /** How the two answers compare. */
            public Likeness likeness() {
                return then.like(again);
            }
        }

        /** It could not be judged again. */
        record NotJudged(StoredEvent stored, Why why) implements Replay {}
    }

    /** How an answer compares to an earlier one. */
    public enum Likeness {
        SAME,
        /** The same reasons by their codes; a name or a sentence has changed. */
        REWORDED,
        OTHER
    }

    /** Why a decision could not be judged again. */
    public enum Why {
        /** The event is no decision of the gate, or from before grounds were kept. */
        NO_DECISION,
        /**
         * It was refused because facts could not be looked up, or kept, or because clocks
         * disagreed.
         */
        IN_DOUBT,
        GONE,
        ALTERED
    }

    /**
     * What was answered, as far as the record tells.
     *
     * @param columns empty: all of them, or they do not apply
     * @param next what the person could do, null where it is a yes or not known
     */
    public record Answer(
            boolean allowed, List<Reason> reasons, List<String> columns, @Nullable String next) {
        public Answer {
            reasons = List.copyOf(reasons);
            columns = List.copyOf(columns);
        }

        Likeness like(Answer other) {
            if (allowed != other.allowed
                    || !columns.equals(other.columns)
                    || !codes().equals(other.codes())) {
                return Likeness.OTHER;
            }
            return reasons.equals(other.reasons) ? Likeness.SAME : Likeness.REWORDED;
        }

        private List<String> codes() {
            return reasons.stream().map(Reason::code).toList();
        }

        private static Answer of(StoredEvent stored) {
            var event = stored.event();
            return new Answer(
                    event.outcome() instanceof Outcome.Allowed,
                    event.outcome().reasons(),
                    event.about().columns(),
                    null);
        }

        private static Answer of(Judgement judgement) {
            return switch (judgement) {
                case Judgement.Allowed allowed ->
                        new Answer(
                                true,
                                allowed.because(),
                                allowed.columns() instanceof ColumnScope.Only(var columns)
                                        ? List.copyOf(columns)
                                        : List.of(),
                                null);
                case Judgement.Refused refused ->
                        new Answer(false, refused.missing(), List.of(), refused.next());
            };
        }
    }

    /**
     * Judges again.
     *
     * @param event one that the trail holds and whose body is kept
     * @throws city.datastore.access.gate.RefusedException where the caller may not
     */
    public Recorded<Replay> replay(Caller caller, EventId event) {
        var found = trail.find(TrailScopes.of(caller), event);
        var pass =
                gatekeeper.admit(
                        Question.of(
                                caller,
                                Act.REPLAY_DECISION,
                                new Target.OfEvent(event, found.isPresent())));
        return new Recorded<>(judged(caller, found.orElseThrow()), pass.event());
    }

    /** Whether there is something to judge again for this caller. */
    public boolean offers(Caller caller, StoredEvent stored) {
        return named(stored) != null
                && gatekeeper.explain(
                                Question.of(
                                        caller,
                                        Act.REPLAY_DECISION,
                                        new Target.OfEvent(stored.event().id(), true)))
                        instanceof Judgement.Allowed;
    }

    private Replay judged(Caller caller, StoredEvent stored) {
        var event = stored.event();
        var named = named(stored);
        if (named == null) {
            boolean doubted =
                    event.outcome() instanceof Outcome.Refused(var reasons) && Doubt.among(reasons);
            return new Replay.NotJudged(stored, doubted ? Why.IN_DOUBT : Why.NO_DECISION);
        }
        return switch (grounds.find(named, event.at())) {
            case StoredGrounds.Kept.Gone() -> new Replay.NotJudged(stored, Why.GONE);
            case StoredGrounds.Kept.Altered() -> new Replay.NotJudged(stored, Why.ALTERED);
            case StoredGrounds.Kept.Found(var kept) -> {
                boolean rules = seesOwnersRules(caller, stored);
                var known = kept.knownTo(caller);
                var shown = rules ? known : known.withoutOwnersRules();
                var again = engine.judge(kept.question(), kept.facts().at(event.at()));
                yield new Replay.Judged(
                        stored,
                        shown,
                        Answer.of(stored),
                        Answer.of(again),
                        kept.policy().equals(grounds.policy()),
                        rules && known.equals(kept),
                        again instanceof Judgement.Allowed allowed
                                ? decisions.basis(
                                        kept.question().purpose(),
                                        allowed,
                                        shown.facts().rolePolicies())
                                : null,
                        grounds.readable(shown).toPrettyString());
            }
        };
    }

    /**
     * What an owner lays down for its data is for its own people and those who oversee the city:
     * somebody who was refused learns neither addresses nor whom else it keeps out.
     */
    private static boolean seesOwnersRules(Caller caller, StoredEvent stored) {
        var dataset = stored.event().about().dataset();
        return dataset == null
                || caller.of(dataset.agency())
                || TrailScopes.cutTo(caller).isEmpty();
    }

    private static @Nullable String named(StoredEvent stored) {
        return stored.event().about().details().get(GroundsKeeper.DETAIL);
    }
}
