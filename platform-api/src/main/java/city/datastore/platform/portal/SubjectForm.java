package city.datastore.platform.portal;

import city.datastore.platform.subjects.IdentifierKind;
import city.datastore.platform.subjects.SubjectException;
import java.util.List;

/** Whom it is asked about, as it was sent; the value is personal data and stays in this call. */
record SubjectForm(String kind, String value, String cursor) {
    static final SubjectForm EMPTY = new SubjectForm("nhs_number", "", "");
    private static final List<String> FIELDS = List.of("kind", "value");

    static SubjectForm of(Fields fields) {
        return new SubjectForm(fields.text("kind"), fields.text("value"), fields.text("cursor"));
    }

    static List<Choice> choices(List<IdentifierKind> kinds) {
        return kinds.stream().map(kind -> new Choice(kind.code(), kind.title())).toList();
    }

    void check(FormErrors errors, Words words) {
        if (kind.isEmpty()) {
            errors.add("kind", words.say("subject.kind.missing"));
        }
        if (value.isEmpty()) {
            errors.add("value", words.say("subject.value.missing"));
        }
    }

    static void add(SubjectException.BadField fault, FormErrors errors) {
        errors.add(
                FormErrors.field(fault.field(), FIELDS, "value"),
                Words.sentence(fault.getMessage()));
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "SubjectForm[" + kind + "]";
    }
}
