package city.datastore.access.policy;

import java.util.List;

/** What a case leaves of a dataset: by agreement and grant, or by what an emergency arranges. */
final class Left {
    private static final ColumnScope NOTHING = ColumnScope.only(List.of());

    private Left() {}

    static ColumnScope columns(Case c) {
        if (c.question().emergency() != null) {
            return columnsInEmergency(c.emergency());
        }
        var permit = c.permit();
        var grant = c.grant();
        var dataset = c.dataset();
        if (permit == null || grant == null || dataset == null) {
            return NOTHING;
        }
        var named = permit.datasets().get(dataset);
        return named == null ? NOTHING : named.within(grant.columns());
    }

    static Protection protection(Case c) {
        if (c.question().emergency() != null) {
            return protectionInEmergency(c.emergency());
        }
        var permit = c.permit();
        var dataset = c.dataset();
        return permit == null || c.grant() == null || dataset == null
                ? Protection.NONE
                : permit.protection(dataset).within(c.columns());
    }

    private static ColumnScope columnsInEmergency(EmergencyFacts facts) {
        var arrangement = facts.arrangement();
        var access = facts.access();
        return arrangement == null || access == null
                ? NOTHING
                : ColumnScope.only(arrangement.columns())
                        .within(ColumnScope.only(access.columns()));
    }

    private static Protection protectionInEmergency(EmergencyFacts facts) {
        var arrangement = facts.arrangement();
        var access = facts.access();
        return arrangement == null || access == null
                ? Protection.NONE
                : Protection.ofOne(new OnePerson(arrangement.subjectColumn(), access.subject()));
    }
}
