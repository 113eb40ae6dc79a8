package city.datastore.agreements.reminders;

/**
 * One e-mail with one file for a calendar.
 *
 * @param id the same for the same letter, however often it is sent: the left side of its Message-ID
 * @param subject one line
 * @param fileName of the calendar file
 * @param calendar an iCalendar object (RFC 5545)
 */
public record Letter(
        String id, Mailbox to, String subject, String text, String fileName, String calendar) {
    public Letter {
        if (subject.chars().anyMatch(Character::isISOControl)
                || fileName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a header of a letter is one line");
        }
    }
}
