/**
 * Who gets in: bearer tokens for the API, sessions for the pages, and the headers that keep a
 * browser safe.
 */
@NullMarked
package city.datastore.platform.security;

import org.jspecify.annotations.NullMarked;
