package city.datastore.agreements.templates;

import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.templates.Slot.OfField;
import city.datastore.agreements.templates.Slot.OfQuestion;
import city.datastore.audit.event.CanonicalJson.Field;
import city.datastore.audit.event.CanonicalJson.Fields;
import city.datastore.audit.event.CanonicalJson.Items;
import city.datastore.audit.event.CanonicalJson.Text;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a template locks: nobody changes it in an agreement that follows the template. Pure.
 *
 * @param says what each clause has to say; an empty list means that it has to stay empty
 */
public record LockedClauses(SortedMap<Slot, List<String>> says) {
    private static final int SHOWN = 200;

    public LockedClauses {
        var copy = new TreeMap<Slot, List<String>>();
        says.forEach((slot, texts) -> copy.put(slot, List.copyOf(texts)));
        says = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * SHA-256 over the canonical JSON (RFC 8785) of an object with the path of each locked clause
     * and the list of texts that it has to say; hexadecimal. Two versions that lock the same have
     * the same.
     */
    public String digest() {
        var fields =
                says.entrySet().stream()
                        .map(each ->
                                new Field(
                                        each.getKey().toString(),
                                        new Items(
                                                List.copyOf(
                                                        each.getValue().stream()
                                                                .map(Text::new)
                                                                .toList()))))
                        .toList();
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(Fields.sorted(fields).bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Each place of the terms where a locked clause says something else, by the path of it. */
    public List<Fault> faults(Terms terms, String template) {
        var faults = new ArrayList<Fault>();
        says.forEach((slot, due) -> {
            switch (slot) {
                case OfField(var field) -> {
                    List<String> said = field.of(terms);
                    if (!alike(due, said)) {
                        faults.add(fault(field.path(), template, due, said));
                    }
                }
                case OfQuestion(var about, var question) ->
                        terms.particulars()
                                .answers()
                                .forEach((place, answers) -> {
                                    Answer said = answers.get(question);
                                    if (place.about() == about
                                            && said != null
                                            && !alike(due, said.values())) {
                                        faults.add(
                                                fault(
                                                        path(place, question),
                                                        template,
                                                        due,
                                                        said.values()));
                                    }
                                });
                case Slot.OfTreatment _, Slot.OfRows _ -> {} // LockedProtections sees to them
            }
        });
        return faults;
    }

    /** The texts of the questions that it locks, but not to nothing. */
    Map<Slot, List<String>> answers() {
        var answers = new TreeMap<>(says);
        answers.entrySet()
                .removeIf(each ->
                        !(each.getKey() instanceof OfQuestion) || each.getValue().isEmpty());
        return answers;
    }

    /** Whether an answer at the place is locked. */
    public boolean locks(Place place, String question) {
        return says.containsKey(new OfQuestion(place.about(), question));
    }

    /** The order in which words, gateways or actions are named says nothing. */
    private static boolean alike(List<String> due, List<String> said) {
        return due.size() == said.size() && new HashSet<>(due).equals(new HashSet<>(said));
    }

    private static String path(Place place, String question) {
        return "particulars." + place + "." + question;
    }

    private static Fault fault(String path, String template, List<String> due, List<String> said) {
        return new Fault(
                path,
                "the template "
                        + template
                        + " locks this clause: it has to say "
                        + (due.isEmpty() ? "nothing" : shown(due))
                        + ", and it says "
                        + (said.isEmpty() ? "nothing" : shown(said)));
    }

    private static String shown(List<String> texts) {
        String all = String.join("; ", texts).replaceAll("\\p{Cntrl}", " ");
        return "\"" + (all.length() > SHOWN ? all.substring(0, SHOWN) + "…" : all) + "\"";
    }
}
