package city.datastore.benchmarks;

import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import city.datastore.stack.StackOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Measures what an issue names, and prints it as a table: {@code download}, {@code decide}, {@code
 * audit}, {@code prove}, {@code verify}, {@code agreements}, {@code index}, {@code authzen}, or all
 * of them; and by themselves {@code search} and {@code verify ENTRIES}, which fill large tables
 * first, and {@code engines}, which needs no server.
 */
public final class Benchmarks {
    private static final Set<String> ALL =
            new TreeSet<>(
                    List.of(
                            "download",
                            "decide",
                            "audit",
                            "prove",
                            "verify",
                            "agreements",
                            "index",
                            "authzen"));

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("search")) {
            search(arguments);
            System.exit(0);
        }
        if (arguments.length == 2 && arguments[0].equals("verify") && number(arguments, 1) > 0) {
            growth(number(arguments, 1));
            System.exit(0);
        }
        if (arguments.length > 0 && arguments[0].equals("engines")) {
            var table = new Table();
            new EnginesBenchmark().run(table);
            table.print(System.out);
            System.exit(0);
        }
        boolean authzen = arguments.length == 2 && arguments[0].equals("authzen");
        int evaluations = authzen ? number(arguments, 1) : 0;
        boolean paced = arguments.length > 1 && arguments[0].equals("prove");
        int events = paced ? number(arguments, 1) : 0;
        int aSecond = paced ? number(arguments, 2) : 0;
        var wanted = wanted(arguments, events > 0, evaluations > 0);
        if (!ALL.containsAll(wanted)) {
            System.err.println(
                    "There is no such benchmark. There are: "
                            + String.join(", ", ALL)
                            + ", and by themselves search [EVENTS], engines, verify ENTRIES,"
                            + " prove EVENTS [A-SECOND] and authzen [A-SECOND]");
            System.exit(2);
        }
        Path clear = Files.createTempDirectory("city-datastore-clear-");
        var stack =
                LocalStack.start(
                        StackOptions.inTests(Server.POSTGRES, Server.KAFKA, Server.KEYCLOAK)
                                .measured());
        int exit = 1;
        try (stack;
                var platform = MeasuredPlatform.start(stack, clear)) {
            var table = new Table();
            if (wanted.contains("download")) {
                new DownloadBenchmark(platform, clear).run(table);
            }
            if (wanted.contains("decide")) {
                new DecisionBenchmark(platform).run(table);
            }
            if (wanted.contains("audit")) {
                new AuditBenchmark(platform).run(table);
            }
            if (wanted.contains("prove")) {
                new ProofBenchmark(
                                platform,
                                events > 0 ? events : ProofBenchmark.USUAL_EVENTS,
                                aSecond > 0 ? aSecond : ProofBenchmark.USUALLY_A_SECOND)
                        .run(table);
            }
            if (wanted.contains("agreements")) {
                new AgreementsBenchmark(platform, AgreementsBenchmark.USUAL_AGREEMENTS).run(table);
            }
            if (wanted.contains("index")) {
                new IndexBenchmark(platform).run(table);
            }
            if (wanted.contains("authzen")) {
                new AuthzenBenchmark(
                                platform,
                                evaluations > 0 ? evaluations : AuthzenBenchmark.USUALLY_A_SECOND)
                        .run(table);
            }
            if (wanted.contains("verify")) {
                new VerifyBenchmark(platform, stack).run(table);
            }
            table.print(System.out);
            exit = 0;
        } finally {
            try (var files = Files.list(clear)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(clear);
        }
        System.exit(exit);
    }

    private static Set<String> wanted(String[] arguments, boolean proof, boolean evaluations) {
        if (proof) {
            return Set.of("prove");
        }
        if (evaluations) {
            return Set.of("authzen");
        }
        return arguments.length == 0 ? ALL : Set.of(arguments);
    }

    /** The argument at that place, if it is there and a number; otherwise 0. */
    private static int number(String[] arguments, int place) {
        return place < arguments.length && arguments[place].matches("[1-9][0-9]{0,8}")
                ? Integer.parseInt(arguments[place])
                : 0;
    }

    /** On a database of its own, with as many events as are named. */
    private static void search(String[] arguments) throws Exception {
        long events =
                arguments.length > 1 ? Long.parseLong(arguments[1]) : SearchBenchmark.USUAL_EVENTS;
        var table = new Table();
        try (var stack = LocalStack.start(StackOptions.inTests(Server.POSTGRES))) {
            new SearchBenchmark(stack.postgres(), events).run(table);
        }
        table.print(System.out);
    }

    /** On a database and a topic of their own, tenfold from step to step up to so many entries. */
    private static void growth(int entries) throws Exception {
        LoggingSystem.get(Benchmarks.class.getClassLoader()).setLogLevel("ROOT", LogLevel.WARN);
        var table = new Table();
        try (var stack =
                LocalStack.start(StackOptions.inTests(Server.POSTGRES, Server.KAFKA).measured())) {
            new GrowthBenchmark(stack, entries).run(table);
        }
        table.print(System.out);
    }
}
