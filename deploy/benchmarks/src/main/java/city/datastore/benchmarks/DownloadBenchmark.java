package city.datastore.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A governed download against the same bytes sent in clear by the same server, in turn, A B A B:
 * decided, recorded, decrypted, watched for revocation, against none of that.
 */
final class DownloadBenchmark {
    private static final int SIZE = 256 << 20;
    private static final int SMALL = 4096;
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 9;
    private static final int SMALL_ROUNDS = 400;

    private final MeasuredPlatform platform;
    private final Path clear;

    DownloadBenchmark(MeasuredPlatform platform, Path clear) {
        this.platform = platform;
        this.clear = clear;
    }

    void run(Table table) throws IOException, InterruptedException {
        throughput(
                table,
                "download of 256 MiB, whole file",
                "whole",
                random(SIZE),
                "application/octet-stream",
                Map.of("columns", "all"));
        throughput(
                table,
                "download of 256 MiB of CSV, 3 of 4 columns",
                "columns",
                csv(SIZE),
                "text/csv",
                Map.of("columns", List.of("uprn", "amount", "note")));
        throughput(
                table,
                "download of 256 MiB of CSV, 3 of 4 columns, one as pseudonyms, one masked, rows by"
                        + " amount",
                "treated",
                csv(SIZE),
                "text/csv",
                Map.of(
                        "columns",
                        List.of("uprn", "amount", "note"),
                        "treatments",
                        Map.of("uprn", "pseudonymised", "note", "masked"),
                        "rows",
                        List.of(
                                Map.of(
                                        "column",
                                        "amount",
                                        "test",
                                        "at-least",
                                        "values",
                                        List.of("100")))));
        firstByte(table);
    }

    private void throughput(
            Table table,
            String what,
            String name,
            byte[] content,
            String type,
            Map<String, Object> scope)
            throws IOException, InterruptedException {
        Files.write(clear.resolve(name), content);
        var shared = Shared.of(platform, name, content, type, scope);
        double[] governed = new double[ROUNDS];
        double[] plain = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            var ours = platform.fetch("gla.officer", shared.content());
            var theirs = platform.fetch("gla.officer", "/clear/" + name);
            if (round >= 0) {
                // Both figures are for the bytes of the stored file, so that cutting columns counts
                // as work and not as a gain.
                governed[round] =
                        content.length / (double) (1 << 20) / (ours.lastByteNanos() / 1e9);
                plain[round] = theirs.mebibytesPerSecond();
                ratio[round] = governed[round] / plain[round];
            }
        }
        table.line(
                what,
                "%.0f MiB/s governed, %.0f MiB/s in clear, ratio %.2f"
                        .formatted(
                                Table.median(governed), Table.median(plain), Table.median(ratio)),
                "medians of %d pairs, ratio %.2f to %.2f"
                        .formatted(ROUNDS, Table.percentile(ratio, 0), Table.percentile(ratio, 1)));
    }

    private void firstByte(Table table) throws IOException, InterruptedException {
        byte[] content = random(SMALL);
        Files.write(clear.resolve("small"), content);
        var shared = Shared.of(platform, "small", content, "application/octet-stream", "all");
        double[] governed = new double[SMALL_ROUNDS];
        double[] plain = new double[SMALL_ROUNDS];
        for (int round = -SMALL_ROUNDS; round < SMALL_ROUNDS; round++) {
            var ours = platform.fetch("gla.officer", shared.content());
            var theirs = platform.fetch("gla.officer", "/clear/small");
            if (round >= 0) {
                governed[round] = ours.firstByteNanos() / 1e6;
                plain[round] = theirs.firstByteNanos() / 1e6;
            }
        }
        table.line(
                "time to first byte, 4 KiB file",
                "%.2f ms governed, %.2f ms in clear, %.2f ms added"
                        .formatted(
                                Table.median(governed),
                                Table.median(plain),
                                Table.median(governed) - Table.median(plain)),
                "medians of %d pairs; p99 %.2f ms and %.2f ms"
                        .formatted(
                                SMALL_ROUNDS,
                                Table.percentile(governed, 0.99),
                                Table.percentile(plain, 0.99)));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(20261121).nextBytes(bytes);
        return bytes;
    }

    private static byte[] csv(int size) {
        var random = new Random(20261121);
        var out = new ByteArrayOutputStream(size);
        out.writeBytes("uprn,amount,name,note\n".getBytes(StandardCharsets.UTF_8));
        while (out.size() < size - 200) {
            out.writeBytes(
                    (100_000_000L
                                    + random.nextInt(900_000_000)
                                    + ","
                                    + random.nextInt(100_000)
                                    + ".50,"
                                    + "\"Person "
                                    + random.nextInt(1_000_000)
                                    + ", of London\",licence renewed\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
