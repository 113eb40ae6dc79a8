package city.datastore.platform.api;

import city.datastore.access.certification.Certifications;
import city.datastore.access.requests.AccessRequest;
import city.datastore.audit.names.GrantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grants that an owner confirms.
 *
 * @param comment why they are still needed
 */
record ConfirmationJson(@Nullable List<@Nullable String> grants, @Nullable String comment) {

    /** The same in the project's words. */
    record Wanted(List<GrantId> grants, String comment) {}

    Wanted read() {
        var fields = new Fields();
        var ids =
                fields.<String, GrantId>some(
                        "grants",
                        grants,
                        Certifications.MAX_AT_ONCE,
                        (path, each) -> fields.name(path, each, GrantId::parse));
        var remark = fields.text("comment", comment, AccessRequest.Asked.MAX_TEXT);
        fields.check();
        return new Wanted(ids.get(), remark.get());
    }
}
