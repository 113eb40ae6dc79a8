package city.datastore.access.policy;

import static city.datastore.access.policy.CedarFacts.instant;
import static city.datastore.access.policy.CedarRequests.strings;

import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds in an emergency, as Cedar is told. */
final class CedarEmergencies {
    private CedarEmergencies() {}

    /** With one appointment of the caller at a time. */
    static Map<String, Value> told(
            Question question, EmergencyFacts facts, @Nullable DutyAppointment duty) {
        var told = new HashMap<String, Value>();
        if (question.emergency() != null) {
            told.put("emergency", new PrimString(question.emergency().toString()));
        }
        if (facts.arrangement() != null) {
            told.put("arrangement", arranged(facts.arrangement()));
        }
        if (duty != null) {
            told.put("duty", appointed(duty));
        }
        if (facts.access() != null) {
            told.put("access", opened(facts.access()));
        }
        return told;
    }

    private static CedarMap arranged(EmergencyArrangement arrangement) {
        var duties = new ArrayList<Value>();
        arrangement
                .duties()
                .forEach((agency, roles) -> {
                    for (var role : roles) {
                        var said = new HashMap<String, Value>();
                        said.put("agency", new PrimString(agency.value()));
                        said.put("role", new PrimString(role));
                        duties.add(new CedarMap(said));
                    }
                });
        var said = new HashMap<String, Value>();
        said.put("duties", new CedarList(duties));
        said.put("columns", strings(arrangement.columns()));
        said.put("kind", new PrimString(arrangement.subjectKind()));
        return new CedarMap(said);
    }

    private static CedarMap appointed(DutyAppointment duty) {
        var said = new HashMap<String, Value>();
        said.put("person", new PrimString(duty.person()));
        said.put("agency", new PrimString(duty.agency().value()));
        said.put("role", new PrimString(duty.role()));
        said.put("from", instant(duty.from()));
        said.put("until", instant(duty.until()));
        said.put("ended", new PrimBool(duty.ended()));
        return new CedarMap(said);
    }

    private static CedarMap opened(EmergencyAccess access) {
        var said = new HashMap<String, Value>();
        said.put("holder", new PrimString(access.holder().value()));
        said.put("agency", new PrimString(access.agency().value()));
        said.put("dataset", new PrimString(access.dataset().toString()));
        said.put("role", new PrimString(access.role()));
        said.put("kind", new PrimString(access.subject().kind()));
        said.put("columns", strings(access.columns()));
        said.put("from", instant(access.from()));
        said.put("until", instant(access.until()));
        said.put("ended", new PrimBool(access.ended()));
        return new CedarMap(said);
    }
}
