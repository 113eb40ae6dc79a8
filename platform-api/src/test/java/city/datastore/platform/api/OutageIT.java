package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import city.datastore.platform.SigningIssuer;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import city.datastore.stack.StackOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a caller sees while a server is away, and that it goes on without a restart. */
class OutageIT {
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static LocalStack stack;
    private static RunningPlatform platform;

    @BeforeAll
    static void start() {
        stack = LocalStack.start(StackOptions.inTests(Server.POSTGRES, Server.KAFKA));
        platform =
                RunningPlatform.on(
                        stack, Map.of("DATASTORE_ISSUER", SigningIssuer.shared().issuer()));
    }

    @AfterAll
    static void stop() {
        platform.close();
        stack.close();
    }

    private static Calls as(String person) {
        return Calls.with(platform, SigningIssuer.shared().token(person));
    }

    /** A dataset of Brent's with one version; gives the path of its versions. */
    private static String versions() {
        String id =
                as("brent.steward")
                        .post("/datasets", Stage.description(Stage.newName()))
                        .is(201)
                        .text("id");
        as("brent.steward").upload("/datasets/" + id + "/versions", Stage.FILE).is(201);
        return "/datasets/" + id + "/versions";
    }

    /** Calls until it is answered with 200, as somebody would who was told to try again. */
    private static Reply inTheEnd(Supplier<Reply> call) {
        var giveUp = Instant.now().plus(RECOVERY);
        var reply = call.get();
        while (reply.status() != 200 && Instant.now().isBefore(giveUp)) {
            reply = call.get();
        }
        return reply.is(200);
    }

    @Test
    void while_Kafka_is_away_nothing_is_released_or_changed_and_afterwards_all_goes_on() {
        String versions = versions();

        stack.kafka().stop();
        try {
            var read = as("brent.steward").get(versions + "/1/content");
            read.isProblem(503, "not-recorded");
            assertThat(read.header("Retry-After")).isNotEmpty();
            assertThat(read.body()).doesNotContain("Ann");
            as("gla.officer").get(versions + "/1/content").isProblem(503, "not-recorded");
            as("brent.steward").upload(versions, Stage.FILE).isProblem(503, "not-recorded");
        } finally {
            stack.kafka().start();
        }

        var read = inTheEnd(() -> as("brent.steward").get(versions + "/1/content"));
        assertThat(read.bytes()).isEqualTo(Stage.FILE);
        assertThat(as("brent.steward").get(versions).json().path("items")).hasSize(1);
    }

    @Test
    void while_PostgreSQL_is_away_the_caller_is_told_to_try_again_and_afterwards_all_goes_on() {
        String versions = versions();

        stack.postgres().stop();
        try {
            var read =
                    as("brent.steward").get(versions + "/1/content").isProblem(503, "unavailable");
            assertThat(read.header("Retry-After")).isNotEmpty();
        } finally {
            stack.postgres().start();
        }

        var read = inTheEnd(() -> as("brent.steward").get(versions + "/1/content"));
        assertThat(read.bytes()).isEqualTo(Stage.FILE);
    }
}
