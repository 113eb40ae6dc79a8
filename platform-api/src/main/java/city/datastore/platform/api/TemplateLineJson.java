package city.datastore.platform.api;

import city.datastore.agreements.templates.TemplateLine;
import java.time.Instant;

/**
 * One version of a template in a list, without its clauses.
 *
 * @param locked SHA-256 of what it locks
 */
record TemplateLineJson(
        String id,
        int version,
        String owner,
        String title,
        String about,
        String locked,
        PersonJson publishedBy,
        Instant publishedAt) {

    static TemplateLineJson of(TemplateLine line) {
        return new TemplateLineJson(
                line.id(),
                line.version(),
                line.owner().value(),
                line.title(),
                line.about(),
                line.locked(),
                new PersonJson(line.published().person().value(), line.published().name()),
                line.published().at());
    }
}
