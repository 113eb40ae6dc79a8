package city.datastore.platform.portal;

import city.datastore.access.drafts.Draft;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.RequestException;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an officer types to ask for access.
 *
 * @param way agreement and purpose, joined by a bar
 * @param also other datasets to ask for with it
 * @param until may be left empty
 */
record AskForm(
        String way,
        List<String> also,
        List<String> actions,
        DateInput until,
        String justification) {
    static final List<String> FIELDS = List.of("way", "actions", "until", "justification");

    AskForm {
        also = List.copyOf(also);
        actions = List.copyOf(actions);
    }

    static AskForm of(Fields fields) {
        return new AskForm(
                fields.text("way"),
                fields.all("also"),
                fields.all("actions"),
                fields.date("until"),
                fields.text("justification"));
    }

    /** With what there is to choose, where nothing is chosen yet and there is but one. */
    AskForm orTheOnly(List<Choice> ways) {
        return way.isEmpty() && ways.size() == 1
                ? new AskForm(ways.getFirst().value(), also, actions, until, justification)
                : this;
    }

    /** What a draft has. */
    static AskForm of(Draft.Content content) {
        var until = content.until();
        return new AskForm(
                content.agreement() == null || content.purpose() == null
                        ? ""
                        : content.agreement() + "|" + content.purpose(),
                content.datasets().stream().skip(1).map(DatasetId::toString).toList(),
                content.actions().stream().map(PermittedAction::value).sorted().toList(),
                until == null ? DateInput.EMPTY : DateInput.lastDay(until),
                content.justification());
    }

    /**
     * As much as has been filled in, for a draft; null, with errors, where a part of it cannot be
     * kept.
     */
    Draft.@Nullable Content soFar(DatasetId dataset, FormErrors errors, Words words) {
        var end = until.isEmpty() ? null : words.endOf(errors, "until", until, "ask.until.name");
        if (justification.length() > AccessRequest.Asked.MAX_TEXT) {
            checkText(errors, "justification", justification, "error.too-long", words);
        }
        checkAlso(errors, words);
        if (errors.any()) {
            return null;
        }
        int bar = way.indexOf('|');
        try {
            return new Draft.Content(
                    datasets(dataset),
                    bar < 0 ? null : new AgreementRef(way.substring(0, bar)),
                    bar < 0 ? null : new PurposeCode(way.substring(bar + 1)),
                    permitted(actions),
                    end,
                    justification);
        } catch (NameException e) {
            errors.add("way", Words.sentence(e.getMessage()));
            return null;
        }
    }

    private void checkAlso(FormErrors errors, Words words) {
        int others = Draft.Content.MAX_DATASETS - 1;
        if (also.size() > others) {
            errors.add("also", words.say("ask.also.many", others, also.size()));
        }
    }

    /** That dataset and the others that were ticked. */
    List<DatasetId> datasets(DatasetId dataset) {
        var all = new ArrayList<DatasetId>();
        all.add(dataset);
        also.stream().map(DatasetId::parse).filter(one -> !all.contains(one)).forEach(all::add);
        return all;
    }

    /** Null, with errors that say what is missing, where it is not complete. */
    AccessRequests.@Nullable Ask read(DatasetId dataset, FormErrors errors, Words words) {
        int bar = way.indexOf('|');
        if (bar < 0) {
            errors.add("way", words.say("ask.way.missing"));
        }
        if (actions.isEmpty()) {
            errors.add("actions", words.say("ask.actions.missing"));
        }
        var end = until.isEmpty() ? null : words.endOf(errors, "until", until, "ask.until.name");
        checkText(errors, "justification", justification, "ask.justification.missing", words);
        checkAlso(errors, words);
        if (errors.any()) {
            return null;
        }
        try {
            return new AccessRequests.Ask(
                    dataset,
                    new AgreementRef(way.substring(0, bar)),
                    new PurposeCode(way.substring(bar + 1)),
                    permitted(actions),
                    end,
                    justification);
        } catch (NameException e) {
            errors.add("way", Words.sentence(e.getMessage()));
            return null;
        }
    }

    /** What was wrong with it, in the words of whoever looked at it. */
    static void say(RequestException fault, FormErrors errors, Show show) {
        switch (fault) {
            case RequestException.BadField bad ->
                    errors.add(
                            FormErrors.field(bad.field(), FIELDS, "way"),
                            Words.sentence(bad.getMessage()));
            case RequestException.NotCovered bare ->
                    errors.add("way", show.reasons(bare.missing()));
            case RequestException.WrongState _,
                    RequestException.ChangedMeanwhile _,
                    RequestException.OwnRequest _ ->
                    errors.add("way", Words.sentence(fault.getMessage()));
            case RequestException.NotFound _ -> throw fault;
        }
    }

    /** A text that has to be there and not longer than a request, comment or reason may be. */
    static void checkText(
            FormErrors errors, String field, String text, String missing, Words words) {
        if (text.isEmpty()) {
            errors.add(field, words.say(missing));
        } else if (text.length() > AccessRequest.Asked.MAX_TEXT) {
            errors.add(
                    field,
                    words.say("error.too-long", AccessRequest.Asked.MAX_TEXT, text.length()));
        }
    }

    private static Set<PermittedAction> permitted(List<String> actions) {
        return actions.stream().map(PermittedAction::new).collect(Collectors.toSet());
    }
}
