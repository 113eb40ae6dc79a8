package city.datastore.platform.portal;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Grant;
import city.datastore.agreements.TermsCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lead types to decide a request or to revoke a grant.
 *
 * @param columns the columns that were ticked
 * @param changes what has to change, where it is sent back
 * @param whose id of the grant to revoke, or {@link #EVERYBODY}
 */
record DecisionForm(
        DateInput until,
        List<String> columns,
        String comment,
        String reason,
        String changes,
        String revocation,
        String whose) {
    /** Of whom access is to end: of everybody who holds a grant that came of the request. */
    static final String EVERYBODY = "everybody";

    static final List<String> FIELDS = List.of("until", "columns", "comment");

    DecisionForm {
        columns = List.copyOf(columns);
    }

    static DecisionForm of(Fields fields) {
        return new DecisionForm(
                fields.date("until"),
                fields.ticked("columns", TermsCheck.MAX_COLUMNS),
                fields.text("comment"),
                fields.text("reason"),
                fields.text("changes"),
                fields.text("revocation"),
                fields.text("whose"));
    }

    /** What is proposed to the lead: what was asked. */
    static DecisionForm answering(AccessRequest.Asked asked, List<String> offered) {
        return new DecisionForm(DateInput.lastDay(asked.until()), offered, "", "", "", "", "");
    }

    /** Whose access can be ended: each by themselves, everybody last where there are several. */
    static List<Choice> whose(List<Grant> standing, Words words) {
        var choices = new ArrayList<Choice>();
        for (var grant : standing) {
            choices.add(new Choice(grant.held().id().toString(), grant.holderName()));
        }
        if (standing.size() > 1) {
            choices.add(new Choice(EVERYBODY, words.say("request.revoke.whose.everybody")));
        }
        return choices;
    }

    boolean everybody() {
        return whose.equals(EVERYBODY);
    }

    boolean means(Choice choice) {
        return choice.value().equals(whose);
    }

    /** The grant that was chosen; there has to be one. */
    Grant among(List<Grant> grants) {
        return grants.stream()
                .filter(grant -> grant.held().id().toString().equals(whose))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The columns to grant: those that were ticked, whatever is offered by now; null, which grants
     * all that the agreement allows, where none was ticked and none is offered.
     */
    @Nullable ColumnScope granted(List<String> offered, FormErrors errors, Words words) {
        if (!columns.isEmpty()) {
            return ColumnScope.only(columns);
        }
        if (!offered.isEmpty()) {
            errors.add("columns", words.say("request.grant.columns.missing"));
        }
        return null;
    }
}
