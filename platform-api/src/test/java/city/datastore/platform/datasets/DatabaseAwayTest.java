package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.CannotCreateTransactionException;

class DatabaseAwayTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "57P01", "57P03", "53300"})
    void a_lost_or_stopping_server_is_told_from_its_sqlstate_however_deep(String state) {
        var deep = new RuntimeException(new IllegalStateException(new SQLException("gone", state)));

        assertThat(DatabaseAway.tells(deep)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22001"})
    void a_mistake_of_ours_is_not_taken_for_it(String state) {
        assertThat(DatabaseAway.tells(new RuntimeException(new SQLException("wrong", state))))
                .isFalse();
    }

    @Test
    void a_transaction_that_cannot_begin_is_one() {
        assertThat(DatabaseAway.tells(new CannotCreateTransactionException("no connection")))
                .isTrue();
    }

    @Test
    void an_exception_without_a_database_in_it_is_none() {
        assertThat(DatabaseAway.tells(new IllegalStateException("a bug"))).isFalse();
        assertThat(DatabaseAway.tells(new SQLException("no state"))).isFalse();
    }
}
