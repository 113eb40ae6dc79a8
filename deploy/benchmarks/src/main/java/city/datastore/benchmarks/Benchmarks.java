package city.datastore.benchmarks;

import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Measures what an issue names, and prints it as a table: {@code download}, {@code decide}, {@code
 * audit}, {@code verify}, or all.
 */
public final class Benchmarks {
    private static final Set<String> ALL =
            new TreeSet<>(List.of("download", "decide", "audit", "verify"));

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        var wanted = arguments.length == 0 ? ALL : Set.of(arguments);
        if (!ALL.containsAll(wanted)) {
            System.err.println("There is no such benchmark. There are: " + String.join(", ", ALL));
            System.exit(2);
        }
        Path clear = Files.createTempDirectory("city-datastore-clear-");
        var stack =
                LocalStack.start(
                        city.datastore.stack.StackOptions.inTests(
                                Server.POSTGRES, Server.KAFKA, Server.KEYCLOAK));
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
}
