package city.datastore.access.policy;

/**
 * The one person whom an emergency access is about: a keyed hash, never the identifier itself.
 *
 * @param kind of identifier, such as {@code nhs_number}
 * @param hash keyed, in hexadecimal
 */
public record EmergencySubject(String kind, String hash) {}
