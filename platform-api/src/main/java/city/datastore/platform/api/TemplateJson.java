package city.datastore.platform.api;

import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.TemplateCheck;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a template.
 *
 * @param locked SHA-256 of what it locks
 */
record TemplateJson(
        String id,
        int version,
        String owner,
        String title,
        String about,
        String locked,
        PersonJson publishedBy,
        Instant publishedAt,
        List<Clause> clauses) {

    /**
     * One clause of it.
     *
     * @param says what it has to say, or what is suggested
     */
    record Clause(String clause, boolean locked, List<String> says, String hint) {
        static Clause of(Template.Clause clause) {
            return new Clause(
                    clause.slot().toString(), clause.locked(), clause.says(), clause.hint());
        }
    }

    static TemplateJson of(Template template) {
        return new TemplateJson(
                template.id(),
                template.version(),
                template.owner().value(),
                template.title(),
                template.about(),
                template.ref().locked(),
                new PersonJson(template.published().person().value(), template.published().name()),
                template.published().at(),
                template.clauses().stream().map(Clause::of).toList());
    }

    /** A template as somebody publishes it. */
    record New(
            @Nullable String id,
            @Nullable String title,
            @Nullable String about,
            @Nullable List<@Nullable NewClause> clauses) {

        /**
         * A clause of it; it is open unless it is said to be locked.
         *
         * @param says may be left out where it is open; a clause that is locked to nothing has an
         *     empty list
         */
        record NewClause(
                @Nullable String clause,
                @Nullable Boolean locked,
                @Nullable List<@Nullable String> says,
                @Nullable String hint) {}

        TemplateCheck.Draft read() {
            var fields = new Fields();
            var name = fields.text("id", id, TermsJson.MAX_WORD);
            var heading = fields.text("title", title, TemplateCheck.MAX_TITLE);
            var text = fields.text("about", about, TemplateCheck.MAX_TEXT);
            var parts =
                    fields.<NewClause, TemplateCheck.Written>some(
                            "clauses",
                            clauses,
                            TemplateCheck.MAX_CLAUSES,
                            (path, each) -> {
                                var clause =
                                        fields.text(
                                                path + ".clause",
                                                each.clause(),
                                                TemplateCheck.MAX_CLAUSE);
                                var locked = fields.yes(each.locked());
                                var says =
                                        fields.<String, String>each(
                                                path + ".says",
                                                each.says(),
                                                TemplateCheck.MAX_SAYS,
                                                (at, one) ->
                                                        fields.text(
                                                                at, one, TemplateCheck.MAX_TEXT));
                                var hint =
                                        fields.anyText(
                                                path + ".hint",
                                                each.hint(),
                                                TemplateCheck.MAX_HINT);
                                return () ->
                                        new TemplateCheck.Written(
                                                clause.get(),
                                                locked.get(),
                                                each.says() == null ? null : says.get(),
                                                hint.get());
                            });
            fields.check();
            return new TemplateCheck.Draft(name.get(), heading.get(), text.get(), parts.get());
        }
    }
}
