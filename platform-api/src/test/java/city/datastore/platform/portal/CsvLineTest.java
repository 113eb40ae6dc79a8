package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {
    @Test
    void quotes_every_field_and_doubles_quotation_marks() {
        assertThat(CsvLine.of("a", null, 12L, "say \"no\", twice"))
                .isEqualTo("\"a\",\"\",\"12\",\"say \"\"no\"\", twice\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uff1d1+1"
            })
    void keeps_a_spreadsheet_from_taking_a_name_for_a_formula(String name) {
        assertThat(CsvLine.of(name)).startsWith("\"'" + name.charAt(0));
    }

    @Test
    void leaves_alone_what_only_holds_such_a_sign() {
        assertThat(CsvLine.of("brent/spend-2026", "a=b", "mps.officer@mps"))
                .isEqualTo("\"brent/spend-2026\",\"a=b\",\"mps.officer@mps\"\r\n");
    }
}
