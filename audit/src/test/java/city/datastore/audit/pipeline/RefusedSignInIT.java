package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.kafka.common.security.authenticator.SaslClientCallbackHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka refuses the platform's password when the first event is to be recorded, and not later. */
class RefusedSignInIT {
    private static volatile boolean wrong;

    private final AuditStack stack =
            new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Says a wrong password for as long as the test wants it to. */
    public static final class Wrong extends SaslClientCallbackHandler {
        @Override
        public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
            super.handle(callbacks);
            for (Callback each : callbacks) {
                if (wrong && each instanceof PasswordCallback password) {
                    password.setPassword("wrong".toCharArray());
                }
            }
        }
    }

    @AfterEach
    void stop() {
        wrong = false;
        stack.close();
    }

    private KafkaConnection signingIn() throws IOException {
        Properties properties = new Properties();
        properties.putAll(stack.kafkaSettings());
        properties.remove("bootstrap.servers");
        properties.setProperty("sasl.client.callback.handler.class", Wrong.class.getName());
        Path file = folder.resolve("kafka.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return new KafkaConnection(stack.kafka().bootstrap(), file);
    }

    @Test
    void decisions_and_changes_are_recorded_without_a_restart() throws IOException {
        try (var pipeline =
                new Pipeline(
                        signingIn(),
                        new PipelineLimits(stack.topic(), 3, 1, Duration.ofSeconds(5)),
                        stack.app(),
                        stack.audit(),
                        AuditStack.SIGNER,
                        stack.alarm(),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC())) {
            wrong = true;
            AuditEvent change = Events.read("camden.ig", "camden/hmo");
            stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(change));
            pipeline.start();
            assertThatThrownBy(() ->
                            pipeline.recorder().record(Events.read("mps.officer", "camden/hmo")))
                    .isInstanceOf(NotRecordedException.class);

            wrong = false;

            AuditEvent decision = Events.read("mps.officer", "camden/hmo");
            AuditStack.until(
                    "Kafka takes it",
                    () -> {
                        pipeline.recorder().record(decision);
                        return true;
                    });
            stack.awaitStored(decision.id());
            stack.awaitStored(change.id());
        }
    }
}
