/**
 * Where agreements are kept: the PostgreSQL schema {@code agreements} and its rows.
 *
 * <p>Rows never leave this room; everybody else asks {@link
 * city.datastore.agreements.AgreementRegister}.
 */
@NullMarked
package city.datastore.agreements.register;

import org.jspecify.annotations.NullMarked;
