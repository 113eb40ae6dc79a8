package city.datastore.audit.event;

/**
 * Why something was allowed or refused: a code for machines and a plain sentence for people.
 *
 * @param code lower-case words joined by hyphens, such as {@code agreement-not-in-force}
 * @param text one sentence without personal data
 */
public record Reason(String code, String text) {}
