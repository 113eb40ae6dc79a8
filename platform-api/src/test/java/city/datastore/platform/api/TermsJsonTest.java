package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.TermsCheck;
import city.datastore.platform.api.TermsJson.LawfulBasisJson;
import city.datastore.platform.api.TermsJson.PartyJson;
import city.datastore.platform.api.TermsJson.PurposeJson;
import city.datastore.platform.api.TermsJson.ScopeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Terms over the API have the limits that they have on the pages. */
class TermsJsonTest {
    private static TermsJson of(int datasets, @Nullable String role) {
        var all = JsonNodeFactory.instance.stringNode("all");
        List<@Nullable ScopeJson> scopes = new ArrayList<>();
        IntStream.range(0, datasets)
                .forEach(at -> scopes.add(new ScopeJson("brent/data-" + at, all, null, null)));
        return new TermsJson(
                "Spending",
                List.of(
                        new PartyJson("brent", "independent_controller", true, false),
                        new PartyJson("gla", role, false, true)),
                scopes,
                List.of(new PurposeJson("review", "To compare.")),
                List.of("read"),
                new LawfulBasisJson("6(1)(e)", null, null, null),
                "2026-12-01",
                "2027-12-01",
                "2027-06-01",
                null,
                null,
                null);
    }

    @Test
    void name_as_many_datasets_as_an_agreement_can_have() {
        assertThat(of(TermsCheck.MAX_DATASETS, "processor").read().datasets()).hasSize(500);
        assertThatThrownBy(() -> of(TermsCheck.MAX_DATASETS + 1, "processor").read())
                .isInstanceOf(CallException.BadFields.class);
    }

    @Test
    void say_the_role_of_each_party() {
        assertThatThrownBy(() -> of(1, "").read()).isInstanceOf(CallException.BadFields.class);
        assertThatThrownBy(() -> of(1, null).read()).isInstanceOf(CallException.BadFields.class);
    }
}
