package city.datastore.agreements.register;

import static city.datastore.agreements.dpia.ADpia.consultation;
import static city.datastore.agreements.dpia.ADpia.content;
import static city.datastore.agreements.dpia.ADpia.finished;
import static city.datastore.agreements.dpia.ADpia.full;
import static city.datastore.agreements.dpia.ADpia.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.dpia.Dpia;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Told;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DpiaCodecTest {
    private final DpiaCodec codec = new DpiaCodec();

    static java.util.stream.Stream<Dpia> dpias() {
        return java.util.stream.Stream.of(
                written(full(), Content.NONE),
                written(
                        full(),
                        Content.NONE.withScreening(
                                Map.of("tracking", new Told(null, "Ünïcode, \"quotes\"")))),
                written(full(), content(full())),
                finished(full()),
                finished(full()).consulted(consultation("advice")));
    }

    @ParameterizedTest
    @MethodSource("dpias")
    void writes_an_assessment_and_reads_the_same_again(Dpia dpia) {
        assertThat(codec.dpia(dpia.reference(), dpia.revision(), codec.json(dpia))).isEqualTo(dpia);
    }

    @Test
    void refuses_a_shape_that_it_does_not_know() {
        var dpia = finished(full());
        String later = codec.json(dpia).replace("\"shape\":1", "\"shape\":2");
        assertThatThrownBy(() -> codec.dpia(dpia.reference(), 1, later))
                .hasMessageContaining("has shape 2");
    }
}
