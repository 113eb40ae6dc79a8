package city.datastore.platform.tabular;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Treatment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Some keys and lines of JSON lines, treated as a plan says, and nothing else of them. The keys of
 * the objects are the columns, found by their names as {@link JsonKeys} says, except that what is
 * treated is treated in every spelling; a value within a value is no column, and leaves or stays as
 * a whole.
 *
 * <p>What comes out: one object a line, its wanted keys in the file's order, each value in clear
 * byte for byte. A key that an object lacks is not in what comes out either, except that a masked
 * one always is. A line that is not one object, or has a key twice, is refused.
 *
 * <p>Memory: one line and 64 KiB, whatever the file's size. For one thread, once.
 */
public final class JsonLines implements Release {
    private static final int ENOUGH = 1 << 16;
    private static final byte[] MASK = ('"' + Plan.MASK + '"').getBytes(US_ASCII);

    private final InputStream in;
    private final JsonKeys keys;
    private final Plan plan;
    private final List<String> leaving;
    private final Map<String, Treatment> wanted = new HashMap<>();
    private final List<String> masked;
    private final RowTest test;
    private final ByteArrayOutputStream ready = new ByteArrayOutputStream(2 * ENOUGH);
    private final ByteArrayOutputStream object = new ByteArrayOutputStream(1 << 10);
    private long rows;

    private JsonLines(InputStream in, List<String> columns, JsonKeys keys, Plan plan) {
        this.in = in;
        this.keys = keys;
        this.plan = plan;
        this.leaving = leaving(columns, keys, plan.columns());
        var treatments = plan.protection().byTidyName();
        for (String name : leaving) {
            wanted.put(name, treatments.getOrDefault(ColumnName.tidy(name), Treatment.CLEAR));
        }
        this.masked =
                columns.stream().filter(name -> wanted.get(name) == Treatment.MASKED).toList();
        this.test = new RowTest(plan, columns.size(), keys::place);
    }

    /**
     * Finds the columns; reads and writes nothing yet.
     *
     * @param known every key of the file's objects, as {@link JsonLinesProfile} found them
     * @throws TabularException.MissingColumns if no object has a key that the plan names, or
     *     several may be meant by one name
     * @throws IllegalArgumentException if no column is wanted
     */
    public static JsonLines of(InputStream in, List<String> known, Plan plan) {
        var keys = new JsonKeys(known);
        List<String> missing = plan.named().stream().filter(name -> keys.place(name) < 0).toList();
        if (!missing.isEmpty()) {
            throw new TabularException.MissingColumns(missing);
        }
        return new JsonLines(in, known, keys, plan);
    }

    @Override
    public List<String> columns() {
        return leaving;
    }

    private static List<String> leaving(List<String> known, JsonKeys keys, ColumnScope scope) {
        return switch (scope) {
            case ColumnScope.All _ -> known;
            case ColumnScope.Only(var names) ->
                    names.stream().map(keys::place).distinct().sorted().map(known::get).toList();
        };
    }

    @Override
    public long writeTo(OutputStream out) throws IOException {
        var lines = new Lines((number, bytes) -> line(number, bytes, out));
        byte[] buffer = new byte[ENOUGH];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                lines.update(buffer, 0, read);
            }
            lines.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            // Whole lines before a fault are genuine and may go out; the faulty one never does.
            flush(out);
        }
        return rows;
    }

    @Override
    public FirstRows firstRows() {
        return new FirstRows((source, into) -> {
            var lines =
                    new Lines((number, bytes) -> {
                        var row = new ArrayList<FirstRows.Cell>();
                        JsonLine.read(
                                number,
                                bytes,
                                (key, text, from, until) ->
                                        row.add(
                                                new FirstRows.Cell(
                                                        key,
                                                        text == null
                                                                ? written(bytes, from, until)
                                                                : text)));
                        into.accept(row);
                    });
            byte[] all = source.readAllBytes();
            lines.update(all, 0, all.length);
            lines.end();
        });
    }

    /** An object or a list, as it stands in the line. */
    private static String written(byte[] line, int from, int until) {
        return new String(line, from, until - from, UTF_8);
    }

    private void flush(OutputStream out) throws IOException {
        ready.writeTo(out);
        ready.reset();
    }

    /** Hands on as soon as enough is ready: a short line can become a long one. */
    private void line(long number, byte[] bytes, OutputStream out) {
        object.reset();
        var there = new HashSet<String>();
        JsonLine.read(
                number,
                bytes,
                (key, text, from, until) -> {
                    if (!test.none()) {
                        test(key, text);
                    }
                    Treatment treatment = wanted.get(key);
                    if (treatment != null) {
                        there.add(key);
                        value(number, key, treatment, text, bytes, from, until);
                    }
                });
        if (!test.passes()) {
            return;
        }
        for (String key : masked) {
            if (!there.contains(key)) {
                mask(key);
            }
        }
        ready.write('{');
        ready.writeBytes(object.toByteArray());
        ready.write('}');
        ready.write('\n');
        rows++;
        if (ready.size() >= ENOUGH) {
            try {
                flush(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void test(String key, @Nullable String text) {
        int column = keys.exactly(key);
        if (column >= 0 && test.wants(column)) {
            test.value(column, text);
        }
    }

    private void value(
            long line,
            String key,
            Treatment treatment,
            @Nullable String text,
            byte[] bytes,
            int from,
            int until) {
        switch (treatment) {
            case CLEAR -> {
                key(key);
                object.write(bytes, from, until - from);
            }
            case MASKED -> mask(key);
            case PSEUDONYMISED -> {
                if (text == null) {
                    throw new TabularException.Malformed(
                            line,
                            "has an object or a list where a single value has to be, to make a"
                                    + " pseudonym of it");
                }
                key(key);
                pseudonym(Values.normal(text));
            }
        }
    }

    private void pseudonym(String normal) {
        object.write('"');
        if (!normal.isEmpty()) {
            object.writeBytes(plan.pseudonyms().of(normal).getBytes(US_ASCII));
        }
        object.write('"');
    }

    private void mask(String key) {
        key(key);
        object.writeBytes(MASK);
    }

    private void key(String key) {
        if (object.size() > 0) {
            object.write(',');
        }
        object.write('"');
        object.writeBytes(
                new String(JsonStringEncoder.getInstance().quoteAsCharArray(key)).getBytes(UTF_8));
        object.write('"');
        object.write(':');
    }
}
