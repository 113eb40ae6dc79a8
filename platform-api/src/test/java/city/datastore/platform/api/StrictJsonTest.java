package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private final StrictJson json = new StrictJson();

    private <T> T read(Class<T> type, String text) {
        return json.read(type, text.getBytes(UTF_8));
    }

    private CallException.BadBody fault(String text) {
        return catchThrowableOfType(CallException.BadBody.class, () -> read(TermsJson.class, text));
    }

    @Test
    void reads_what_is_right() {
        var terms =
                read(
                        TermsJson.class,
                        "{\"title\":\"A\",\"parties\":[{\"agency\":\"brent\",\"provides\":true}]}");

        assertThat(terms.title()).isEqualTo("A");
        assertThat(terms.parties()).hasSize(1);
    }

    @Nested
    class A_fault {
        @Test
        void in_an_unknown_field_names_the_field() {
            var fault = fault("{\"title\":\"A\",\"colour\":\"SECRET\"}");

            assertThat(fault.faults()).extracting(FaultJson::field).containsExactly("colour");
            assertThat(fault).hasMessageNotContaining("SECRET");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{'title':7} | title | has to be text",
                    "{'title':true} | title | has to be text",
                    "{'title':1.5} | title | has to be text",
                    "{'title':{}} | title | has to be text",
                    "{'title':['a']} | title | has to be text",
                    "{'parties':'SECRET'} | parties | has to be a list",
                    "{'parties':[1]} | parties[0] | has to be an object",
                    "{'parties':[{'agency':1}]} | parties[0].agency | has to be text",
                    "{'parties':[{'provides':'SECRET'}]} | parties[0].provides | has to be true or false",
                    "{'parties':[{'provides':1}]} | parties[0].provides | has to be true or false",
                    "{'parties':[{'provides':''}]} | parties[0].provides | has to be true or false",
                    "{'lawfulBasis':''} | lawfulBasis | has to be an object",
                })
        void in_the_kind_of_a_value_names_the_field_and_the_kind(
                String text, String field, String detail) {
            var fault = fault(text.replace('\'', '"'));

            assertThat(fault.faults()).containsExactly(new FaultJson(field, detail));
            assertThat(fault).hasMessageNotContaining("SECRET");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{",
                    "{\"title\":\"SECRET\"",
                    "{\"title\":SECRET}",
                    "{'title':'SECRET'}",
                    "{\"title\":\"SECRET\"} {}",
                    "{\"title\":\"SECRET\",\"title\":\"b\"}",
                    "{\"datasets\":[{\"columns\":{\"a\":1,\"a\":2}}]}",
                    "[]",
                    "\"SECRET\"",
                    "null",
                    "{\"title\":\"a\u0000b SECRET\"}",
                    "// SECRET\n{}",
                    "{\"title\":\"SECRET\",}"
                })
        void in_the_writing_says_so_and_repeats_nothing(String text) {
            assertThatThrownBy(() -> read(TermsJson.class, text))
                    .isInstanceOf(CallException.BadBody.class)
                    .hasMessageNotContaining("SECRET");
        }
    }

    @Test
    void refuses_bytes_that_are_not_UTF_8() {
        byte[] bytes = "{\"title\":\"caf\u00e9\"}".getBytes(ISO_8859_1);

        assertThatThrownBy(() -> json.read(TermsJson.class, bytes))
                .isInstanceOf(CallException.BadBody.class);
    }

    @Test
    void refuses_nesting_without_end() {
        String deep = "{\"datasets\":[{\"columns\":" + "[".repeat(100_000);

        assertThatThrownBy(() -> read(TermsJson.class, deep))
                .isInstanceOf(CallException.BadBody.class)
                .hasMessageContaining("nested deeper");
    }

    @Test
    void writes_instants_as_ISO_8601() {
        assertThat(
                        new String(
                                json.write(
                                        new StepJson(
                                                1,
                                                "drafted",
                                                "draft",
                                                1,
                                                "brent",
                                                new PersonJson("p", "brent.ig"),
                                                Instant.parse("2026-12-01T09:00:00Z"),
                                                "",
                                                "")),
                                UTF_8))
                .contains("\"at\":\"2026-12-01T09:00:00Z\"");
    }
}
