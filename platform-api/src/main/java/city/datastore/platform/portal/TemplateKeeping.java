package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.templates.TemplateDraft;
import city.datastore.agreements.templates.TemplateDrafts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps what a lead types of a template, from page to page and until they come back. */
@Component
class TemplateKeeping {
    private final TemplateDrafts drafts;
    private final Show show;
    private final Words words;

    TemplateKeeping(TemplateDrafts drafts, Show show, Words words) {
        this.drafts = drafts;
        this.show = show;
        this.words = words;
    }

    /**
     * What of it is kept, as the form carries it along.
     *
     * @param number of the draft, 0 while there is none
     * @param other a draft that somebody else's window of theirs has saved, to look at; 0 for none
     */
    record Kept(int number, long revision, int other) {
        static final Kept NOTHING = new Kept(0, 0, 0);

        static Kept of(Fields fields) {
            String number = fields.text("draft");
            String revision = fields.text("draft-revision");
            return number.matches("[0-9]{1,9}") && revision.matches("[0-9]{1,18}")
                    ? new Kept(Integer.parseInt(number), Long.parseLong(revision), 0)
                    : NOTHING;
        }

        static Kept of(TemplateDraft draft) {
            return new Kept(draft.number(), draft.revision(), 0);
        }

        /** By the names of its controls. */
        Map<String, List<String>> fields() {
            return Map.of(
                    "draft",
                    List.of(String.valueOf(number)),
                    "draft-revision",
                    List.of(String.valueOf(revision)));
        }
    }

    List<TemplateDraft> of(Caller caller) {
        return drafts.of(caller);
    }

    Optional<TemplateDraft> find(Caller caller, int number) {
        return drafts.find(caller, number);
    }

    /** Their draft of that template, null where they have none. */
    @Nullable TemplateDraft named(Caller caller, String template) {
        return template.isEmpty() ? null : drafts.named(caller, template).orElse(null);
    }

    void discard(Caller caller, Kept kept) {
        drafts.discard(caller, kept.number());
    }

    /**
     * Keeps the form, unless it has no name yet.
     *
     * @param errors says why it could not be kept; the next try then replaces what is there
     */
    Kept keep(Caller caller, Kept kept, TemplateForm form, FormErrors errors) {
        if (form.id().isEmpty()) {
            return kept;
        }
        try {
            return Kept.of(drafts.save(caller, kept.number(), kept.revision(), form.content()));
        } catch (ChangedMeanwhile _) {
            return meanwhile(caller, form, errors);
        } catch (BadTerms e) {
            e.faults()
                    .forEach(each ->
                            errors.add(
                                    each.field().equals("id") ? "id" : "title",
                                    Words.sentence(each.message())));
        } catch (WrongState e) {
            errors.add("title", Words.sentence(e.getMessage()));
        }
        return kept;
    }

    private Kept meanwhile(Caller caller, TemplateForm form, FormErrors errors) {
        var other = named(caller, form.id());
        if (other == null) {
            errors.add("title", words.say("template-form.draft.gone"));
            return Kept.NOTHING;
        }
        errors.add(
                "title",
                words.say("template-form.draft.meanwhile", form.id(), show.time(other.savedAt())));
        return new Kept(other.number(), other.revision(), other.number());
    }
}
