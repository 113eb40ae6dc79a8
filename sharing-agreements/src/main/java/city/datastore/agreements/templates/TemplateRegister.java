package city.datastore.agreements.templates;

import city.datastore.agreements.TemplateRef;
import city.datastore.audit.names.AgencyCode;
import java.util.List;
import java.util.Optional;

/** Where templates are kept; nothing is ever changed or taken away. */
public interface TemplateRegister {
    /** The latest version of every template, by title. */
    List<TemplateLine> latest(int limit);

    Optional<Template> latest(String id);

    /** Every version of a template, newest first. */
    List<TemplateLine> versions(String id, int limit);

    Optional<Template> find(TemplateRef ref);

    /** Holds the template's name against everybody else until the caller's transaction ends. */
    void hold(String id);

    /** Holds the agency's templates against everybody who wants to add one, as long. */
    void hold(AgencyCode owner);

    /** Adds a version, in the same transaction. */
    void add(Template template);

    /** How many templates an agency has. */
    int count(AgencyCode owner);
}
