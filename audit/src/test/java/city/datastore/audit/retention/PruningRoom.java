package city.datastore.audit.retention;

import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import org.junit.jupiter.api.AfterEach;

/**
 * What the tests of pruning have in common: a log of their own each, whose bodies can be made old.
 */
abstract class PruningRoom {
    static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);

    final AgedLog log = new AgedLog(SERVERS);

    @AfterEach
    void close() {
        log.close();
    }
}
