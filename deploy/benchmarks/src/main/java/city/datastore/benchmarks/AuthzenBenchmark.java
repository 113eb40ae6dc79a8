package city.datastore.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Evaluations of AuthZEN over HTTP at a fixed rate, first about oneself, then about somebody else
 * and so each on the record: each is due at an instant, and its time is counted from then, whether
 * or not it could be sent.
 */
final class AuthzenBenchmark {
    static final int USUALLY_A_SECOND = 3_000;

    private static final int WARM_UP_SECONDS = 90;
    private static final int SECONDS = 60;

    /** Before the rate itself, shares of it, to see from which on it takes longer. */
    private static final int STEPS = 6;

    private static final int STEP_SECONDS = 20;
    private static final int CONNECTIONS = 128;

    /** So long after the last was due, those that were not sent are given up. */
    private static final int PATIENCE_SECONDS = 15;

    private final MeasuredPlatform platform;
    private final int rate;

    AuthzenBenchmark(MeasuredPlatform platform, int rate) {
        this.platform = platform;
        this.rate = rate;
    }

    void run(Table table) throws IOException, InterruptedException {
        var shared =
                Shared.of(
                        platform,
                        "evaluated",
                        "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8),
                        "text/csv",
                        List.of("a"));
        run(table, request(shared, "gla.officer"), "about oneself, not recorded");
        run(table, request(shared, "brent.system"), "about somebody else, on the record");
    }

    private void run(Table table, byte[] request, String which)
            throws IOException, InterruptedException {
        paced(request, Math.max(1, rate / 4), WARM_UP_SECONDS / 3);
        paced(request, rate * 2 / 3, WARM_UP_SECONDS * 2 / 3);
        for (int step = 1; step < STEPS; step++) {
            report(table, request, which, rate * step / STEPS, STEP_SECONDS);
        }
        report(table, request, which, rate, SECONDS);
    }

    private void report(Table table, byte[] request, String which, int aSecond, int seconds)
            throws IOException, InterruptedException {
        var measured = paced(request, aSecond, seconds);
        table.line(
                "AuthZEN evaluations over HTTP, %s, %,d due a second".formatted(which, aSecond),
                "p50 %.2f ms, p99 %.2f ms, longest %.0f ms: aim p99 3 ms %s"
                        .formatted(
                                measured.p50(),
                                measured.p99(),
                                measured.longest(),
                                measured.p99() <= 3 ? "met" : "missed"),
                "of %,d due in %d s, %,d answered yes in %.1f s (%,.0f a second), counted from when each was due, the others as if answered at the end; %d connections; of all processors %s"
                        .formatted(
                                aSecond * seconds,
                                seconds,
                                measured.answered(),
                                measured.seconds(),
                                measured.answered() / measured.seconds(),
                                CONNECTIONS,
                                measured.shares()));
    }

    private byte[] request(Shared shared, String asker) {
        String body =
                """
                {"subject":{"type":"user","id":"gla.officer"},"action":{"name":"read"},\
                "resource":{"type":"dataset","id":"%s","properties":{"columns":["a"]}},\
                "context":{"agreement":"%s","purpose":"%s"}}\
                """
                        .formatted(shared.dataset(), shared.agreement(), Shared.PURPOSE);
        String head =
                """
                POST /access/v1/evaluation HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(platform.port(), platform.token(asker), body.length());
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * How it went, in milliseconds from when each was due.
     *
     * @param seconds until the last was answered
     * @param shares who took how much of the processors
     */
    private record Measured(
            double p50, double p99, double longest, long answered, double seconds, String shares) {}

    private Measured paced(byte[] request, int aSecond, int seconds)
            throws IOException, InterruptedException {
        double[] millis = new double[aSecond * seconds];
        var next = new AtomicInteger();
        var failed = new AtomicLong();
        var client = new AtomicLong();
        var before = Shares.soFar();
        long start = System.nanoTime() + 100_000_000;
        var threads =
                IntStream.range(0, CONNECTIONS)
                        .mapToObj(_ ->
                                // of the platform's own kind, so that their time can be told apart
                                Thread.ofPlatform()
                                        .start(() -> {
                                            send(request, aSecond, millis, next, failed, start);
                                            client.addAndGet(
                                                    ManagementFactory.getThreadMXBean()
                                                            .getCurrentThreadCpuTime());
                                        }))
                        .toList();
        for (var thread : threads) {
            thread.join();
        }
        if (failed.get() > 0) {
            throw new IOException(failed + " evaluations were not answered with yes");
        }
        double took = (System.nanoTime() - start) / 1e9;
        var shares = Shares.soFar().since(before, Duration.ofNanos(client.get()));
        long answered = Arrays.stream(millis).filter(each -> each > 0).count();
        for (int i = 0; i < millis.length; i++) {
            if (millis[i] == 0) {
                millis[i] = took * 1e3 - i * 1e3 / aSecond;
            }
        }
        return new Measured(
                Table.median(millis),
                Table.percentile(millis, 0.99),
                Arrays.stream(millis).max().orElse(0),
                answered,
                took,
                shares);
    }

    /** One connection after the other: the platform ends each after so many requests. */
    private void send(
            byte[] request,
            int aSecond,
            double[] millis,
            AtomicInteger next,
            AtomicLong failed,
            long start) {
        long end =
                start + (long) (millis.length * 1e9 / aSecond) + PATIENCE_SECONDS * 1_000_000_000L;
        boolean over = false;
        while (!over) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), platform.port())) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                InputStream in = new BufferedInputStream(socket.getInputStream());
                boolean kept = true;
                while (kept && !over) {
                    int i = next.getAndIncrement();
                    over = i >= millis.length || System.nanoTime() - end > 0;
                    if (!over) {
                        long due = start + (long) (i * 1e9 / aSecond);
                        awaitInstant(due);
                        out.write(request);
                        var answer = Answer.read(in);
                        failed.addAndGet(answer.yes() ? 0 : 1);
                        millis[i] = (System.nanoTime() - due) / 1e6;
                        kept = answer.kept();
                    }
                }
            } catch (IOException e) {
                System.err.println("a connection ended: " + e.getMessage());
                failed.incrementAndGet();
                over = true;
            }
        }
    }

    private static void awaitInstant(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * What came back.
     *
     * @param kept whether the connection stays open
     */
    private record Answer(boolean yes, boolean kept) {
        /** Reads one answer to its end. */
        static Answer read(InputStream in) throws IOException {
            String status = line(in);
            int length = 0;
            boolean chunked = false;
            boolean kept = true;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String header = line.toLowerCase(Locale.ROOT);
                if (header.startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
                chunked |= header.startsWith("transfer-encoding:") && header.contains("chunked");
                kept &= !(header.startsWith("connection:") && header.contains("close"));
            }
            var body = new StringBuilder();
            int size = chunked ? Integer.parseInt(line(in), 16) : length;
            while (size > 0) {
                body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
                if (chunked) {
                    line(in);
                }
                size = chunked ? Integer.parseInt(line(in), 16) : 0;
            }
            if (chunked) {
                line(in);
            }
            return new Answer(
                    status.contains(" 200") && body.indexOf("\"decision\":true") >= 0, kept);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the platform hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
