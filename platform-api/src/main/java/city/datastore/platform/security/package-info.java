/**
 * Who gets in: bearer tokens for the API, sessions for the pages, the headers that keep a browser
 * safe, and the connections of those who are in, so that one can be cut.
 */
@NullMarked
package city.datastore.platform.security;

import org.jspecify.annotations.NullMarked;
