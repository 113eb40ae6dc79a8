package city.datastore.platform.portal;

import city.datastore.audit.trail.DayOfDecisions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions over time as bars, a day each: allowed below, refused on top. In units of the drawing,
 * which is {@value #WIDTH} wide and {@value #HEIGHT} high.
 */
record ActivityChart(List<Bar> bars, long allowed, long refused, long most) {
    static final int WIDTH = 960;
    static final int HEIGHT = 120;

    /** Longest span that is drawn, in days; the last days of a longer one. */
    static final int MAX_DAYS = 92;

    private static final int SHORTEST_SEEN = 2;

    /** One day. */
    record Bar(
            LocalDate day,
            long allowed,
            long refused,
            int x,
            int width,
            int allowedY,
            int allowedHeight,
            int refusedY,
            int refusedHeight) {}

    /** The days from the first to the last, both included; a day without decisions is empty. */
    static ActivityChart of(List<DayOfDecisions> counted, LocalDate first, LocalDate last) {
        Map<LocalDate, DayOfDecisions> byDay = new HashMap<>();
        counted.forEach(day -> byDay.put(day.day(), day));
        List<DayOfDecisions> days = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            days.add(byDay.getOrDefault(day, new DayOfDecisions(day, 0, 0)));
        }
        long most = days.stream().mapToLong(day -> day.allowed() + day.refused()).max().orElse(0);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            bars.add(bar(days.get(i), i, days.size(), Math.max(1, most)));
        }
        return new ActivityChart(
                List.copyOf(bars),
                days.stream().mapToLong(DayOfDecisions::allowed).sum(),
                days.stream().mapToLong(DayOfDecisions::refused).sum(),
                most);
    }

    private static Bar bar(DayOfDecisions day, int place, int places, long most) {
        int x = place * WIDTH / places;
        int width = Math.max(1, (place + 1) * WIDTH / places - x - 2);
        int allowed = height(day.allowed(), most);
        int refused = Math.min(HEIGHT - allowed, height(day.refused(), most));
        return new Bar(
                day.day(),
                day.allowed(),
                day.refused(),
                x,
                width,
                HEIGHT - allowed,
                allowed,
                HEIGHT - allowed - refused,
                refused);
    }

    private static int height(long count, long most) {
        return count == 0
                ? 0
                : (int) Math.max(SHORTEST_SEEN, Math.min(HEIGHT, count * HEIGHT / most));
    }

    public boolean empty() {
        return most == 0;
    }

    /** Days on which something was decided, the last one first. */
    public List<Bar> busy() {
        return bars.reversed().stream().filter(bar -> bar.allowed() + bar.refused() > 0).toList();
    }
}
