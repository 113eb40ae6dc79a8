/**
 * Data protection impact assessments (UK GDPR Articles 35 and 36): the screening that an
 * agreement's own fields answer, the seven steps, the risks, and what keeps an agreement from being
 * activated.
 *
 * <p>{@link city.datastore.agreements.dpia.Dpias} holds the use cases, {@code DpiaChanges} what
 * each change is made of; everything else is pure. The method (criteria, matrix, what is shown from
 * the agreement) is data, in {@code dpia.txt} and {@code dpia-questions.txt}; no rule here knows a
 * word of a vocabulary, only its marks.
 */
@NullMarked
package city.datastore.agreements.dpia;

import org.jspecify.annotations.NullMarked;
