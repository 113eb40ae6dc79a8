package city.datastore.agreements;

/** What a template demands of terms that follow it. */
@FunctionalInterface
public interface TemplateRules {
    /**
     * The terms with the answers that their template locks filled in where they say nothing; a
     * fault for each locked clause that says something else, and where there is no such template.
     *
     * @param terms already in their stored spelling
     * @param known to whoever writes them down
     */
    Terms apply(Terms terms, KnownDatasets known, Faults faults);
}
