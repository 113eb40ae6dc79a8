/**
 * Who the data are about. Values of columns that identify people are hashed under a key while an
 * upload flows; so one can ask which versions hold a person, and who saw them, and no value is
 * kept. Here is also what is withheld from the people concerned. Knows no HTTP and no vault.
 */
@NullMarked
package city.datastore.platform.subjects;

import org.jspecify.annotations.NullMarked;
