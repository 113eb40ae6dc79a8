package city.datastore.access;

import city.datastore.access.clocks.ClocksProperties;
import city.datastore.access.clocks.DatabaseClock;
import city.datastore.access.clocks.TwoClocks;
import city.datastore.access.conditions.Conditions;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.grounds.StoredGrounds;
import city.datastore.access.index.FactFeed;
import city.datastore.access.index.FactTables;
import city.datastore.access.index.IndexMetrics;
import city.datastore.access.index.LeasedIndex;
import city.datastore.access.index.PermitTable;
import city.datastore.access.index.SettledOutbox;
import city.datastore.access.index.Settlement;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.access.requests.StoredGrants;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.audit.alerts.LogAlarm;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.DatabaseRole;
import city.datastore.audit.schema.OwnPool;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Puts the index of facts together: its own two connections, its feed, and who waits for it. */
@Configuration(proxyBeanMethods = false)
class IndexConfiguration {
    private static final int FOLLOWER_AND_LISTENER = 2;

    /** While the index is built a query may take its time; a lease that is over needs no alarm. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    @Bean
    LeasedIndex leasedIndex() {
        return new LeasedIndex();
    }

    @Bean
    Settlement settlement() {
        return new Settlement();
    }

    @Bean
    TwoClocks twoClocks(DataSource app, ClocksProperties properties, LogAlarm alarm, Clock clock) {
        return new TwoClocks(
                clock, new DatabaseClock(app), properties.apartMax(), alarm::clockOfNodeDisagrees);
    }

    /** Of its own, so that the lease is renewed however many wait for a connection. */
    @Bean(defaultCandidate = false, destroyMethod = "close")
    HikariDataSource factsDataSource(DatabaseProperties database) {
        var config =
                OwnPool.settings(
                        database,
                        DatabaseRole.APP,
                        "facts",
                        "city-datastore-facts",
                        FOLLOWER_AND_LISTENER,
                        ANSWER_WITHIN);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    @Bean(destroyMethod = "close")
    FactFeed factFeed(
            @Qualifier("factsDataSource") HikariDataSource database,
            PermitTable permits,
            LeasedIndex index,
            Settlement settlement,
            StoredGrounds grounds,
            TwoClocks clocks) {
        return new FactFeed(
                database,
                new FactTables(
                        permits,
                        new StoredGrants(),
                        Prohibitions.TABLE,
                        Conditions.TABLE,
                        RolePolicies.TABLE),
                index,
                settlement,
                grounds::forget,
                clocks::seen);
    }

    /** Takes the place of the plain one wherever an outbox is asked for. */
    @Bean
    @Primary
    Outbox settledOutbox(@Qualifier("outbox") Outbox outbox, Settlement settlement) {
        return new SettledOutbox(outbox, settlement);
    }

    @Bean
    MeterBinder indexMetrics(LeasedIndex index, FactFeed feed, Gatekeeper gate, TwoClocks clocks) {
        return registry -> {
            IndexMetrics.register(registry, index, feed);
            decisions(registry, "index", gate);
            decisions(registry, "database", gate);
            Gauge.builder("datastore.clocks.ahead", clocks, TwoClocks::aheadSeconds)
                    .description("By how much this node's clock is ahead of the database's")
                    .baseUnit("seconds")
                    .register(registry);
        };
    }

    private static void decisions(MeterRegistry registry, String path, Gatekeeper gate) {
        FunctionCounter.builder(
                        "datastore.decisions",
                        gate,
                        each ->
                                path.equals("index")
                                        ? each.decidedFromIndex()
                                        : each.decidedFromDatabase())
                .description("Decisions on data by where their facts came from")
                .tag("path", path)
                .register(registry);
    }
}
