package city.datastore.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.cosigning.Cosigning;
import city.datastore.audit.cosigning.WitnessPolicy;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.audit.verify.evidence.CheckFile;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Packs of a log that went the whole way through Kafka and the pipeline. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidencePacksIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);
    private static final int COVERED = 300;
    private static final int LATER = 3;

    private final EvidenceSigner signer = EvidenceSigner.generate(new SecureRandom(), Packs.MADE);
    private AuditStack stack;
    private Pipeline pipeline;
    private LogTables tables;

    @TempDir private Path folder;

    @BeforeAll
    void recordAndCosign() {
        stack = new AuditStack(SERVERS);
        tables = new LogTables(stack.audit());
        pipeline = stack.started();
        assertThatThrownBy(() -> packs(100).prepare(commission(TrailQuery.ANY)))
                .isInstanceOf(EvidenceException.NothingProvable.class);
        for (int i = 0; i < COVERED; i++) {
            record(i % 3 == 0 ? "brent/a" : "camden/b");
        }
        stored(COVERED);
        try (Cosigning cosigning =
                new Cosigning(
                        stack.audit(),
                        AuditStack.SIGNER,
                        WitnessPolicy.none(AuditStack.SIGNER.keys()),
                        stack.metrics,
                        Clock.systemUTC())) {
            cosigning.start();
            AuditStack.until(
                    "all are cosigned",
                    () -> tables.cosigned().filter(head -> head.size() == COVERED).isPresent());
        }
        for (int i = 0; i < LATER; i++) {
            record("lfb/c");
        }
        stored(COVERED + LATER);
    }

    @AfterAll
    void close() {
        stack.close();
    }

    private void record(String dataset) {
        AuditEvent event = Events.read("mps.officer", dataset);
        pipeline.recorder().record(event);
    }

    private void stored(int events) {
        AuditStack.until(
                "all are stored", () -> stack.count("SELECT size FROM audit.head") == events);
    }

    private EvidencePacks packs(int most) {
        return new EvidencePacks(
                stack.trail(), tables, signer, AuditStack.SIGNER, "# none\n", most);
    }

    private static Commission commission(TrailQuery search) {
        return new Commission(
                Events.actor("city.auditor"),
                new TrailScope.Everything(),
                search,
                Packs.ASKED,
                Packs.MADE);
    }

    private static TrailQuery of(String dataset) {
        return new TrailQuery(
                null, null, DatasetId.parse(dataset), null, null, null, null, null, null, null);
    }

    private byte[] pack(TrailQuery search) throws IOException {
        var out = new ByteArrayOutputStream();
        packs(EvidencePacks.MAX_EVENTS).prepare(commission(search)).writeTo(out);
        return out.toByteArray();
    }

    private String check(byte[] pack) throws IOException {
        Path file = Files.write(folder.resolve("pack.zip"), pack);
        Path key = folder.resolve("log.vkeys");
        Files.writeString(key, AuditStack.SIGNER.keys().getFirst().text());
        var said = new ByteArrayOutputStream();
        var print = new PrintStream(said, true, UTF_8);
        int exit =
                new CheckFile(print, print)
                        .run(List.of(file.toString(), "--key", key.toString()), null);
        assertThat(exit).as(said.toString(UTF_8)).isZero();
        return said.toString(UTF_8);
    }

    @Test
    void a_pack_holds_what_the_search_finds_and_every_proof_of_it() throws IOException {
        byte[] pack = pack(of("brent/a"));

        assertThat(check(pack))
                .contains("events      100, each with its proof")
                .contains("search      dataset brent/a")
                .contains("checkpoint  300 entries")
                .doesNotContain("left out");
        assertThat(Packs.members(pack)).hasSize(100 * 2 + 8);
    }

    @Test
    void a_pack_is_under_one_checkpoint_and_says_what_that_does_not_cover_yet() throws IOException {
        byte[] pack = pack(TrailQuery.ANY);

        assertThat(check(pack))
                .contains("events      300")
                .contains("left out    3 recorded, not yet provable");
        assertThat(Packs.members(pack).get("checkpoint"))
                .asString(UTF_8)
                .isEqualTo(Objects.requireNonNull(tables.cosigned().orElseThrow().checkpoint()));
    }

    @Test
    void a_pack_of_nothing_says_so() throws IOException {
        assertThat(check(pack(of("nobody/x")))).contains("events      0");
    }

    @Test
    void a_pack_is_cut_to_what_its_reader_may_see() throws IOException {
        var out = new ByteArrayOutputStream();
        packs(1_000)
                .prepare(
                        new Commission(
                                Events.actor("brent.auditor"),
                                new TrailScope.OfAgency(new AgencyCode("brent")),
                                TrailQuery.ANY,
                                Packs.ASKED,
                                Packs.MADE))
                .writeTo(out);

        assertThat(check(out.toByteArray()))
                .contains("events      100")
                .contains("reader      agency brent, sees agency");
    }

    @Test
    void there_is_none_of_what_is_not_yet_provable() {
        assertThatThrownBy(() -> packs(100).prepare(commission(of("lfb/c"))))
                .isInstanceOf(EvidenceException.NothingProvable.class)
                .hasMessageContaining("recorded, not yet provable");
    }

    @Test
    void there_is_none_of_more_than_it_may_hold() throws IOException {
        packs(100).prepare(commission(of("brent/a"))).writeTo(new ByteArrayOutputStream());

        assertThatThrownBy(() -> packs(99).prepare(commission(of("brent/a"))))
                .isInstanceOf(EvidenceException.TooMany.class)
                .hasMessageContaining("more than 99 events")
                .hasMessageContaining("narrow it");
    }
}
