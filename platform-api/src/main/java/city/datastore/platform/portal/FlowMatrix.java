package city.datastore.platform.portal;

import city.datastore.agreements.Flow;
import city.datastore.audit.names.AgencyCode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who gives data to whom as a table: a row for each agency that gives, a column for each that
 * receives.
 *
 * @param receivers names of the columns
 */
record FlowMatrix(List<String> receivers, List<Row> rows, FlowPicture picture) {
    /** One agency that gives. */
    record Row(String giver, List<Cell> cells) {
        Row {
            cells = List.copyOf(cells);
        }

        /** What it gives, without what it does not. */
        public List<Cell> given() {
            return cells.stream().filter(cell -> cell.number() != null).toList();
        }
    }

    /**
     * What the giver gives one receiver.
     *
     * @param number of agreements; null for none
     * @param href to those agreements
     */
    record Cell(String receiver, @Nullable String number, @Nullable String href) {}

    FlowMatrix {
        receivers = List.copyOf(receivers);
        rows = List.copyOf(rows);
    }

    /**
     * @param list where the agreements of one cell are shown
     */
    static FlowMatrix of(List<Flow> flows, Show show, String list) {
        Map<String, Map<String, Flow>> byGiver = new TreeMap<>();
        flows.forEach(flow ->
                byGiver.computeIfAbsent(show.agency(flow.giver()), _ -> new TreeMap<>())
                        .put(show.agency(flow.receiver()), flow));
        List<String> receivers =
                flows.stream()
                        .map(flow -> show.agency(flow.receiver()))
                        .distinct()
                        .sorted()
                        .toList();
        List<Row> rows =
                byGiver.entrySet().stream()
                        .map(row ->
                                new Row(
                                        row.getKey(),
                                        receivers.stream()
                                                .map(to ->
                                                        cell(
                                                                to,
                                                                row.getValue().get(to),
                                                                show,
                                                                list))
                                                .toList()))
                        .toList();
        return new FlowMatrix(receivers, rows, FlowPicture.of(agencies(flows, show), flows, show));
    }

    private static Cell cell(String receiver, @Nullable Flow flow, Show show, String list) {
        return flow == null
                ? new Cell(receiver, null, null)
                : new Cell(
                        receiver,
                        show.number(flow.agreements()),
                        Link.to(list)
                                .with("state", list.equals("/register") ? null : "active")
                                .with("giver", flow.giver())
                                .with("receiver", flow.receiver())
                                .toString());
    }

    private static List<AgencyCode> agencies(List<Flow> flows, Show show) {
        return flows.stream()
                .flatMap(flow -> Stream.of(flow.giver(), flow.receiver()))
                .distinct()
                .sorted(Comparator.comparing(show::agency))
                .toList();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** How many pairs of a giver and a receiver there are. */
    public int flows() {
        return Math.toIntExact(
                rows.stream()
                        .flatMap(row -> row.cells().stream())
                        .filter(cell -> Objects.nonNull(cell.number()))
                        .count());
    }
}
