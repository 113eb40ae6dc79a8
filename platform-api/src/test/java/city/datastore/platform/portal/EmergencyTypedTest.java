package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmergencyTypedTest {
    private final EmergencyForm form =
            new EmergencyForm(
                    "brent/children",
                    "943 476 5919",
                    List.of("address"),
                    "child-at-risk",
                    "vital-interests",
                    "A child is missing since this morning.",
                    "CASE-17",
                    "4");
    private final EmergencyTyped typed = new EmergencyTyped(new PersonId("gla.officer"), form);

    private static Caller officer(String person) {
        return new Caller(
                new PersonId(person),
                person,
                new AgencyCode("gla"),
                Set.of(Role.OFFICER),
                true,
                new RequestId("call-1"));
    }

    @Test
    void is_filled_in_again_for_whoever_typed_it() {
        assertThat(typed.shownTo(officer("gla.officer"), "brent/children")).isEqualTo(form);
    }

    @Test
    void is_shown_to_nobody_else_who_signs_in_to_the_same_browser() {
        assertThat(typed.shownTo(officer("gla.other"), "brent/children"))
                .isEqualTo(EmergencyForm.about("brent/children"));
    }

    @Test
    void is_not_filled_in_for_another_dataset() {
        assertThat(typed.shownTo(officer("gla.officer"), "brent/spend"))
                .isEqualTo(EmergencyForm.about("brent/spend"));
    }
}
