package city.datastore.platform.api;

/** The body of a call that needs none: left out, or an object without a field. */
record NothingJson() {}
