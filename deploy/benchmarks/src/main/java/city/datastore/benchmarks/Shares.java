package city.datastore.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time that each server and this process have taken so far, and what of it the processors
 * gave in a while.
 */
final class Shares {
    static final String THIS = "platform";

    private final long at = System.nanoTime();
    private final Map<String, Duration> taken = new TreeMap<>();

    private Shares() {}

    static Shares soFar() {
        var shares = new Shares();
        shares.add(THIS, ProcessHandle.current());
        ProcessHandle.current().descendants().forEach(each -> shares.add(name(each), each));
        return shares;
    }

    /**
     * In percent of all processors since then, largest names first by the alphabet.
     *
     * @param client what of this process was the client's
     */
    String since(Shares before, Duration client) {
        double all = (double) (at - before.at) * Runtime.getRuntime().availableProcessors() / 100;
        var used = new TreeMap<String, Duration>();
        taken.forEach((name, time) ->
                used.put(name, time.minus(before.taken.getOrDefault(name, Duration.ZERO))));
        used.merge(THIS, client.negated(), Duration::plus);
        used.put("client", client);
        var said = new StringBuilder();
        used.forEach((name, time) ->
                said.append(said.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(String.format(Locale.ROOT, " %.0f %%", time.toNanos() / all)));
        return said.toString();
    }

    private void add(String name, ProcessHandle process) {
        taken.merge(name, process.info().totalCpuDuration().orElse(Duration.ZERO), Duration::plus);
    }

    private static String name(ProcessHandle process) {
        String said =
                process.info()
                        .commandLine()
                        .orElse(process.info().command().orElse(""))
                        .toLowerCase(Locale.ROOT);
        if (said.contains("postgres")) {
            return "PostgreSQL";
        }
        if (said.contains("keycloak")) {
            return "Keycloak";
        }
        return said.contains("kafka") ? "Kafka" : "others";
    }
}
