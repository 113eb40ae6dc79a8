package city.datastore.platform.portal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** A date in three boxes, as somebody typed it. */
record DateInput(String day, String month, String year) {
    static final DateInput EMPTY = new DateInput("", "", "");

    private static final int MAX_DIGITS = 4;

    static DateInput of(LocalDate date) {
        return new DateInput(
                String.valueOf(date.getDayOfMonth()),
                String.valueOf(date.getMonthValue()),
                String.valueOf(date.getYear()));
    }

    /** The first day of a span in UK time. */
    static DateInput firstDay(Instant from) {
        return of(from.atZone(Show.UK).toLocalDate());
    }

    /** The last whole day of a span {@code [from, until)} in UK time. */
    static DateInput lastDay(Instant until) {
        return of(Show.lastDayOf(until));
    }

    public String part(String name) {
        return switch (name) {
            case "day" -> day;
            case "month" -> month;
            case "year" -> year;
            default -> throw new IllegalArgumentException("a date has no part " + name);
        };
    }

    boolean isEmpty() {
        return day.isEmpty() && month.isEmpty() && year.isEmpty();
    }

    /** The date, if it is a real one. */
    Optional<LocalDate> date() {
        var days = number(day);
        var months = number(month);
        var years = number(year).filter(value -> value >= 1900);
        if (days.isEmpty() || months.isEmpty() || years.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(years.get(), months.get(), days.get()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String text) {
        return text.length() <= MAX_DIGITS && text.matches("[0-9]+")
                ? Optional.of(Integer.valueOf(text))
                : Optional.empty();
    }
}
