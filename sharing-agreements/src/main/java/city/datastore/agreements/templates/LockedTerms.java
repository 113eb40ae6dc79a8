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

    public LockedTerms(TemplateRegister register) {
        this.register = register;
    }

    @Override
    public Terms apply(Terms terms, KnownDatasets known, Faults faults) {
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
                .on(filled, dataset -> known.columns(dataset).orElse(List.of()), faults);
    }
}
