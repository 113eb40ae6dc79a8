package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.Varied;
import city.datastore.audit.names.AgencyCode;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Brent gives the GLA data; by the next version the fire brigade receives it, too. */
class SigningBoardTest {
    private static final AgencyCode LFB = new AgencyCode("lfb");

    private static SigningBoard boardOfNext(AgencyCode... signed) {
        var now = (Offered) AgreementSamples.active();
        var head =
                new Head(
                        Samples.DSA,
                        2,
                        4,
                        AgreementSamples.terms().with(new Party(LFB, "", false, true)),
                        Samples.BRENT);
        var marks = Arrays.stream(signed).map(AgreementSamples::signature).toList();
        var next = new Proposed(head, Signatories.of(marks, Set.of()));
        return SigningBoard.of(Varied.of(now, next), Samples.NOW);
    }

    @Nested
    class Of_a_next_version {
        @Test
        void names_whom_it_concerns_and_who_comes_in_by_it() {
            assertThat(boardOfNext(Samples.BRENT).lines())
                    .extracting(each -> each.agency() + " " + each.state())
                    .containsExactly("brent signed", "lfb waiting");
        }

        @Test
        void goes_on_to_name_who_comes_in_by_it_and_has_signed() {
            assertThat(boardOfNext(Samples.BRENT, LFB).lines())
                    .extracting(each -> each.agency() + " " + each.state())
                    .containsExactly("brent signed", "lfb signed");
        }

        @Test
        void offers_to_remind_who_is_waited_for_in_the_name_of_another_agency_only() {
            var waiting = boardOfNext(Samples.BRENT).lines().getLast();

            assertThat(waiting.isRemindedBy(Samples.BRENT)).isTrue();
            assertThat(waiting.isRemindedBy(LFB)).isFalse();
            assertThat(waiting.isRemindedBy(null)).isFalse();
            assertThat(boardOfNext(Samples.BRENT).lines().getFirst().isRemindedBy(LFB)).isFalse();
        }
    }
}
