package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.CanonicalJson;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A log that our pipeline wrote, and its receipts, are believed by npm's {@code @sigstore/verify},
 * which knows nothing of us. Needs Node and npm; {@code npm ci} puts it into a folder of its own
 * under {@code target}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigstoreJsIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);
    private static final Path FOLDER = Path.of("target", "sigstore-verify").toAbsolutePath();
    private static final int SIZE = 300;

    private RecordedLog log;
    private List<StoredEvent> events = List.of();

    @BeforeAll
    void install() throws Exception {
        Files.createDirectories(FOLDER);
        assumeTrue(
                run("version", "node", "--version") && run("version", "npm", "--version"),
                "Node and npm are not on the path");
        for (String name : List.of("package.json", "package-lock.json", "judge.js")) {
            try (InputStream in =
                    Objects.requireNonNull(
                            SigstoreJsIT.class.getResourceAsStream("sigstore-verify/" + name))) {
                Files.copy(in, FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assumeTrue(
                run("npm", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                "npm could not fetch @sigstore/verify, see target/sigstore-verify/npm.log");
        log = new RecordedLog(SERVERS, SIZE);
        events =
                log.stack
                        .trail()
                        .search(
                                new TrailScope.Everything(),
                                TrailQuery.ANY,
                                new PageRequest(100, null))
                        .items();
    }

    @AfterAll
    void close() {
        if (log != null) {
            log.close();
        }
    }

    /** Whether the command is there and ends well; what it prints goes into a file. */
    private static boolean run(String output, String... command)
            throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .directory(FOLDER.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(FOLDER.resolve(output + ".log").toFile())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private String receipt(StoredEvent event) {
        return new Receipts(new LogTables(log.stack.audit())).of(event).orElseThrow().format();
    }

    private static byte[] entry(StoredEvent event) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(event.salt().bytes(), "HmacSHA256"));
        mac.update("city-datastore/audit-entry/v1\n".getBytes(UTF_8));
        return mac.doFinal(
                MessageDigest.getInstance("SHA-256").digest(event.canonical().getBytes(UTF_8)));
    }

    private static CanonicalJson question(byte[] entry, String receipt) {
        return new CanonicalJson.Fields(
                List.of(
                        field("entry", Base64.getEncoder().encodeToString(entry)),
                        field("receipt", receipt)));
    }

    private static CanonicalJson.Field field(String name, String text) {
        return new CanonicalJson.Field(name, new CanonicalJson.Text(text));
    }

    /** What it says of each. */
    private static List<String> judged(String key, CanonicalJson... questions) throws Exception {
        var receipts = new CanonicalJson.Items(List.of(questions));
        var asked =
                new CanonicalJson.Fields(
                        List.of(field("key", key), new CanonicalJson.Field("receipts", receipts)));
        Path file = FOLDER.resolve("asked.json");
        Files.write(file, asked.bytes());
        assertThat(run("judged", "node", "judge.js", file.toString()))
                .as(Files.readString(FOLDER.resolve("judged.log")))
                .isTrue();
        return Files.readAllLines(FOLDER.resolve("judged.log"));
    }

    private static String key() {
        return AuditStack.SIGNER.keys().getFirst().text();
    }

    @Test
    void believes_the_checkpoint_and_the_receipt_of_every_event() throws Exception {
        List<CanonicalJson> questions = new ArrayList<>();
        for (StoredEvent event : events) {
            questions.add(question(entry(event), receipt(event)));
        }
        StoredEvent event = events.getFirst();
        String served = receipt(event).replace(log.checkpoint(), log.served());
        questions.add(question(entry(event), served));

        assertThat(served.lines().filter(line -> line.startsWith("—"))).hasSize(3);
        assertThat(judged(key(), questions.toArray(CanonicalJson[]::new)))
                .hasSize(101)
                .containsOnly("believed");
    }

    @Test
    void does_not_believe_what_was_tampered_with() throws Exception {
        StoredEvent event = events.getFirst();
        String receipt = receipt(event);
        String hash = receipt.lines().skip(3).findFirst().orElseThrow();
        String other = receipt.lines().skip(4).findFirst().orElseThrow();

        assertThat(
                        judged(
                                key(),
                                question(entry(event), receipt),
                                question(entry(event), receipt(events.get(1))),
                                question(entry(event), receipt.replace(hash, other)),
                                question(entry(event), receipt.replace(hash + "\n", "")),
                                question(
                                        entry(event),
                                        receipt.replace("\n" + SIZE + "\n", "\n299\n")),
                                question(new byte[32], receipt)))
                .satisfiesExactly(
                        said -> assertThat(said).isEqualTo("believed"),
                        said -> assertThat(said).contains("calculated root hash does not match"),
                        said -> assertThat(said).contains("calculated root hash does not match"),
                        said -> assertThat(said).contains("invalid hash count"),
                        said -> assertThat(said).contains("invalid checkpoint signature"),
                        said -> assertThat(said).contains("calculated root hash does not match"));
    }

    @Test
    void does_not_believe_another_logs_key() throws Exception {
        String stranger =
                SigningKey.generate("example.test/log", SignatureType.ED25519, new SecureRandom())
                        .verifierKey()
                        .text();

        assertThat(judged(stranger, question(entry(events.get(0)), receipt(events.get(0)))))
                .singleElement()
                .asString()
                .contains("invalid checkpoint signature");
    }
}
