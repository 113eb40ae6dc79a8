package city.datastore.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CopiedRowsTest {
    private static final Copied ROW = Copied.of(EventCodec.encode(Events.documented()));
    private static final byte[] END = {-1, -1};

    @Test
    void come_one_after_the_other_up_to_the_end() throws Exception {
        CopiedRows rows = Copied.rows(EventRow.FIELDS, ROW.message(true), ROW.message(false), END);

        assertThat(rows.next()).isTrue();
        assertThat(rows.text(EventRow.USERNAME)).isEqualTo("gla.officer");
        assertThat(rows.next()).isTrue();
        assertThat(rows.whole(EventRow.SEQUENCE)).isEqualTo(43);
        assertThat(rows.next()).isFalse();
        assertThat(rows.next()).isFalse();
    }

    @Test
    void that_break_off_before_their_end_are_not_taken_for_all() throws Exception {
        CopiedRows rows = Copied.rows(EventRow.FIELDS, ROW.message(true));
        assertThat(rows.next()).isTrue();

        assertThatThrownBy(rows::next).isInstanceOf(SQLException.class);
    }

    @Test
    void with_a_field_that_goes_beyond_its_row_are_refused() {
        byte[] whole = ROW.message(true);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        CopiedRows rows = Copied.rows(EventRow.FIELDS, cut, END);

        assertThatThrownBy(rows::next)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("beyond its row");
    }

    @Test
    void of_other_columns_than_were_asked_for_are_refused() {
        CopiedRows rows = Copied.rows(EventRow.FIELDS - 1, ROW.message(true), END);

        assertThatThrownBy(rows::next)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("17 fields");
    }
}
