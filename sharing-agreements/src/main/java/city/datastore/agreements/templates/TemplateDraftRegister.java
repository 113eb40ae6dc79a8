package city.datastore.agreements.templates;

import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where drafts of templates are kept until they are published or thrown away. */
public interface TemplateDraftRegister {
    /** Those of a lead, the last saved first. */
    List<TemplateDraft> of(PersonId lead);

    Optional<TemplateDraft> find(PersonId lead, int number);

    /** The draft that is to have that name. */
    Optional<TemplateDraft> named(PersonId lead, String template);

    /** Holds the lead's drafts against their other windows until the transaction ends. */
    void hold(PersonId lead);

    /** Adds a draft under the lead's next number, in the caller's transaction. */
    TemplateDraft add(PersonId lead, TemplateDraft.Content content, Instant at);

    /** Replaces what a draft says, in the same way. */
    TemplateDraft replace(TemplateDraft stored, TemplateDraft.Content content, Instant at);

    /** Deletes the draft of that name, if there is one, in the same way. */
    void delete(PersonId lead, String template);
}
