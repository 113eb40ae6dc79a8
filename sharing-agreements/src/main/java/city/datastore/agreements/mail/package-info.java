/**
 * The way out to a mail server: SMTP by Jakarta Mail, and nothing else here knows either.
 *
 * <p>What a mail server answers, and what the library says of it, can name an address; neither goes
 * into a log line.
 */
@NullMarked
package city.datastore.agreements.mail;

import org.jspecify.annotations.NullMarked;
