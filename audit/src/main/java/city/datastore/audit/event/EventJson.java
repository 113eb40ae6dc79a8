package city.datastore.audit.event;

import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Between an event and its JSON. OCSF's words are for others' tools and are derived; what is read
 * back comes from {@code metadata.uid}, {@code time}, {@code actor}, {@code activity_id} and {@code
 * unmapped}.
 */
final class EventJson {
    private static final String OCSF_VERSION = "1.5.0";
    private static final int CATEGORY = 6;
    private static final int CLASS = 6005;
    private static final int TYPE_OTHER = 99;
    private static final String PRODUCT = "City DataStore";
    private static final String SERVICE = "city-datastore";

    private EventJson() {}

    static CanonicalJson of(AuditEvent event) {
        Activity activity = event.action().activity();
        JsonFields json =
                new JsonFields()
                        .whole("activity_id", activity.id())
                        .text("activity_name", activity.title())
                        .object("actor", new JsonFields().object("user", user(event.actor())))
                        .object("api", api(event))
                        .text("category_name", "Application Activity")
                        .whole("category_uid", CATEGORY)
                        .text("class_name", "Datastore Activity")
                        .whole("class_uid", CLASS)
                        .object("metadata", metadata(event))
                        .object("src_endpoint", new JsonFields().text("svc_name", SERVICE))
                        .whole("time", event.at().toEpochMilli())
                        .whole("type_uid", CLASS * 100 + activity.id())
                        .object("unmapped", ours(event));
        outcome(event.outcome(), json);
        datastore(event.about(), json);
        return json.json();
    }

    private static JsonFields user(Actor actor) {
        AgencyCode agency = actor.agency();
        return new JsonFields()
                .text("uid", actor.person())
                .text("name", actor.username())
                .object("org", new JsonFields().text("uid", agency));
    }

    private static JsonFields api(AuditEvent event) {
        return new JsonFields()
                .text("operation", event.action().name())
                .object("request", new JsonFields().text("uid", event.request()));
    }

    private static JsonFields metadata(AuditEvent event) {
        return new JsonFields()
                .object(
                        "product",
                        new JsonFields().text("name", PRODUCT).text("vendor_name", PRODUCT))
                .texts("profiles", List.of("security_control"))
                .text("uid", event.id())
                .text("version", OCSF_VERSION);
    }

    private static void outcome(Outcome outcome, JsonFields json) {
        switch (outcome) {
            case Outcome.Allowed _, Outcome.Done _ -> control(json, 1, "Informational", 1, 1);
            case Outcome.Refused _ -> control(json, 2, "Low", 2, 2);
            case Outcome.Failed _ -> control(json, 3, "Medium", 2, 1);
        }
    }

    private static void control(
            JsonFields json, int severity, String severityName, int status, int action) {
        json.whole("severity_id", severity)
                .text("severity", severityName)
                .whole("status_id", status)
                .text("status", status == 1 ? "Success" : "Failure")
                .whole("action_id", action)
                .text("action", action == 1 ? "Allowed" : "Denied");
    }

    /**
     * OCSF asks for one of database, databucket and table; without a dataset it is our register.
     */
    private static void datastore(About about, JsonFields json) {
        DatasetId dataset = about.dataset();
        if (dataset == null) {
            json.object(
                    "database",
                    new JsonFields().text("name", SERVICE).whole("type_id", TYPE_OTHER));
        } else {
            json.object(
                    "databucket",
                    new JsonFields()
                            .text("name", dataset.name())
                            .text("uid", dataset)
                            .whole("type_id", TYPE_OTHER));
        }
    }

    private static JsonFields ours(AuditEvent event) {
        About about = event.about();
        return new JsonFields()
                .text("action", event.action().name())
                .text("outcome", event.outcome().word())
                .items("reasons", event.outcome().reasons().stream().map(EventJson::of).toList())
                .text("agency", event.actor().agency())
                .texts("roles", event.actor().roles())
                .text("dataset", about.dataset())
                .whole("datasetVersion", about.datasetVersion())
                .text("agreement", about.agreement())
                .whole("agreementVersion", about.agreementVersion())
                .text("purpose", about.purpose())
                .texts("columns", about.columns())
                .text("accessRequest", about.accessRequest())
                .text("grant", about.grant())
                .whole("bytes", about.bytes())
                .object("details", details(about))
                .text("requestId", event.request());
    }

    private static JsonFields details(About about) {
        JsonFields json = new JsonFields();
        about.details().forEach(json::text);
        return json;
    }

    private static CanonicalJson of(Reason reason) {
        return new JsonFields().text("code", reason.code()).text("text", reason.text()).json();
    }

    static AuditEvent event(CanonicalJson json) {
        JsonObject fields = JsonObject.of(json);
        if (fields.whole("class_uid") != CLASS) {
            throw new IllegalArgumentException("the event is not of class " + CLASS);
        }
        JsonObject ours = fields.object("unmapped");
        return new AuditEvent(
                EventId.parse(fields.object("metadata").text("uid")),
                Instant.ofEpochMilli(fields.whole("time")),
                actor(fields.object("actor").object("user"), ours),
                new Action(ours.text("action"), activity(fields.whole("activity_id"))),
                about(ours),
                outcome(ours),
                new RequestId(ours.text("requestId")));
    }

    private static Actor actor(JsonObject user, JsonObject ours) {
        return new Actor(
                new PersonId(user.text("uid")),
                user.text("name"),
                ours.has("agency") ? new AgencyCode(ours.text("agency")) : null,
                new TreeSet<>(ours.texts("roles")));
    }

    private static Activity activity(long id) {
        for (Activity activity : Activity.values()) {
            if (activity.id() == id) {
                return activity;
            }
        }
        return Activity.OTHER;
    }

    private static About about(JsonObject ours) {
        return new About(
                ours.has("dataset") ? DatasetId.parse(ours.text("dataset")) : null,
                number(ours, "datasetVersion"),
                ours.has("agreement") ? new AgreementRef(ours.text("agreement")) : null,
                number(ours, "agreementVersion"),
                ours.has("purpose") ? new PurposeCode(ours.text("purpose")) : null,
                ours.texts("columns"),
                ours.has("accessRequest")
                        ? AccessRequestId.parse(ours.text("accessRequest"))
                        : null,
                ours.has("grant") ? GrantId.parse(ours.text("grant")) : null,
                ours.has("bytes") ? ours.whole("bytes") : null,
                ours.has("details") ? ours.object("details").texts() : new TreeMap<>());
    }

    private static @Nullable Integer number(JsonObject ours, String name) {
        return ours.has(name) ? ours.small(name) : null;
    }

    private static Outcome outcome(JsonObject ours) {
        List<Reason> reasons =
                ours.items("reasons").stream()
                        .map(JsonObject::of)
                        .map(reason -> new Reason(reason.text("code"), reason.text("text")))
                        .toList();
        return switch (ours.text("outcome")) {
            case "allowed" -> new Outcome.Allowed(reasons);
            case "refused" -> new Outcome.Refused(reasons);
            case "failed" -> new Outcome.Failed(reasons);
            case "done" -> new Outcome.Done();
            default -> throw new IllegalArgumentException("the event has no known outcome");
        };
    }
}
