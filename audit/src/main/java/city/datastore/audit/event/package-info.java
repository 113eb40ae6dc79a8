/**
 * Who did what to what, when, under which promise, and how it ended: the audit event and its
 * canonical bytes.
 *
 * <p>Pure; open to every room. Knows names, and never how an event travels or is stored.
 */
@NullMarked
package city.datastore.audit.event;

import org.jspecify.annotations.NullMarked;
