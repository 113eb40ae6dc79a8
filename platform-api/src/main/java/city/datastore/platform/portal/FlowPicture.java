package city.datastore.platform.portal;

import city.datastore.agreements.Flow;
import city.datastore.audit.names.AgencyCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who gives data to whom as a drawing: agencies on a circle, and a line for each flow, thicker
 * where more agreements carry it. It says nothing that the table beside it does not say.
 */
record FlowPicture(List<Node> nodes, List<Line> lines) {
    /** Width and height of the drawing, in its own units. */
    static final int SIZE = 900;

    private static final double RADIUS = 250;
    private static final double GAP = 12;
    private static final double THICKEST = 8;

    /**
     * An agency and where its name stands.
     *
     * @param turn degrees by which the name is turned
     * @param anchor whether the name starts or ends there
     */
    record Node(
            String name,
            String x,
            String y,
            String labelX,
            String labelY,
            String turn,
            String anchor) {}

    /** One flow, as a curve from the giver to the receiver. */
    record Line(String path, String width) {}

    FlowPicture {
        nodes = List.copyOf(nodes);
        lines = List.copyOf(lines);
    }

    static FlowPicture of(List<AgencyCode> agencies, List<Flow> flows, Show show) {
        Map<AgencyCode, Double> angles = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < agencies.size(); i++) {
            double angle = 2 * Math.PI * i / agencies.size();
            angles.put(agencies.get(i), angle);
            nodes.add(node(show.agency(agencies.get(i)), angle));
        }
        int most = flows.stream().mapToInt(Flow::agreements).max().orElse(1);
        List<Line> lines =
                flows.stream()
                        .map(flow ->
                                line(
                                        angles.getOrDefault(flow.giver(), 0.0),
                                        angles.getOrDefault(flow.receiver(), 0.0),
                                        1
                                                + (THICKEST - 1)
                                                        * (flow.agreements() - 1)
                                                        / Math.max(1, most)))
                        .toList();
        return new FlowPicture(nodes, lines);
    }

    private static Node node(String name, double angle) {
        boolean left = Math.cos(angle) < -1e-9;
        double degrees = Math.toDegrees(angle) + (left ? 180 : 0);
        return new Node(
                name,
                across(angle, RADIUS),
                down(angle, RADIUS),
                across(angle, RADIUS + GAP),
                down(angle, RADIUS + GAP),
                number(degrees),
                left ? "end" : "start");
    }

    /** It bends through the middle; near the giver it is further out than near the receiver. */
    private static Line line(double from, double to, double width) {
        return new Line(
                "M%s %sC%s %s %s %s %s %s"
                        .formatted(
                                across(from, RADIUS - 6),
                                down(from, RADIUS - 6),
                                across(from, RADIUS * 0.35),
                                down(from, RADIUS * 0.35),
                                across(to, RADIUS * 0.1),
                                down(to, RADIUS * 0.1),
                                across(to, RADIUS - 6),
                                down(to, RADIUS - 6)),
                number(width));
    }

    private static String across(double angle, double radius) {
        return number(SIZE / 2.0 + radius * Math.cos(angle));
    }

    private static String down(double angle, double radius) {
        return number(SIZE / 2.0 + radius * Math.sin(angle));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
