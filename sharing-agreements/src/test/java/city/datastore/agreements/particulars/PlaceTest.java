package city.datastore.agreements.particulars;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "agreement",
                "party/brent",
                "purpose/spend-analysis",
                "dataset/brent/spend",
                "column/brent/spend/Amount",
                "column/brent/spend/Paid by/to (net)",
                "basis/brent/spend-analysis",
                "basis/*/spend-analysis"
            })
    void a_path_is_read_and_written_alike(String path) {
        assertThat(Place.parse(path)).map(Place::toString).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "agreements",
                "party",
                "party/",
                "party/Brent",
                "dataset/brent",
                "column/brent/spend",
                "column/brent/spend/",
                "basis/brent",
                "basis/*/",
                "row/brent/spend"
            })
    void anything_else_is_no_place(String path) {
        assertThat(Place.parse(path)).isEmpty();
    }
}
