package city.datastore.platform.api;

/**
 * One thing wrong with what was sent.
 *
 * @param field path in the body, such as {@code datasets[0].columns[2]}, or a parameter's name
 */
record FaultJson(String field, String detail) {}
