package city.datastore.platform.subjects;

import static city.datastore.platform.subjects.SubjectsRoom.KIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which columns of a dataset identify people, said by two stewards in the same moment. */
class IdentifiersAtOnceIT {
    private static final Caller STEWARD = People.steward("brent");
    private static final Map<String, String> OURS = Map.of("nhs", KIND, "home", "uprn");
    private static final Map<String, String> THEIRS = Map.of("nhs", KIND, "mail", "email");

    private final SubjectsRoom room = new SubjectsRoom();
    private final Subjects subjects = room.subjects(1);
    private final DataSource app = RunningPlatform.shared().bean(DataSource.class);
    private final DatasetId dataset = room.dataset("brent");

    @Test
    void are_what_one_of_them_said_and_never_both() throws Exception {
        List<Future<?>> declaring;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = app.getConnection()) {
            other.setAutoCommit(false);
            try (var delete =
                    other.prepareStatement(
                            "delete from platform.identifying_column where name = ?")) {
                delete.setString(1, dataset.name());
                assertThat(delete.executeUpdate()).isEqualTo(1);
            }
            declaring =
                    List.of(
                            threads.submit(() -> subjects.declare(STEWARD, dataset, OURS)),
                            threads.submit(() -> subjects.declare(STEWARD, dataset, THEIRS)));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> blocked() >= 2);
            other.rollback();
        }

        assertThat(declaring).allMatch(one -> one.state() == Future.State.SUCCESS);
        assertThat(subjects.declared(dataset)).isIn(OURS, THEIRS);
    }

    @Test
    void stay_as_a_colleague_has_just_said_for_whoever_has_seen_others() {
        var seen = subjects.declared(dataset);
        subjects.declare(STEWARD, dataset, THEIRS);

        assertThatThrownBy(() -> subjects.declare(STEWARD, dataset, seen, OURS))
                .isInstanceOf(SubjectException.ChangedMeanwhile.class);

        assertThat(subjects.declared(dataset)).isEqualTo(THEIRS);
        subjects.declare(STEWARD, dataset, THEIRS, OURS);
        assertThat(subjects.declared(dataset)).isEqualTo(OURS);
    }

    private long blocked() {
        return JdbcClient.create(app)
                .sql("select count(distinct pid) from pg_locks where not granted")
                .query(Long.class)
                .single();
    }
}
