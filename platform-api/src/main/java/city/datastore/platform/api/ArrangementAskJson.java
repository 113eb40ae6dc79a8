package city.datastore.platform.api;

import city.datastore.access.emergency.ArrangementAsk;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.desk.EmergencyDesk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an owner of data wants to arrange for emergencies. */
record ArrangementAskJson(
        @Nullable String dataset,
        @Nullable List<@Nullable DutyOfJson> duties,
        @Nullable List<@Nullable String> columns,
        @Nullable String subjectColumn,
        @Nullable String call) {
    private static final int MAX_AGENCIES = 100;
    private static final int MAX_ROLES = 20;
    private static final int MAX_COLUMNS = 200;
    private static final int MAX_COLUMN = 200;
    private static final int MAX_WORD = 64;

    /** Duty roles of one agency that may use it. */
    record DutyOfJson(@Nullable String agency, @Nullable List<@Nullable String> roles) {}

    private record DutyOf(AgencyCode agency, List<String> roles) {}

    EmergencyDesk.Wanted read() {
        var fields = new Fields();
        var on = fields.name("dataset", dataset, DatasetId::parse);
        var who =
                fields.<DutyOfJson, DutyOf>some(
                        "duties", duties, MAX_AGENCIES, (path, each) -> duty(fields, path, each));
        var which =
                fields.<String, String>some(
                        "columns",
                        columns,
                        MAX_COLUMNS,
                        (path, name) -> fields.text(path, name, MAX_COLUMN));
        var by = fields.text("subjectColumn", subjectColumn, MAX_COLUMN);
        var whom = fields.text("call", call, ArrangementAsk.MAX_CALL);
        fields.check();
        var mayUse = new HashMap<AgencyCode, Set<String>>();
        for (var each : who.get()) {
            mayUse.computeIfAbsent(each.agency(), _ -> new HashSet<>()).addAll(each.roles());
        }
        return new EmergencyDesk.Wanted(on.get(), mayUse, which.get(), by.get(), whom.get());
    }

    private static Supplier<DutyOf> duty(Fields fields, String path, DutyOfJson each) {
        var agency = fields.name(path + ".agency", each.agency(), AgencyCode::new);
        var roles =
                fields.<String, String>some(
                        path + ".roles",
                        each.roles(),
                        MAX_ROLES,
                        (at, role) -> fields.text(at, role, MAX_WORD));
        return () -> new DutyOf(agency.get(), roles.get());
    }
}
