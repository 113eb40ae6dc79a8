package city.datastore.platform.api;

/** Where the decision point answers (AuthZEN Authorization API 1.0, section 9). */
record AuthzenMetadataJson(
        String policy_decision_point,
        String access_evaluation_endpoint,
        String access_evaluations_endpoint,
        String search_subject_endpoint,
        String search_resource_endpoint,
        String search_action_endpoint) {

    static AuthzenMetadataJson at(String base) {
        String access = base + AuthzenApi.PATH;
        return new AuthzenMetadataJson(
                base,
                access + "/evaluation",
                access + "/evaluations",
                access + "/search/subject",
                access + "/search/resource",
                access + "/search/action");
    }
}
