package city.datastore.platform.notices;

import city.datastore.access.certification.Certifications;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Grant;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.OpenComments;
import city.datastore.agreements.reminders.Letter;
import city.datastore.agreements.reminders.Letters;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.AgencyCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Writes letters about requests, grants, emergencies and comments, in plain English. */
final class NoticeLetters {
    private final Letters letters;
    private final Agencies agencies;

    /**
     * @param letters knows where people reach the platform
     */
    NoticeLetters(Letters letters, Agencies agencies) {
        this.letters = letters;
        this.agencies = agencies;
    }

    /** A request that waits, still or for the first time, or has lapsed. */
    Letter ofRequest(
            Notice notice,
            AccessRequest.Asked asked,
            Duration undecidedFor,
            Mailbox to,
            Instant now) {
        var closes = asked.askedAt().plus(undecidedFor);
        String path = "/access-requests/" + asked.id();
        String who =
                "%s of %s asked for access to %s under %s on %s."
                        .formatted(
                                asked.requesterName(),
                                name(asked.agency()),
                                asked.dataset(),
                                asked.agreement(),
                                UkTime.day(asked.askedAt()));
        String owner = name(asked.dataset().agency());
        boolean lapsed = notice.kind() == NoticeKind.LAPSED;
        boolean decides = notice.agency().equals(asked.dataset().agency());
        String todo =
                notice.kind() == NoticeKind.ESCALATED
                        ? "This is a matter for the senior information risk owner of %s: see to it that a lead decides it. If this is not you, pass it on to them."
                                .formatted(owner)
                        : decides
                                ? "What to do there: grant it, refuse it, or send it back for changes."
                                : "What to do: ask them for an answer. %s can look at the request, and withdraw it if it is not needed any more."
                                        .formatted(asked.requesterName());
        String subject =
                switch (notice.kind()) {
                    case WAITING ->
                            "A request for %s waits for an answer".formatted(asked.dataset());
                    case STILL_WAITING, ESCALATED ->
                            "A request for %s still waits for an answer".formatted(asked.dataset());
                    default -> "A request for %s was closed undecided".formatted(asked.dataset());
                };
        String text =
                lapsed
                        ? """
                        %s Nobody at %s decided it within %d days, so it is closed.

                        What to do: if access is still needed, copy the request and send it again, and speak with the information governance leads of %s.
                        """
                                .formatted(who, owner, undecidedFor.toDays(), owner)
                        : """
                        %s It has waited for the information governance leads of %s for %d days.

                        %s If nobody decides it by %s, it is closed.
                        """
                                .formatted(
                                        who,
                                        owner,
                                        Duration.between(asked.askedAt(), now).toDays(),
                                        todo,
                                        UkTime.end(closes));
        return letters.notice(
                id(notice),
                to,
                subject,
                text + request(decides, asked.requesterName(), path) + footer(notice),
                day(lapsed ? now : closes),
                subject,
                path,
                now);
    }

    /**
     * A grant that ends soon, or has ended because nobody confirmed it.
     *
     * @param agreed until when its agreement lets it last
     */
    Letter ofGrant(Notice notice, Grant grant, Instant agreed, Mailbox to, Instant now) {
        var held = grant.held();
        String path = "/access-requests/" + grant.request();
        boolean ended = notice.kind() == NoticeKind.UNCONFIRMED;
        boolean renewable = held.until().isBefore(agreed);
        var last = (renewable ? held.until() : agreed).minusNanos(1);
        String subject =
                ended
                        ? "Access to %s has ended".formatted(held.dataset())
                        : "Access to %s ends on %s".formatted(held.dataset(), UkTime.day(last));
        String text =
                ended
                        ? """
                        The access of %s to %s under %s has ended: %s did not confirm it in the quarterly review of grants.

                        What to do: if it is still needed, ask for access again.
                        """
                                .formatted(
                                        grant.holderName(),
                                        held.dataset(),
                                        held.agreement(),
                                        name(held.dataset().agency()))
                        : """
                        The access of %s to %s under %s ends on %s%s.

                        What to do: if it is still needed, %s If it is not needed, there is nothing to do.
                        """
                                .formatted(
                                        grant.holderName(),
                                        held.dataset(),
                                        held.agreement(),
                                        UkTime.day(last),
                                        renewable ? "" : ", as the agreement does",
                                        goOn(grant.holderName(), renewable));
        return letters.notice(
                id(notice),
                to,
                subject,
                text + request(false, grant.holderName(), path) + footer(notice),
                day(ended ? now : last),
                subject,
                path,
                now);
    }

    /** Grants that an owner has to confirm. */
    Letter ofQuarter(Notice notice, Certifications.Waiting waiting, Mailbox to, Instant now) {
        String path = "/grants/to-confirm";
        String by = UkTime.end(waiting.due());
        String many = waiting.grants() == 1 ? "1 grant" : waiting.grants() + " grants";
        String subject = "%s on your data to confirm by %s".formatted(many, by);
        String text =
                """
                %s on the data of %s has to be looked at in the review of this quarter: confirm what is still needed and remove what is not.

                What nobody confirms by %s ends, and whoever holds it cannot read the data any more.
                """
                        .formatted(many, name(notice.agency()), by);
        return letters.notice(
                id(notice),
                to,
                subject,
                text + "\nThe list: " + letters.link(path) + footer(notice),
                day(waiting.due().minusNanos(1)),
                subject,
                path,
                now);
    }

