package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConnectionTest {
    @Nested
    class A_credentials_file {
        @TempDir private Path folder = Path.of("");

        private KafkaConnection with(String text) throws IOException {
            Path file = folder.resolve("kafka.properties");
            Files.writeString(file, text);
            return new KafkaConnection("127.0.0.1:9094", file);
        }

        @Test
        void says_how_to_sign_in() throws IOException {
            var settings =
                    with("security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nssl.truststore.type=PEM")
                            .clientSettings();

            assertThat(settings)
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.mechanism", "PLAIN")
                    .containsEntry("ssl.truststore.type", "PEM")
                    .containsEntry("bootstrap.servers", "127.0.0.1:9094");
        }

        @Test
        void cannot_weaken_what_the_record_demands() throws IOException {
            KafkaConnection kafka = with("security.protocol=SASL_SSL\nacks=0\n");

            assertThatThrownBy(kafka::clientSettings)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sets acks");
        }

        @Test
        void that_is_not_there_is_named() {
            var kafka = new KafkaConnection("127.0.0.1:9094", folder.resolve("none"));

            assertThatThrownBy(kafka::clientSettings)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("none");
        }
    }

    @Nested
    class Without_a_credentials_file {
        @Test
        void clients_only_know_where_Kafka_is() {
            assertThat(new KafkaConnection("127.0.0.1:9094", null).clientSettings())
                    .doesNotContainKey("security.protocol");
        }
    }
}
