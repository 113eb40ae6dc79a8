package city.datastore.platform.notices;

import city.datastore.access.RequestsProperties;
import city.datastore.access.certification.Certifications;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.requests.Deadlines;
import city.datastore.agreements.comments.Comments;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.paging.PageRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what nobody decided, ends what nobody confirmed, and puts down the letters before and
 * after; all of it may run twice, and on several nodes at once. It cannot be taken back, so by one
 * clock alone nothing is done.
 */
public final class NoticeSweep {
    /** How far back a sweep looks for what has already happened. */
    private static final Duration BACK = Duration.ofDays(7);

    private static final Duration LAST_CALL = Duration.ofDays(7);

    /** How long a comment is open before a letter tells of it. */
    private static final Duration COMMENTS = Duration.ofDays(7);

    /** How far the clocks of platform and database may lie apart, as for deleting bodies. */
    private static final Duration CLOCKS_APART = Duration.ofDays(2);

    private static final Logger LOG = LoggerFactory.getLogger(NoticeSweep.class);
    private static final int SOME = 200;

    private final NoticeRows rows;
    private final Deadlines deadlines;
    private final Certifications certifications;
    private final Emergencies emergencies;
    private final Comments comments;
    private final RequestsProperties limits;
    private final Clock clock;
    private final Clock database;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     * @param database the clock that has to agree
     */
    public NoticeSweep(
            DataSource app,
            Deadlines deadlines,
            Certifications certifications,
            Emergencies emergencies,
            Comments comments,
            RequestsProperties limits,
            Clock clock,
            Clock database) {
        this.rows = new NoticeRows(app);
        this.deadlines = deadlines;
        this.certifications = certifications;
        this.emergencies = emergencies;
        this.comments = comments;
        this.limits = limits;
        this.clock = clock;
        this.database = database;
    }

    /**
     * Does what is due; nothing while the clocks of platform and database disagree.
     *
     * @return how many letters were not there yet
     */
    public int run() {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var its = database.instant();
        if (Duration.between(now, its).abs().compareTo(CLOCKS_APART) > 0) {
            LOG.error("event=nothing_ended_clocks_disagree platform={} database={}", now, its);
            return 0;
        }
        int _ = deadlines.lapse(limits.undecidedFor());
        int _ = certifications.open();
        var _ = certifications.endUnconfirmed();
        return putDownOfRequests(now)
                + putDownOfGrants(now)
                + putDownOfQuarters(now)
                + putDownOfEmergencies(now)
                + putDownOfComments(now);
    }

    private int putDownOfRequests(Instant now) {
        int put = 0;
        var since = now.minus(limits.remindAfter());
        var some = deadlines.undecided(since, null, SOME);
        while (!some.isEmpty()) {
            for (var request : some) {
                var asked = request.asked();
                boolean still = !asked.askedAt().isAfter(now.minus(limits.escalateAfter()));
                var kind = still ? NoticeKind.STILL_WAITING : NoticeKind.WAITING;
                put += putDown(kind, asked.id(), asked.dataset().agency(), now);
                if (still) {
                    var owner = asked.dataset().agency();
                    put += putDown(NoticeKind.ESCALATED, asked.id(), owner, now);
                    put += putDown(kind, asked.id(), asked.agency(), now);
                }
            }
            some = deadlines.undecided(since, some.getLast().asked().id(), SOME);
        }
        var back = now.minus(BACK);
        var lapsed = deadlines.lapsed(back, null, SOME);
        while (!lapsed.isEmpty()) {
            for (var request : lapsed) {
                var asked = request.asked();
                put += putDown(NoticeKind.LAPSED, asked.id(), asked.agency(), now);
            }
            lapsed = deadlines.lapsed(back, lapsed.getLast().asked().id(), SOME);
        }
        return put;
    }

    private int putDownOfGrants(Instant now) {
        int put = 0;
        var by = now.plus(limits.renewAhead());
        var some = deadlines.ending(by, null, SOME);
        while (!some.isEmpty()) {
            for (var grant : some) {
                put += putDown(NoticeKind.ENDING, grant.held().id(), grant.held().agency(), now);
            }
            some = deadlines.ending(by, some.getLast().held().id(), SOME);
        }
        var back = now.minus(BACK);
        var ended = deadlines.ended(back, null, SOME);
        while (!ended.isEmpty()) {
            for (var grant : ended) {
                var held = grant.held();
                put += putDown(NoticeKind.UNCONFIRMED, held.id(), held.agency(), now);
            }
            ended = deadlines.ended(back, ended.getLast().held().id(), SOME);
        }
        return put;
    }

    private int putDownOfQuarters(Instant now) {
        int put = 0;
        for (var waiting : certifications.waiting()) {
            var kind =
                    now.isBefore(waiting.due().minus(LAST_CALL))
                            ? NoticeKind.TO_CONFIRM
                            : NoticeKind.LAST_CALL;
            put += putDown(kind, waiting.quarter(), waiting.owner(), now);
        }
        return put;
    }

    private int putDownOfEmergencies(Instant now) {
        int put = 0;
        String cursor = null;
        do {
            var some = emergencies.overdue(now, new PageRequest(SOME, cursor));
            for (var emergency : some.items()) {
                var id = emergency.access().id();
                put += putDown(NoticeKind.EMERGENCY_OVERDUE, id, emergency.owner(), now);
                if (emergency.escalatedAt(now)) {
                    put += putDown(NoticeKind.EMERGENCY_ESCALATED, id, emergency.owner(), now);
                }
            }
            cursor = some.next();
        } while (cursor != null);
        return put;
    }

    private int putDownOfComments(Instant now) {
        int put = 0;
        var some = comments.unsettled(null, SOME);
        while (!some.isEmpty()) {
            for (var open : some) {
                if (!open.since().isAfter(now.minus(COMMENTS))) {
                    put +=
                            putDown(
                                    NoticeKind.COMMENTS_OPEN,
                                    open.agreement() + "/" + open.first(),
                                    open.writer(),
                                    now);
                }
            }
            some = comments.unsettled(some.getLast().agreement(), SOME);
        }
        return put;
    }

    private int putDown(NoticeKind kind, Object subject, AgencyCode to, Instant now) {
        return rows.putDown(new Notice(kind, subject.toString(), to), now) ? 1 : 0;
    }
}
