package city.datastore.platform.datasets;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.VersionId;
import city.datastore.platform.tabular.Projection;
import city.datastore.platform.tabular.TabularException;
import city.datastore.platform.vault.Vault;
import city.datastore.platform.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens versions: decided and recorded first, then unlocked, then checked as far as it can be. */
final class Readings {
    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

    private final Gatekeeper gate;
    private final Catalogue catalogue;
    private final Vault vault;
    private final ReleaseRecord record;

    Readings(Gatekeeper gate, Catalogue catalogue, Vault vault, ReleaseRecord record) {
        this.gate = gate;
        this.catalogue = catalogue;
        this.vault = vault;
        this.record = record;
    }

    Opened open(Caller caller, Reading reading) {
        VersionRow row = row(reading);
        Version version = row.version();
        Pass pass =
                gate.admit(
                        new Question(
                                caller,
                                Act.READ_CONTENT,
                                new Target.OfVersion(version.id().dataset(), version.id().number()),
                                reading.agreement(),
                                reading.purpose()));
        try {
            return opened(pass, row);
        } catch (VaultException e) {
            LOG.error("the stored file of {} is damaged", version.id(), e.getCause());
            record.damaged(pass);
            throw damaged(e);
        } catch (DatasetException.NotProjectable e) {
            record.notProjectable(pass);
            throw e;
        }
    }

    private Opened opened(Pass pass, VersionRow row) {
        var version = row.version();
        var file = vault.open(pass, row.file());
        Opened opened = null;
        try {
            opened =
                    new OpenedVersion(
                            pass, version, projection(pass, version, file), file, gate, record);
            return opened;
        } finally {
            if (opened == null) {
                file.close();
            }
        }
    }

    /** Null where the pass allows every column: the file is then left whole. */
    private @Nullable Projection projection(
            Pass pass, Version version, city.datastore.platform.vault.Opened file) {
        return switch (pass.judgement().columns()) {
            case ColumnScope.All _ -> null;
            case ColumnScope.Only(var allowed) -> {
                if (allowed.isEmpty()) {
                    throw new DatasetException.NotProjectable(
                            "the agreement and the grant have no column in common");
                }
                if (version.columns().isEmpty()) {
                    throw new DatasetException.NotProjectable(
                            "the agreement allows some columns, and "
                                    + version.id()
                                    + " is not a table that can be cut to columns; ask its owner"
                                    + " for a CSV file");
                }
                yield cut(version, file.stream(), allowed);
            }
        };
    }

    private Projection cut(Version version, InputStream file, Collection<String> allowed) {
        List<String> declared =
                catalogue
                        .dataset(version.id().dataset())
                        .map(DatasetRow::columnNames)
                        .orElse(List.of());
        try {
            return Projection.of(file, declared, allowed);
        } catch (TabularException e) {
            var impossible =
                    new DatasetException.NotProjectable(
                            e.getMessage()
                                    + "; ask the parties of the agreement to name the columns that "
                                    + version.id()
                                    + " has");
            impossible.initCause(e);
            throw impossible;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private VersionRow row(Reading reading) {
        Integer number = reading.version();
        if (number == null) {
            return catalogue
                    .latest(reading.dataset())
                    .orElseThrow(() ->
                            new DatasetException.NotFound(
                                    "version of " + reading.dataset() + " yet"));
        }
        if (number < 1) {
            throw new DatasetException.NotFound("version " + number + " of " + reading.dataset());
        }
        return catalogue
                .version(new VersionId(reading.dataset(), number))
                .orElseThrow(() ->
                        new DatasetException.NotFound(
                                "version " + number + " of " + reading.dataset()));
    }

    static DatasetException damaged(VaultException cause) {
        var damaged = new DatasetException.Damaged();
        damaged.initCause(cause);
        return damaged;
    }
}
