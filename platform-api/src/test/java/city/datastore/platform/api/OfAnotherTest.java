package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.desk.OfAnother;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfAnotherTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    You hold no grant for brent/spend. | They hold no grant for brent/spend.
                    Your grant ended on 3 May 2026. | Their grant ended on 3 May 2026.
                    The agreement and your grant have no column in common. | The agreement and their grant have no column in common.
                    To read it you need the role officer. | To read it they need the role officer.
                    Ask whoever manages sign-ins at your agency to put you in exactly one agency. | Ask whoever manages sign-ins at their agency to put them in exactly one agency.
                    brent/spend is not for you. | brent/spend is not for them.
                    You named the purpose young-people. | They named the purpose young-people.
                    """)
    void speaks_of_the_person_and_not_to_whoever_asks(String toThem, String ofThem) {
        assertThat(OfAnother.told(toThem)).isEqualTo(ofThem);
    }

    @Test
    void leaves_codes_and_the_answer_as_they_are() {
        var toThem =
                new DecisionJson(
                        false,
                        List.of(),
                        List.of(new ReasonJson("not-your-agencys", "It is not your agency's.")),
                        "Ask for access.",
                        null);

        assertThat(toThem.ofAnother())
                .isEqualTo(
                        new DecisionJson(
                                false,
                                List.of(),
                                List.of(
                                        new ReasonJson(
                                                "not-your-agencys", "It is not their agency's.")),
                                "Ask for access.",
                                null));
    }
}
