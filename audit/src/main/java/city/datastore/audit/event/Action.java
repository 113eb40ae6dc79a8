package city.datastore.audit.event;

/**
 * What was done or asked, in the project's words, such as {@code dataset.read}; the rooms to the
 * left name their own.
 *
 * @param name {@code thing.verb}, at most 60 characters
 */
public record Action(String name, Activity activity) {}
