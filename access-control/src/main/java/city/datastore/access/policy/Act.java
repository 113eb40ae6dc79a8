package city.datastore.access.policy;

import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;

/** Everything the gate decides on, and how the record names it. */
public enum Act {
    READ_CONTENT("dataset.read", Activity.READ, "read content"),
    CREATE_DATASET("dataset.create", Activity.CREATE, "create a dataset"),
    UPLOAD_VERSION("dataset.upload", Activity.WRITE, "upload a version"),
    SEE_HIDDEN_DATASET("dataset.see-hidden", Activity.READ, "see a hidden dataset"),
    DRAFT_AGREEMENT("agreement.draft", Activity.CREATE, "draft an agreement"),
    SEE_AGREEMENT("agreement.see", Activity.READ, "see an agreement"),
    LIST_AGREEMENTS("agreement.list", Activity.QUERY, "list agreements"),
    EDIT_AGREEMENT("agreement.edit", Activity.UPDATE, "edit an agreement"),
    PROPOSE_AGREEMENT("agreement.propose", Activity.UPDATE, "propose an agreement"),
    APPROVE_AGREEMENT("agreement.approve", Activity.UPDATE, "approve an agreement"),
    SIGN_OFF_AGREEMENT("agreement.sign-off", Activity.UPDATE, "sign an agreement off"),
    RETURN_AGREEMENT("agreement.return", Activity.UPDATE, "send an agreement back"),
    SUSPEND_AGREEMENT("agreement.suspend", Activity.UPDATE, "suspend an agreement"),
    RESUME_AGREEMENT("agreement.resume", Activity.UPDATE, "resume an agreement"),
    TERMINATE_AGREEMENT("agreement.terminate", Activity.UPDATE, "terminate an agreement"),
    NUDGE_PARTY("agreement.nudge", Activity.UPDATE, "remind a party to sign an agreement"),
    LEAVE_AGREEMENT("agreement.leave", Activity.UPDATE, "leave an agreement"),
    INVITE_PARTY("agreement.invite", Activity.UPDATE, "invite an agency into an agreement"),
    VARY_AGREEMENT("agreement.vary", Activity.UPDATE, "vary an agreement"),
    SUPERSEDE_AGREEMENT(
            "agreement.supersede", Activity.UPDATE, "replace an agreement by another one"),
    COMMENT_ON_AGREEMENT(
            "agreement.comment", Activity.UPDATE, "comment on a clause of an agreement"),
    ANSWER_COMMENT("agreement.answer-comment", Activity.UPDATE, "answer a comment"),
    SETTLE_COMMENT("agreement.settle-comment", Activity.UPDATE, "settle a comment"),
    SEE_USE("agreement.see-use", Activity.QUERY, "see how an agreement was used"),
    REVIEW_AGREEMENT("agreement.review", Activity.UPDATE, "record the review of an agreement"),
    PUBLISH_TEMPLATE("template.publish", Activity.CREATE, "publish a template for agreements"),
    WRITE_DPIA("dpia.write", Activity.UPDATE, "write the impact assessment of an agreement"),
    ADVISE_ON_DPIA("dpia.advise", Activity.UPDATE, "record advice on an impact assessment"),
    DECIDE_DPIA("dpia.decide", Activity.UPDATE, "record the outcome of an impact assessment"),
    CONSULT_REGULATOR("dpia.consult", Activity.UPDATE, "record that the regulator was consulted"),
    ASK_ACCESS("access-request.ask", Activity.CREATE, "ask for access"),
    SEE_REQUEST("access-request.see", Activity.READ, "see a request for access"),
    LIST_REQUESTS("access-request.list", Activity.QUERY, "list requests for access"),
    GRANT_REQUEST("access-request.grant", Activity.UPDATE, "grant a request"),
    REFUSE_REQUEST("access-request.refuse", Activity.UPDATE, "refuse a request"),
    RETURN_REQUEST("access-request.return", Activity.UPDATE, "send a request back for changes"),
    SAVE_DRAFT("access-request.draft", Activity.UPDATE, "draft a request for access"),
    DISCARD_DRAFT("access-request.discard", Activity.DELETE, "discard a draft of a request"),
    NAME_TEAM("access-request.name-team", Activity.UPDATE, "name the team of a request"),
    ANSWER_TERMS(
            "access-request.answer-terms",
            Activity.UPDATE,
            "accept or decline the terms of a request"),
    WITHDRAW_REQUEST("access-request.withdraw", Activity.UPDATE, "withdraw a request"),
    REVOKE_GRANT("grant.revoke", Activity.UPDATE, "revoke a grant"),
    CONFIRM_GRANT("grant.confirm", Activity.UPDATE, "confirm a grant"),
    LIST_GRANTS("grant.list", Activity.QUERY, "list grants"),
    SET_PROHIBITION("prohibition.set", Activity.CREATE, "set a prohibition"),
    LIFT_PROHIBITION("prohibition.lift", Activity.UPDATE, "lift a prohibition"),
    LIST_PROHIBITIONS("prohibition.list", Activity.QUERY, "list prohibitions"),
    SET_CONDITION("condition.set", Activity.CREATE, "set a condition of access"),
    END_CONDITION("condition.end", Activity.UPDATE, "end a condition of access"),
    LIST_CONDITIONS("condition.list", Activity.QUERY, "list conditions of access"),
    SET_ROLE_POLICY("role-policy.set", Activity.CREATE, "set a role policy"),
    END_ROLE_POLICY("role-policy.end", Activity.UPDATE, "end a role policy"),
    LIST_ROLE_POLICIES("role-policy.list", Activity.QUERY, "list role policies"),
    SET_ARRANGEMENT(
            "emergency.arrange", Activity.CREATE, "arrange what may be seen in an emergency"),
    END_ARRANGEMENT(
            "emergency.end-arrangement", Activity.UPDATE, "end an arrangement for emergencies"),
    LIST_ARRANGEMENTS(
            "emergency.list-arrangements", Activity.QUERY, "list arrangements for emergencies"),
    APPOINT_DUTY("duty.appoint", Activity.CREATE, "appoint somebody to a duty role"),
    END_DUTY("duty.end", Activity.UPDATE, "end an appointment to a duty role"),
    LIST_DUTIES("duty.list", Activity.QUERY, "list appointments to duty roles"),
    OPEN_EMERGENCY("emergency.open", Activity.CREATE, "open emergency access"),
    RENEW_EMERGENCY("emergency.renew", Activity.UPDATE, "renew emergency access"),
    END_EMERGENCY("emergency.end", Activity.UPDATE, "end emergency access"),
    REVIEW_EMERGENCY("emergency.review", Activity.UPDATE, "review emergency access"),
    SEE_EMERGENCY("emergency.see", Activity.READ, "see an emergency access"),
    LIST_EMERGENCIES("emergency.list", Activity.QUERY, "list emergency accesses"),
    DECLINE_SHARING("emergency.not-shared", Activity.CREATE, "record a decision not to share"),
    LIST_DECLINED("emergency.list-not-shared", Activity.QUERY, "list decisions not to share"),
    ASK_ABOUT_OTHERS("decision.ask-about-others", Activity.QUERY, "ask what somebody else may do"),
    SEARCH_TRAIL("audit.search", Activity.QUERY, "search the audit trail"),
    TAKE_EVIDENCE("audit.evidence", Activity.READ, "take evidence from the audit trail"),
    READ_EVENT("audit.read", Activity.READ, "read an event of the audit trail"),
    REPLAY_DECISION("decision.replay", Activity.READ, "judge a past decision again"),
    SAVE_SEARCH("search.save", Activity.CREATE, "save a search of the audit trail"),
    DELETE_SEARCH("search.delete", Activity.DELETE, "delete a saved search"),
    LIST_ALERTS("alert.list", Activity.QUERY, "list alerts"),
    SEE_ALERT("alert.see", Activity.READ, "see an alert"),
    REVIEW_ALERT("alert.review", Activity.UPDATE, "review an alert"),
    SEE_RETENTION("retention.see", Activity.QUERY, "see what of the audit trail is kept"),
    SET_HOLD("hold.set", Activity.CREATE, "set a legal hold"),
    LIFT_HOLD("hold.lift", Activity.UPDATE, "lift a legal hold"),
    DECLARE_IDENTIFIERS(
            "dataset.declare-identifiers", Activity.UPDATE, "declare columns that identify people"),
    TRACE_SUBJECT("subject.trace", Activity.QUERY, "ask who saw data about a person"),
    SEE_WITHHOLDINGS(
            "withholding.list", Activity.QUERY, "see what is withheld from the people concerned"),
    WITHHOLD("withholding.set", Activity.CREATE, "withhold accesses from the people concerned"),
    CHANGE_WITHHOLDING(
            "withholding.change",
            Activity.UPDATE,
            "review or end what is withheld from the people concerned");

    private final String name;
    private final Activity activity;
    private final String words;

    Act(String name, Activity activity, String words) {
        this.name = name;
        this.activity = activity;
        this.words = words;
    }

    public Action action() {
        return new Action(name, activity);
    }

    /** What it is in plain English, to follow "to". */
    public String words() {
        return words;
    }
}
