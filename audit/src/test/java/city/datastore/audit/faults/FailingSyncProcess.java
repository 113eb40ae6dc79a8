package city.datastore.audit.faults;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.verify.SecondOpinion;
import city.datastore.audit.verify.receipt.TrustedKey;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import city.datastore.stack.StackOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Real servers on a disk that fails to synchronise now and then, under load, in a JVM of its own;
 * what came of it is one line each, {@code name=value}.
 */
final class FailingSyncProcess {
    /** How often the write-ahead log fails; one table's file fails after that. */
    static final int TIMES = 2;

    private static final int CALLERS = 2;
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final SyncFault disk;
    private final LocalStack servers;
    private final AuditStack stack;
    private final List<EventId> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean recording = true;

    private FailingSyncProcess(SyncFault disk, LocalStack servers, AuditStack stack) {
        this.disk = disk;
        this.servers = servers;
        this.stack = stack;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // for what is logged
        SyncFault disk;
        try {
            disk = SyncFault.underThisThread();
        } catch (UnsupportedOperationException e) {
            out.println("unsupported=" + e.getMessage());
            System.exit(0);
            return;
        }
        try (var servers = LocalStack.start(StackOptions.inTests(Server.POSTGRES, Server.KAFKA));
                var stack = new AuditStack(servers)) {
            new FailingSyncProcess(disk, servers, stack).run(out);
        }
        System.exit(0);
    }

    private void run(PrintStream out) throws Exception {
        Pipeline pipeline = stack.started(WITHIN);
        List<Thread> callers = record(pipeline);
        for (int i = 1; i <= TIMES; i++) {
            int times = i;
            awaitGrowth("events are stored");
            disk.failNext("/pg_wal/");
            AuditStack.until("the write-ahead log has failed", () -> disk.failed() == times);
            awaitGrowth("events are stored again");
        }
        // the last checkpoint of a server that stops writes the tables
        disk.failNext("/base/");
        servers.postgres().stop();
        AuditStack.until("a table has failed", () -> disk.failed() == TIMES + 1);
        out.println("panics=" + panics());
        servers.postgres().start();
        awaitGrowth("events are stored after all");

        recording = false;
        for (Thread caller : callers) {
            caller.join();
        }
        AuditStack.until("all that was acknowledged is stored", () -> missing() == 0);
        pipeline.close();
        out.println("acknowledged=" + acknowledged.size());
        out.println("missing=" + missing());
        out.println(
                "twice=" + stack.count("SELECT count(*) - count(DISTINCT id) FROM audit.event"));
        out.println("findings=" + findings());
    }

    private List<Thread> record(Pipeline pipeline) {
        return IntStream.range(0, CALLERS)
                .mapToObj(caller ->
                        Thread.ofPlatform()
                                .start(() -> {
                                    while (recording) {
                                        AuditEvent event =
                                                Events.read("mps.officer" + caller, "camden/hmo");
                                        pipeline.recorder().record(event);
                                        acknowledged.add(event.id());
                                    }
                                }))
                .toList();
    }

    /** Waits until an event that was acknowledged after this call is stored. */
    private void awaitGrowth(String what) {
        int before = acknowledged.size();
        AuditStack.until("more is acknowledged", () -> acknowledged.size() > before);
        EventId wanted = acknowledged.getLast();
        AuditStack.until(what, () -> stack.trail().holds(wanted));
    }

    private long missing() {
        return acknowledged.size()
                - stack.count(
                        "SELECT count(*) FROM audit.event WHERE id = ANY (?)",
                        (Object)
                                List.copyOf(acknowledged).stream()
                                        .map(EventId::value)
                                        .toArray(UUID[]::new));
    }

    private List<?> findings() throws SQLException, InterruptedException {
        var opinion =
                new SecondOpinion(
                        stack.database().url(),
                        servers.postgres().password(PostgresServer.AUDIT),
                        List.of(TrustedKey.parse(AuditStack.SIGNER.keys().getFirst().text())));
        return opinion.check(null, new SecondOpinion.Topic(stack.topic(), stack.kafkaSettings()))
                .findings();
    }

    /** How often PostgreSQL says in its log that it gave up because a file was not synchronised. */
    private long panics() throws IOException {
        try (var files = Files.walk(servers.home())) {
            long panics = 0;
            for (Path file :
                    files.filter(path -> path.getFileName().toString().equals("postgres.log"))
                            .toList()) {
                panics +=
                        Files.readAllLines(file).stream()
                                .filter(line -> line.contains("PANIC:  could not f"))
                                .count();
            }
            return panics;
        }
    }
}
