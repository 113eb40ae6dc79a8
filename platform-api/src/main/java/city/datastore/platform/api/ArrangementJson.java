package city.datastore.platform.api;

import city.datastore.access.emergency.Arrangement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an owner of data has arranged for emergencies.
 *
 * @param columns all that may ever be seen; every other column is withheld
 * @param subjectColumn by which one person is found
 * @param call whom to call about what is withheld
 * @param ending null while it stands
 */
record ArrangementJson(
        String id,
        String dataset,
        List<DutiesJson> duties,
        List<String> columns,
        String subjectColumn,
        String subjectKind,
        String call,
        Instant setAt,
        PersonJson setBy,
        @Nullable EndingJson ending) {

    /** Duty roles of one agency that may use it. */
    record DutiesJson(String agency, List<String> roles) {}

    static ArrangementJson of(Arrangement one) {
        var arranged = one.arranged();
        return new ArrangementJson(
                arranged.id().toString(),
                arranged.dataset().toString(),
                arranged.duties().entrySet().stream()
                        .map(each ->
                                new DutiesJson(each.getKey().value(), List.copyOf(each.getValue())))
                        .toList(),
                List.copyOf(arranged.columns()),
                arranged.subjectColumn(),
                arranged.subjectKind(),
                arranged.call(),
                one.setAt(),
                new PersonJson(one.setBy(), one.setByName()),
                EndingJson.of(one.ending()));
    }
}
