package city.datastore.platform.api;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An agreement as an ODRL policy in JSON-LD (W3C ODRL Information Model 2.2, 15 February 2018): one
 * permission for each dataset, with its owner as assigner and every other receiver as assignee.
 *
 * <p>What ODRL has no word for (version, digest, state, template, columns, treatments) is in the
 * namespace {@code urn:city-datastore:terms:}.
 */
final class OdrlJson {
    static final String MEDIA_TYPE = "application/ld+json";

    private static final String AGREEMENT = "urn:city-datastore:agreement:";
    private static final String AGENCY = "urn:city-datastore:agency:";
    private static final String DATASET = "urn:city-datastore:dataset:";
    private static final String TEMPLATE = "urn:city-datastore:template:";
    private static final String PURPOSE = "urn:city-datastore:purpose:";

    private OdrlJson() {}

    static Map<String, Object> of(Agreement agreement) {
        var head = agreement.head();
        Terms terms = head.terms();
        var policy = new LinkedHashMap<String, Object>();
        policy.put(
                "@context",
                List.of(
                        "http://www.w3.org/ns/odrl.jsonld",
                        Map.of(
                                "ds", "urn:city-datastore:terms:",
                                "dcterms", "http://purl.org/dc/terms/")));
        policy.put("@type", "Agreement");
        policy.put("uid", AGREEMENT + head.reference() + ":" + head.version());
        policy.put("dcterms:title", terms.title());
        policy.put("ds:version", head.version());
        policy.put("ds:digest", "sha-256:" + TermsDigest.of(head));
        policy.put("ds:state", agreement.state());
        TemplateRef template = terms.template();
        if (template != null) {
            policy.put("ds:template", template(template));
        }
        policy.put("permission", permissions(terms));
        return policy;
    }

    private static Map<String, Object> template(TemplateRef template) {
        var named = new LinkedHashMap<String, Object>();
        named.put("@id", TEMPLATE + template.id() + ":" + template.version());
        named.put("ds:version", template.version());
        named.put("ds:locked", "sha-256:" + template.locked());
        return named;
    }

    private static List<Map<String, Object>> permissions(Terms terms) {
        var permissions = new ArrayList<Map<String, Object>>();
        for (Terms.Scope scope : terms.datasets()) {
            var target = new LinkedHashMap<String, Object>();
            target.put("@type", "Asset");
            target.put("uid", DATASET + scope.dataset());
            if (scope.columns() instanceof ColumnScope.Only(var names)) {
                target.put("ds:columns", List.copyOf(names));
            }
            var permission = new LinkedHashMap<String, Object>();
            OdrlProtection.refine(target, scope.protection());
            permission.put("target", target);
            permission.put("assigner", AGENCY + scope.dataset().agency());
            permission.put(
                    "assignee",
                    terms.parties().stream()
                            .filter(Terms.Party::receives)
                            .filter(party -> !party.agency().equals(scope.dataset().agency()))
                            .map(party -> AGENCY + party.agency())
                            .toList());
            permission.put("action", actions(terms));
            permission.put("constraint", constraints(terms));
            permissions.add(permission);
        }
        return permissions;
    }

    private static List<String> actions(Terms terms) {
        return terms.actions().stream()
                .map(action -> action.value().equals("read") ? "read" : "ds:" + action.value())
                .sorted()
                .toList();
    }

    private static List<Map<String, Object>> constraints(Terms terms) {
        return List.of(
                constraint("dateTime", "gteq", dateTime(terms.starts().toString())),
                constraint("dateTime", "lt", dateTime(terms.ends().toString())),
                constraint(
                        "purpose",
                        "isAnyOf",
                        terms.purposes().stream().map(each -> PURPOSE + each.code()).toList()));
    }

    private static Map<String, Object> dateTime(String instant) {
        return Map.of("@type", "xsd:dateTime", "@value", instant);
    }

    private static Map<String, Object> constraint(String left, String operator, Object right) {
        var constraint = new LinkedHashMap<String, Object>();
        constraint.put("leftOperand", left);
        constraint.put("operator", operator);
        constraint.put("rightOperand", right);
        return constraint;
    }
}
