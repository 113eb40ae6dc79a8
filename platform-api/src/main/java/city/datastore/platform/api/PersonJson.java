package city.datastore.platform.api;

/** A person by the id and the user name that the identity provider gives them. */
record PersonJson(String id, String username) {}
