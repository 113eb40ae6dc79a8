package city.datastore.access.policy;

import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;

/** Everything the gate decides on, and how the record names it. */
public enum Act {
    READ_CONTENT("dataset.read", Activity.READ),
    CREATE_DATASET("dataset.create", Activity.CREATE),
    UPLOAD_VERSION("dataset.upload", Activity.WRITE),
    SEE_HIDDEN_DATASET("dataset.see-hidden", Activity.READ),
    DRAFT_AGREEMENT("agreement.draft", Activity.CREATE),
    SEE_AGREEMENT("agreement.see", Activity.READ),
    EDIT_AGREEMENT("agreement.edit", Activity.UPDATE),
    PROPOSE_AGREEMENT("agreement.propose", Activity.UPDATE),
    APPROVE_AGREEMENT("agreement.approve", Activity.UPDATE),
    RETURN_AGREEMENT("agreement.return", Activity.UPDATE),
    SUSPEND_AGREEMENT("agreement.suspend", Activity.UPDATE),
    RESUME_AGREEMENT("agreement.resume", Activity.UPDATE),
    TERMINATE_AGREEMENT("agreement.terminate", Activity.UPDATE),
    ASK_ACCESS("access-request.ask", Activity.CREATE),
    SEE_REQUEST("access-request.see", Activity.READ),
    GRANT_REQUEST("access-request.grant", Activity.UPDATE),
    REFUSE_REQUEST("access-request.refuse", Activity.UPDATE),
    WITHDRAW_REQUEST("access-request.withdraw", Activity.UPDATE),
    REVOKE_GRANT("grant.revoke", Activity.UPDATE),
    ASK_ABOUT_OTHERS("decision.ask-about-others", Activity.QUERY),
    SEARCH_TRAIL("audit.search", Activity.QUERY),
    READ_EVENT("audit.read", Activity.READ);

    private final Action action;

    Act(String name, Activity activity) {
        this.action = new Action(name, activity);
    }

    public Action action() {
        return action;
    }
}
