/**
 * Templates: what an agency publishes for others to draft from, with clauses that nobody may change
 * and open slots. A version never changes once it is published; until then it is a draft of the
 * lead who writes it ({@link city.datastore.agreements.templates.TemplateDrafts}).
 *
 * <p>{@link city.datastore.agreements.templates.Templates} holds the use cases, {@link
 * city.datastore.agreements.templates.LockedClauses} the rule; what an agreement says still stands
 * in its own terms, so that it can be read, signed and enforced without the template.
 */
@NullMarked
package city.datastore.agreements.templates;

import org.jspecify.annotations.NullMarked;
