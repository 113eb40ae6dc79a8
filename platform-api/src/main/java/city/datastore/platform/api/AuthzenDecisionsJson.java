package city.datastore.platform.api;

import java.util.List;

/** The answers to several questions, in their order. */
record AuthzenDecisionsJson(List<AuthzenDecisionJson> evaluations) {}
