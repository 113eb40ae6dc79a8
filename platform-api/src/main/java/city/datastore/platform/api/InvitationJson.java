package city.datastore.platform.api;

import city.datastore.agreements.Terms;
import city.datastore.audit.names.AgencyCode;
import org.jspecify.annotations.Nullable;

/** The agency that is invited into an agreement, and what it is to do there. */
record InvitationJson(
        @Nullable String agency,
        @Nullable String role,
        @Nullable Boolean provides,
        @Nullable Boolean receives) {

    Terms.Party read() {
        var fields = new Fields();
        var code = fields.name("agency", agency, AgencyCode::new);
        var named = fields.text("role", role, TermsJson.MAX_WORD);
        var gives = fields.yes(provides);
        var takes = fields.yes(receives);
        fields.check();
        return new Terms.Party(code.get(), named.get(), gives.get(), takes.get());
    }
}
