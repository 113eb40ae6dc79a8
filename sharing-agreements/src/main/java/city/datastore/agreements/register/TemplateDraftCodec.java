package city.datastore.agreements.register;

import city.datastore.agreements.templates.TemplateDraft.Content;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one place that knows how a draft of a template looks as JSON in the database. */
final class TemplateDraftCodec {
    private final JsonMapper mapper =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    String json(Content content) {
        return mapper.writeValueAsString(content);
    }

    Content content(String json) {
        return mapper.readValue(json, Content.class);
    }
}
