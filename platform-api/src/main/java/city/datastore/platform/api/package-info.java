/**
 * The outer contract as REST under {@code /api/v1}: controllers, the shapes of JSON, and problems
 * (RFC 9457); and the same decisions under {@code /access/v1} in the words of OpenID AuthZEN.
 */
@NullMarked
package city.datastore.platform.api;

import org.jspecify.annotations.NullMarked;
