package city.datastore.platform.datasets;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.VersionId;
import city.datastore.platform.vault.Vault;
import city.datastore.platform.vault.VaultException;
import java.util.ArrayList;
import java.util.List;
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
        var columns = columns(pass, version);
        try {
            var file = vault.open(pass, row.file());
            return new OpenedVersion(pass, version, columns, file, gate, record);
        } catch (VaultException e) {
            LOG.error("the stored file of {} is damaged", version.id(), e.getCause());
            record.damaged(pass);
            throw damaged(e);
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

    /** The columns to cut the file to, in the file's order; null means that it is not cut. */
    private @org.jspecify.annotations.Nullable List<String> columns(Pass pass, Version version) {
        return switch (pass.judgement().columns()) {
            case ColumnScope.All _ -> null;
            case ColumnScope.Only(var allowed) -> {
                var missing = new ArrayList<>(allowed);
                missing.removeAll(version.columns());
                if (version.columns().isEmpty() || allowed.isEmpty() || !missing.isEmpty()) {
                    record.notProjectable(pass);
                    throw notProjectable(version, missing);
                }
                yield version.columns().stream().filter(allowed::contains).toList();
            }
        };
    }

    private static DatasetException notProjectable(Version version, List<String> missing) {
        if (version.columns().isEmpty()) {
            return new DatasetException.NotProjectable(
                    "the agreement allows some columns, and "
                            + version.id()
                            + " is not a table that can be cut to columns; ask its owner for a CSV"
                            + " file");
        }
        return new DatasetException.NotProjectable(
                missing.isEmpty()
                        ? "the agreement and the grant have no column in common"
                        : "the agreement names the columns "
                                + String.join(", ", missing)
                                + ", which "
                                + version.id()
                                + " does not have; ask the agreement's parties to change it");
    }

    static DatasetException damaged(VaultException cause) {
        var damaged = new DatasetException.Damaged();
        damaged.initCause(cause);
        return damaged;
    }
}
