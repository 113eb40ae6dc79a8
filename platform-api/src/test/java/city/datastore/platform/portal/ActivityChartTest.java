package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.trail.DayOfDecisions;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityChartTest {
    private static final LocalDate LAST = LocalDate.of(2026, 6, 30);

    @Test
    void has_a_bar_for_each_day_and_the_busiest_is_as_high_as_the_drawing() {
        var chart =
                ActivityChart.of(
                        List.of(
                                new DayOfDecisions(LAST, 90, 30),
                                new DayOfDecisions(LAST.minusDays(2), 60, 0)),
                        LAST.minusDays(2),
                        LAST);

        assertThat(chart.bars()).hasSize(3);
        var busiest = chart.bars().getLast();
        assertThat(busiest.allowedHeight()).isEqualTo(90);
        assertThat(busiest.refusedHeight()).isEqualTo(30);
        assertThat(busiest.refusedY()).isZero();
        assertThat(chart.bars().getFirst().allowedHeight()).isEqualTo(60);
        assertThat(chart.bars().get(1).allowedHeight()).isZero();
        assertThat(chart.allowed()).isEqualTo(150);
        assertThat(chart.refused()).isEqualTo(30);
    }

    @Test
    void shows_a_single_refusal_among_thousands() {
        var chart = ActivityChart.of(List.of(new DayOfDecisions(LAST, 100_000, 1)), LAST, LAST);

        var bar = chart.bars().getFirst();
        assertThat(bar.refusedHeight() + bar.allowedHeight()).isEqualTo(ActivityChart.HEIGHT);
        assertThat(chart.busy()).containsExactly(bar);
    }

    @Test
    void stays_within_its_drawing_whatever_the_span() {
        for (int days : new int[] {1, 2, 31, ActivityChart.MAX_DAYS}) {
            var chart = ActivityChart.of(List.of(), LAST.minusDays(days - 1L), LAST);

            assertThat(chart.empty()).isTrue();
            assertThat(chart.bars())
                    .hasSize(days)
                    .allSatisfy(bar ->
                            assertThat(bar.x() + bar.width())
                                    .isLessThanOrEqualTo(ActivityChart.WIDTH));
        }
    }
}
