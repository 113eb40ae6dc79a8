package city.datastore.agreements.templates;

import city.datastore.agreements.Faults;
import city.datastore.agreements.KnownDatasets;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.TemplateRules;
import city.datastore.agreements.Terms;
import java.util.List;

/** Holds terms to the template that they follow. */
public final class LockedTerms implements TemplateRules {
    private final TemplateRegister register;
    private final KnownDatasets datasets;

    public LockedTerms(TemplateRegister register, KnownDatasets datasets) {
        this.register = register;
        this.datasets = datasets;
    }

    @Override
    public Terms apply(Terms terms, Faults faults) {
        TemplateRef named = terms.template();
        if (named == null) {
            return terms;
        }
        var found = register.find(named);
        if (found.isEmpty()) {
            faults.add(
                    "template",
                    "there is no version " + named.version() + " of a template " + named.id());
            return terms;
        }
        Template template = found.get();
        if (!named.locked().isEmpty() && !named.locked().equals(template.ref().locked())) {
            faults.add("template.locked", "it has to be " + template.ref().locked());
        }
        String inWords = named.id() + ", version " + named.version() + ",";
        Terms filled = template.filled(terms).with(template.ref());
        template.locked()
                .faults(filled, inWords)
                .forEach(each -> faults.add(each.field(), each.message()));
        return new LockedProtections(template.locked(), inWords)
                .on(filled, dataset -> datasets.columns(dataset).orElse(List.of()), faults);
    }
}
