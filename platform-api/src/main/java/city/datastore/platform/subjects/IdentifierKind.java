package city.datastore.platform.subjects;

/**
 * A kind of identifier, such as an NHS number; kinds are rows of a table.
 *
 * @param code such as {@code nhs_number}
 * @param title for people
 */
public record IdentifierKind(String code, String title, Tidying rule) {}
