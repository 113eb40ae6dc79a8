package city.datastore.access.gate;

import city.datastore.access.clocks.ClockCheck;
import city.datastore.access.grounds.GroundsKeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.index.FactIndex;
import city.datastore.access.index.LeasedIndex;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ConditionSource;
import city.datastore.access.policy.EmergencySource;
import city.datastore.access.policy.Facts;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.ProhibitionSource;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.RolePolicySource;
import city.datastore.access.policy.Supposition;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Doubt;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Recorder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The only door: gathers facts, lets the policy judge, puts the decision on the record, and only
 * then answers.
 */
public final class Gatekeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    /** Doubt refuses: what could not be looked up counts against the question. */
    static final Judgement.Refused IN_DOUBT =
            new Judgement.Refused(
                    List.of(
                            Doubt.FACTS_UNAVAILABLE.reason(
                                    "What this decision rests on could not be looked up.")),
                    "Try again in a minute; if it stays, tell whoever runs the platform.");

    /** And so does what time it is, where it matters and two clocks do not say the same. */
    static final Judgement.Refused CLOCKS_DISAGREE =
            new Judgement.Refused(
                    List.of(
                            Doubt.CLOCKS_DISAGREE.reason(
                                    "The platform cannot be sure what time it is, and so whether"
                                            + " this is still allowed, or already: two of its"
                                            + " clocks disagree.")),
                    "Try again in a few minutes; if it stays, tell whoever runs the platform that"
                            + " one of its clocks is wrong.");

    private final PolicyEngine engine;
    private final FactFinder facts;
    private final LeasedIndex index;
    private final GroundsKeeper grounds;
    private final Recorder recorder;
    private final Clock clock;
    private final ClockCheck clocks;
    private final LongAdder fromIndex = new LongAdder();
    private final LongAdder fromDatabase = new LongAdder();

    /** A gate that asks the sources each time. */
    public Gatekeeper(
            PolicyEngine engine,
            PermitSource permits,
            GrantSource grants,
            ProhibitionSource prohibitions,
            ConditionSource conditions,
            RolePolicySource rolePolicies,
            GroundsKeeper grounds,
            Recorder recorder,
            Clock clock) {
        this(
                engine,
                permits,
                grants,
                prohibitions,
                conditions,
                rolePolicies,
                new LeasedIndex(),
                grounds,
                recorder,
                clock);
    }

    /** Where there are no emergencies, and one clock only. */
    public Gatekeeper(
            PolicyEngine engine,
            PermitSource permits,
            GrantSource grants,
            ProhibitionSource prohibitions,
            ConditionSource conditions,
            RolePolicySource rolePolicies,
            LeasedIndex index,
            GroundsKeeper grounds,
            Recorder recorder,
            Clock clock) {
        this(
                engine,
                permits,
                grants,
                prohibitions,
                conditions,
                rolePolicies,
                EmergencySource.NONE,
                index,
                grounds,
                recorder,
                clock,
                ClockCheck.NONE);
    }

    /**
     * @param emergencies asked each time: none of it is in the index
     * @param index asked instead of the sources, where it may be
     * @param grounds keeps what each decision rests on, before it is recorded
     * @param clocks whether the clock may be believed, where the answer depends on it
     */
    public Gatekeeper(
            PolicyEngine engine,
            PermitSource permits,
            GrantSource grants,
            ProhibitionSource prohibitions,
            ConditionSource conditions,
            RolePolicySource rolePolicies,
            EmergencySource emergencies,
            LeasedIndex index,
            GroundsKeeper grounds,
            Recorder recorder,
            Clock clock,
            ClockCheck clocks) {
        this.engine = engine;
        this.facts =
                new FactFinder(
                        permits, grants, prohibitions, conditions, rolePolicies, emergencies);
        this.index = index;
        this.grounds = grounds;
        this.recorder = recorder;
        this.clock = clock;
        this.clocks = clocks;
    }

    /**
     * Decides and records; no transaction may be open.
     *
     * @throws RefusedException when the answer is no; the refusal is on the record
     * @throws city.datastore.audit.pipeline.NotRecordedException when the decision could not be
     *     recorded in time
     */
    public Pass admit(Question question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "a decision is made before the transaction that uses it is opened: "
                            + question.act());
        }
        var now = now();
        var decision = kept(question, decide(question, now, Set.of()), now);
        var event = record(question, decision, now);
        return switch (decision.judgement()) {
            case Judgement.Allowed allowed -> new Pass(event, question, allowed);
            case Judgement.Refused refused -> throw new RefusedException(event, question, refused);
        };
    }

    /**
     * The same judgement for somebody who only wants to know; nothing is released and nothing
     * recorded.
     */
    public Judgement explain(Question question) {
        return explain(question, Set.of());
    }

    /** What the judgement would be if something were otherwise; nothing is recorded either. */
    public Judgement explain(Question question, Set<Supposition> supposing) {
        return decide(question, now(), supposing).judgement();
    }

    /**
     * What the judgement would be of somebody else's question, as far as the asker may know what it
     * rests on: an agreement that does not name the asker's agency is answered as if there were
     * none, whomever it names. The city's auditors know all of them. Nothing is recorded.
     */
    public Judgement explainTo(Caller asker, Question question, Set<Supposition> supposing) {
        var decision = decide(question, now(), supposing);
        var known = decision.facts().knownTo(asker);
        return known.permits().size() == decision.facts().permits().size()
                ? decision.judgement()
                : engine.judge(question, known);
    }

    /**
     * Whether what the pass allowed is still allowed now, under the same agreement and the same
     * grant: asked again and again while bytes flow.
     *
     * @throws ClocksDisagreeException when clocks disagree: a doubt, which is not a yes
     * @throws RuntimeException of the source that failed when that cannot be looked up: one too
     */
    public boolean stillAllows(Pass pass) {
        var held = pass.judgement();
        var now = now();
        if (timeInDoubt(pass.question(), now)) {
            throw new ClocksDisagreeException();
        }
        var known =
                FactFinder.restsOnIndex(pass.question())
                        ? index.read(facts -> of(facts).find(pass.question(), now))
                        : null;
        return (known != null && stillAllows(pass.question(), held, known))
                || stillAllows(pass.question(), held, readAgain(pass.question(), now));
    }

    private boolean stillAllows(Question question, Judgement.Allowed held, Facts found) {
        return engine.judge(question, narrowed(found, held)) instanceof Judgement.Allowed allowed
                && allowed.columns().covers(held.columns())
                && allowed.protection().covers(held.protection(), held.columns());
    }

    private static Facts narrowed(Facts found, Judgement.Allowed held) {
        var permit = held.permit();
        var grant = held.grant();
        return found.with(
                found.permits().stream()
                        .filter(p -> permit != null && p.agreement().equals(permit.agreement()))
                        .toList(),
                found.grants().stream()
                        .filter(g -> grant != null && g.id().equals(grant.id()))
                        .toList());
    }

    private Decision decide(Question question, Instant now, Set<Supposition> supposing) {
        try {
            if (timeInDoubt(question, now)) {
                return withoutTime(question, now);
            }
            var known = supposing.isEmpty() ? remembered(question, now) : null;
            if (known != null) {
                fromIndex.increment();
                return known;
            }
            if (supposing.isEmpty() && FactFinder.choosesAgreement(question)) {
                var own = facts.underGrants(question, now);
                if (engine.judge(question, own) instanceof Judgement.Allowed allowed) {
                    fromDatabase.increment();
                    return new Decision(allowed, own, null);
                }
            }
            var found = read(question, now);
            for (var one : supposing) {
                found = one.supposed(question, found);
            }
            return new Decision(engine.judge(question, found), found, null);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("act", question.act())
                    .setCause(e)
                    .log("facts could not be gathered, so the answer is no");
            return Decision.inDoubt(now);
        }
    }

    /** To the millisecond, as events say it. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /** What is to be said where nobody can be sure what time it is; empty where one can. */
    public Optional<Judgement.Refused> doubtAboutTime() {
        return clocks.agree(now()) ? Optional.empty() : Optional.of(CLOCKS_DISAGREE);
    }

    private boolean timeInDoubt(Question question, Instant now) {
        return FactFinder.restsOnTime(question) && !clocks.agree(now);
    }

    /** Staff of its owner see a hidden dataset at any time. */
    private Decision withoutTime(Question question, Instant now) {
        var nothing = Facts.none(now);
        return question.act() == Act.SEE_HIDDEN_DATASET
                        && engine.judge(question, nothing) instanceof Judgement.Allowed allowed
                ? new Decision(allowed, nothing, null)
                : new Decision(CLOCKS_DISAGREE, nothing, null);
    }

    /** The decision with its grounds kept; one whose grounds cannot be is not made. */
    private Decision kept(Question question, Decision decision, Instant now) {
        if (inDoubt(decision.judgement())) {
            return decision;
        }
        try {
            return decision.on(grounds.keep(question, decision.facts(), now));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("act", question.act())
                    .setCause(e)
                    .log("what the decision rests on could not be kept, so the answer is no");
            return Decision.inDoubt(now);
        }
    }

    /** Whether it says no only because something that the answer rests on is not known. */
    static boolean inDoubt(Judgement judgement) {
        return judgement.equals(IN_DOUBT) || judgement.equals(CLOCKS_DISAGREE);
    }

    /** From what is in memory; null where that may be out of date, or knows nothing of it. */
    private @Nullable Decision remembered(Question question, Instant now) {
        if (!FactFinder.restsOnIndex(question)) {
            return null;
        }
        if (FactFinder.choosesAgreement(question)) {
            var own = index.read(known -> of(known).underGrants(question, now));
            if (own != null && engine.judge(question, own) instanceof Judgement.Allowed allowed) {
                return new Decision(allowed, own, null);
            }
        }
        var found = index.read(known -> of(known).find(question, now));
        return found == null ? null : new Decision(engine.judge(question, found), found, null);
    }

    private static FactFinder of(FactIndex known) {
        return new FactFinder(known, known, known, known, known, EmergencySource.NONE);
    }

    private Facts read(Question question, Instant now) {
        if (FactFinder.restsOnFacts(question)) {
            fromDatabase.increment();
        }
        return facts.find(question, now);
    }

    /** For what was allowed already: of many agreements the one that it rests on is among these. */
    private Facts readAgain(Question question, Instant now) {
        fromDatabase.increment();
        return FactFinder.choosesAgreement(question)
                ? facts.underGrants(question, now)
                : facts.find(question, now);
    }

    /** How many decisions were made on what is in memory. */
    public long decidedFromIndex() {
        return fromIndex.sum();
    }

    /** How many took facts from the database. */
    public long decidedFromDatabase() {
        return fromDatabase.sum();
    }

    private EventId record(Question question, Decision decision, Instant now) {
        var caller = question.caller();
        Outcome outcome =
                switch (decision.judgement()) {
                    case Judgement.Allowed allowed -> new Outcome.Allowed(allowed.because());
                    case Judgement.Refused refused -> new Outcome.Refused(refused.missing());
                };
        var event =
                AuditEvent.now(
                        now,
                        caller.actor(),
                        question.act().action(),
                        Abouts.of(
                                question,
                                decision.judgement(),
                                decision.facts(),
                                decision.grounds()),
                        outcome,
                        caller.request());
        recorder.record(event);
        return event.id();
    }

    /**
     * A judgement and the facts it rests on.
     *
     * @param grounds the digest under which they are kept, null where they are not
     */
    private record Decision(Judgement judgement, Facts facts, @Nullable String grounds) {
        static Decision inDoubt(Instant now) {
            return new Decision(IN_DOUBT, Facts.none(now), null);
        }

        Decision on(String kept) {
            return new Decision(judgement, facts, kept);
        }
    }
}