    /** Emergency access that was opened, waits for its review, or was reviewed. */
    Letter ofEmergency(Notice notice, Emergency emergency, Mailbox to, Instant now) {
        var access = emergency.access();
        String path = "/emergencies/" + access.id();
        String who =
                "%s of %s opened emergency access to %s, about one person, on %s."
                        .formatted(
                                emergency.holderName(),
                                name(access.agency()),
                                access.dataset(),
                                UkTime.time(access.from()));
        var due = emergency.reviewDue().minusNanos(1);
        String owner = name(emergency.owner());
        String subject = "Emergency access to %s ".formatted(access.dataset());
        String text = who;
        switch (notice.kind()) {
            case EMERGENCY_OPENED -> {
                boolean runs = emergency.runsAt(now);
                subject += "was opened";
                text +=
                        """
                         %s.

                        What to do: look at it%s. The information governance leads of %s review it by %s.
                        """
                                .formatted(
                                        runs
                                                ? "It runs until " + UkTime.time(access.until())
                                                : "It has ended",
                                        runs ? ", and end it there if it should not run" : "",
                                        owner,
                                        UkTime.day(due));
            }
            case EMERGENCY_OVERDUE -> {
                subject += "waits for its review";
                text +=
                        " Its review was due by %s.\n\nWhat to do: review it there.\n"
                                .formatted(UkTime.day(due));
            }
            case EMERGENCY_ESCALATED -> {
                subject += "has not been reviewed";
                text +=
                        """
                         Its review was due by %s, and nobody has done it. This is a matter for the senior information risk owner of %s.

                        What to do: see to it that a lead reviews it. If this is not you, pass it on to them.
                        """
                                .formatted(UkTime.day(due), owner);
            }
            default -> {
                subject += "was reviewed";
                text += " %s has reviewed it. What was found stands there.\n".formatted(owner);
            }
        }
        return letters.notice(
                id(notice),
                to,
                subject,
                text + "\nThe access: " + letters.link(path) + footer(notice),
                day(due),
                subject,
                path,
                now);
    }

    /** Comments on an agreement that nobody has settled. */
    Letter ofComments(Notice notice, OpenComments open, Mailbox to, Instant now) {
        String path = "/agreements/" + open.agreement() + "/comments";
        boolean one = open.count() == 1;
        String subject =
                one
                        ? "A comment on %s waits for an answer".formatted(open.agreement())
                        : "%d comments on %s wait for an answer"
                                .formatted(open.count(), open.agreement());
        String text =
                """
                %s on clauses of %s, which %s writes, %s open; the oldest since %s. Somebody who is asked to sign it said it, and may be waiting for the answer.

                What to do: answer there, change the text where they are right, and settle the comment.
                """
                        .formatted(
                                one ? "1 comment" : open.count() + " comments",
                                open.agreement(),
                                name(open.writer()),
                                one ? "is" : "are",
                                UkTime.day(open.since()));
        return letters.notice(
                id(notice),
                to,
                subject,
                text + "\nThe comments: " + letters.link(path) + footer(notice),
                day(now),
                subject,
                path,
                now);
    }

    /** What somebody said to a comment, and where it is to be read; never the words. */
    Letter ofAnswer(Notice notice, Comment comment, Mailbox to, Instant now) {
        String path = "/agreements/" + comment.agreement() + "/comments";
        var reply = comment.answers().getLast();
        String done = reply.settles() ? "settled" : "answered";
        String subject = "A comment on %s was %s".formatted(comment.agreement(), done);
        String text =
                """
                %s of %s %s comment %d on %s, which %s of %s made on %s.

                What to do: %s
                """
                        .formatted(
                                reply.said().name(),
                                name(reply.said().agency()),
                                done,
                                comment.number(),
                                comment.agreement(),
                                comment.said().name(),
                                name(comment.said().agency()),
                                UkTime.day(comment.said().at()),
                                reply.settles()
                                        ? "read what was done about it there; where that is not"
                                                + " enough, make another comment while the text is"
                                                + " open."
                                        : "read the answer there; answer it, or settle the comment"
                                                + " where nothing remains to be done.");
        return letters.notice(
                id(notice),
                to,
                subject,
                text + "\nThe comments: " + letters.link(path) + footer(notice),
                day(now),
                subject,
                path,
                now);
    }

    private static String goOn(String holder, boolean renewable) {
        return renewable
                ? holder
                        + " asks to renew it, on the page of the request. The new access begins when"
                        + " this one ends, so nothing is interrupted."
                : "its parties have to let the agreement go on, or sign another one, before "
                        + holder
                        + " can ask for more.";
    }

    /** Where it is: of the requester's agency nobody else can open it, but for its auditors. */
    private String request(boolean decides, String requester, String path) {
        return "\nThe request%s: %s"
                .formatted(decides ? "" : ", which " + requester + " can open", letters.link(path));
    }

    private String footer(Notice notice) {
        return """


        You get this letter because it concerns people or data of %s. Nobody reads answers to it.
        """
                .formatted(name(notice.agency()));
    }

    private static String id(Notice notice) {
        return notice.kind().word() + "-" + notice.subject() + "-" + notice.agency();
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(UkTime.ZONE).toLocalDate();
    }

    private String name(AgencyCode code) {
        return agencies.find(code).map(Agency::name).orElse(code.value());
    }
}
