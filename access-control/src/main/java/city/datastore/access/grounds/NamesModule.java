package city.datastore.access.grounds;

import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.RolePolicyId;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Names as people write them: as values, and as keys. */
final class NamesModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    NamesModule() {
        super("names");
        name(AgencyCode.class, AgencyCode::new);
        name(AgreementRef.class, AgreementRef::new);
        name(ConditionId.class, ConditionId::parse);
        name(DatasetId.class, DatasetId::parse);
        name(PersonId.class, PersonId::new);
        name(PurposeCode.class, PurposeCode::new);
        name(RequestId.class, RequestId::new);
        name(PermittedAction.class, PermittedAction::new);
        name(AccessRequestId.class, AccessRequestId::parse);
        name(EmergencyId.class, EmergencyId::parse);
        name(EventId.class, EventId::parse);
        name(GrantId.class, GrantId::parse);
        name(ProhibitionId.class, ProhibitionId::parse);
        name(RolePolicyId.class, RolePolicyId::parse);
    }

    private <T> void name(Class<T> type, Function<String, T> parse) {
        addSerializer(
                type,
                new ValueSerializer<>() {
                    @Override
                    public void serialize(T name, JsonGenerator out, SerializationContext with) {
                        out.writeString(name.toString());
                    }
                });
        addDeserializer(
                type,
                new ValueDeserializer<>() {
                    @Override
                    public T deserialize(JsonParser in, DeserializationContext with) {
                        return parse.apply(in.getString());
                    }
                });
        addKeySerializer(
                type,
                new ValueSerializer<>() {
                    @Override
                    public void serialize(T name, JsonGenerator out, SerializationContext with) {
                        out.writeName(name.toString());
                    }
                });
        addKeyDeserializer(
                type,
                new KeyDeserializer() {
                    @Override
                    public Object deserializeKey(String key, DeserializationContext with) {
                        return parse.apply(key);
                    }
                });
    }
}
