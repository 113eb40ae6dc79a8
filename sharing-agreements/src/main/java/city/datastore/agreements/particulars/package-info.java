/**
 * What an agreement says besides what the gate enforces: the questions (data, in {@code
 * questions.txt}), the places they are about, and the answers.
 *
 * <p>Pure; knows no agreement, only names.
 */
@NullMarked
package city.datastore.agreements.particulars;

import org.jspecify.annotations.NullMarked;
