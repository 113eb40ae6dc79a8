package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.vault.SealedName;
import city.datastore.platform.vault.Vault;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the vault is held against when the platform starts. */
class VaultCheckIT {
    private static final Caller BRENT = People.steward("brent");
    private static final Caller GLA = People.steward("gla");

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Workbench bench = new Workbench(platform);
    private int asked;

    @Test
    void finds_the_file_that_nobody_knows_among_those_of_several_datasets() throws IOException {
        var stored = stored();
        var place = bench.files(stored.getLast()).getFirst();
        var unknown = place.resolveSibling("9-" + "c".repeat(32) + ".vault");
        Files.copy(place, unknown);

        var found = check().unknown();

        assertThat(found)
                .extracting(SealedName::name)
                .filteredOn(name -> stored.stream().anyMatch(id -> name.startsWith(id + "/")))
                .containsExactly(stored.getLast() + "/" + unknown.getFileName());
        Files.delete(unknown);
    }

    @Test
    void asks_the_database_for_many_datasets_at_once() {
        stored();
        var _ = check().unknown();
        int before = asked;
        asked = 0;
        int more = stored().size();

        var _ = check().unknown();

        assertThat(asked - before).isLessThan(2 * more);
    }

    /** Datasets with a version each. */
    private List<DatasetId> stored() {
        return Stream.of(GLA, BRENT, BRENT)
                .map(steward -> {
                    var id = bench.created(steward);
                    bench.store(steward, id, new byte[] {1, 2, 3});
                    return id;
                })
                .toList();
    }

    private VaultCheck check() {
        return new VaultCheck(
                new Catalogue(counting()),
                platform.bean(Vault.class),
                new TransactionTemplate(platform.bean(PlatformTransactionManager.class)));
    }

    /** The platform's own, and how often it is asked. */
    private EntityManager counting() {
        var rows =
                SharedEntityManagerCreator.createSharedEntityManager(
                        platform.bean(EntityManagerFactory.class));
        return (EntityManager)
                Proxy.newProxyInstance(
                        EntityManager.class.getClassLoader(),
                        new Class<?>[] {EntityManager.class},
                        (_, method, arguments) -> {
                            asked++;
                            try {
                                return method.invoke(rows, arguments);
                            } catch (InvocationTargetException e) {
                                throw Objects.requireNonNull(e.getCause());
                            }
                        });
    }
}
