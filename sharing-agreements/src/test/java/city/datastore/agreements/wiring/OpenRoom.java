package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.wiring.Room.lead;

import city.datastore.access.identity.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A room with the real PostgreSQL, open while the tests of one class run; each begins today. */
abstract class OpenRoom {
    static final Caller BRENT_LEAD = lead(BRENT);
    static final Caller GLA_LEAD = lead(GLA);

    private static @Nullable Room opened;

    @BeforeAll
    static void open() {
        opened = new Room();
    }

    @AfterAll
    static void close() {
        room().close();
    }

    static Room room() {
        if (opened == null) {
            throw new IllegalStateException("the room is not open");
        }
        return opened;
    }

    @BeforeEach
    void today() {
        room().clock.turnTo(TODAY);
        room().changes.broken = false;
        room().decisions.broken = false;
        room().city.know(SPEND, List.of("Payment Date", "Vendor Name 2", "Amount"));
        room().city.hold(SPEND, Map.of());
    }
}
