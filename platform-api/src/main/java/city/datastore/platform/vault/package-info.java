/**
 * The vault: every version of every dataset, encrypted at rest, one file each.
 *
 * <p>To be used from outside: {@link city.datastore.platform.vault.Vault} (seal, open), {@link
 * city.datastore.platform.vault.AgencyKeys} (the key store), {@link
 * city.datastore.platform.vault.VaultSweep} and {@link city.datastore.platform.vault.WarmUp}. The
 * only way to a plaintext byte is a {@code Pass} from the gate for exactly that version. The byte
 * format is written down in {@code docs/vault-format.md}.
 *
 * <p>Must never know: Spring, HTTP, the database, people, agreements. Bulk encryption is the JDK's
 * (SunJCE, through Tink); Bouncy Castle only keeps the key store.
 */
@NullMarked
package city.datastore.platform.vault;

import org.jspecify.annotations.NullMarked;
