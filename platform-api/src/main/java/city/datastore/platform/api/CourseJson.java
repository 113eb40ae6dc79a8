package city.datastore.platform.api;

import city.datastore.access.requests.Change;
import city.datastore.access.requests.Course;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a request came to where it is.
 *
 * @param holder who has to do something: {@code owner}, {@code requester} or {@code nobody}
 * @param since since when, or when it was settled
 * @param days whole days since then
 * @param steps oldest first
 * @param changes what is otherwise than in the request that it follows
 * @param followedBy the request that followed this one
 * @param together other requests that were sent with it as one
 */
record CourseJson(
        String holder,
        Instant since,
        long days,
        List<StepJson> steps,
        List<ChangeJson> changes,
        @Nullable String followedBy,
        List<String> together) {

    /** What happened; by nobody where it was the platform. */
    record StepJson(String what, Instant at, @Nullable String by, String text) {}

    /** What is otherwise, and the same in a sentence. */
    record ChangeJson(String field, String before, String now, String text) {}

    static CourseJson of(Course course, Instant now) {
        return new CourseJson(
                course.holder().name().toLowerCase(Locale.ROOT),
                course.since(),
                Math.max(0, Duration.between(course.since(), now).toDays()),
                course.steps().stream().map(CourseJson::of).toList(),
                course.changes().stream().map(CourseJson::of).toList(),
                course.followedBy() == null ? null : course.followedBy().toString(),
                course.together().stream().map(one -> one.asked().id().toString()).toList());
    }

    private static StepJson of(Course.Step step) {
        return new StepJson(
                step.what().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                step.at(),
                step.by(),
                step.text());
    }

    private static ChangeJson of(Change change) {
        return new ChangeJson(change.field(), change.before(), change.now(), change.sentence());
    }
}
