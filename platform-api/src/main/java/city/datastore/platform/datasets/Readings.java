package city.datastore.platform.datasets;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.Treatment;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.VersionId;
import city.datastore.platform.subjects.SubjectIndex;
import city.datastore.platform.tabular.JsonLines;
import city.datastore.platform.tabular.OneSubject;
import city.datastore.platform.tabular.Plan;
import city.datastore.platform.tabular.Projection;
import city.datastore.platform.tabular.Pseudonyms;
import city.datastore.platform.tabular.Release;
import city.datastore.platform.tabular.TabularException;
import city.datastore.platform.vault.PseudonymKeys;
import city.datastore.platform.vault.Vault;
import city.datastore.platform.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    private final PseudonymKeys keys;
    private final SubjectIndex subjects;
    private final ReleaseRecord record;
    private final ReleasesUnderWay underWay;

    Readings(
            Gatekeeper gate,
            Catalogue catalogue,
            Vault vault,
            PseudonymKeys keys,
            SubjectIndex subjects,
            ReleaseRecord record,
            ReleasesUnderWay underWay) {
        this.gate = gate;
        this.catalogue = catalogue;
        this.vault = vault;
        this.keys = keys;
        this.subjects = subjects;
        this.record = record;
        this.underWay = underWay;
    }

    Opened open(Caller caller, Reading reading) {
        VersionRow row = row(reading.dataset(), reading.version());
        Version version = row.version();
        Pass pass =
                gate.admit(
                        new Question(
                                caller,
                                Act.READ_CONTENT,
                                new Target.OfVersion(version.id().dataset(), version.id().number()),
                                reading.agreement(),
                                reading.purpose(),
                                reading.emergency()));
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
                            pass,
                            version,
                            release(pass, version, file),
                            file,
                            gate,
                            record,
                            underWay);
            return opened;
        } finally {
            if (opened == null) {
                file.close();
            }
        }
    }

    /** Null where the pass allows everything as it is: the file is then left whole. */
    private @Nullable Release release(
            Pass pass, Version version, city.datastore.platform.vault.Opened file) {
        var columns = pass.judgement().columns();
        var protection = pass.judgement().protection();
        if (columns instanceof ColumnScope.All && protection.none()) {
            return null;
        }
        if (columns instanceof ColumnScope.Only(var names) && names.isEmpty()) {
            throw new DatasetException.NotProjectable(
                    "the agreement and the grant have no column in common");
        }
        if (version.columns().isEmpty()) {
            throw new DatasetException.NotProjectable(
                    (protection.subject() == null
                                    ? "the agreement allows some columns or rows, and "
                                    : "an emergency shows the rows of one person, and ")
                            + version.id()
                            + " is not a table that can be cut to them; ask its owner for a CSV"
                            + " file, or for JSON lines");
        }
        boolean made = !protection.columns(Treatment.PSEUDONYMISED).isEmpty();
        Pseudonyms pseudonyms =
                made ? vault.pseudonyms(pass, version.id(), keys)::of : Pseudonyms.NONE;
        return cut(
                version,
                file.stream(),
                new Plan(columns, protection, pseudonyms, subject(protection)));
    }

    private OneSubject subject(Protection protection) {
        var one = protection.subject();
        return one == null
                ? OneSubject.NOBODY
                : subjects.knows(one.subject().kind(), one.subject().hash())::test;
    }

    private Release cut(Version version, InputStream file, Plan plan) {
        try {
            return JsonLinesFormat.is(version.mediaType())
                    ? JsonLines.of(file, version.columns(), plan)
                    : Projection.of(file, declared(version), plan);
        } catch (TabularException.RepeatedColumn e) {
            throw notProjectable(
                    e, "; ask the owner for a version in which every heading stands once");
        } catch (TabularException e) {
            throw notProjectable(
                    e,
                    (plan.protection().subject() == null
                                    ? "; ask the parties of the agreement to name columns as "
                                    : "; ask the owner to arrange emergencies with columns as ")
                            + version.id()
                            + " has them");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> declared(Version version) {
        return catalogue
                .dataset(version.id().dataset())
                .map(DatasetRow::columnNames)
                .orElse(List.of());
    }

    /**
     * The version of that number, the newest where there is none.
     *
     * @throws DatasetException.NotFound if it is not there
     */
    VersionRow row(DatasetId dataset, @Nullable Integer number) {
        if (number == null) {
            return catalogue
                    .latest(dataset)
                    .orElseThrow(
                            () -> new DatasetException.NotFound("version of " + dataset + " yet"));
        }
        var missing = new DatasetException.NotFound("version " + number + " of " + dataset);
        if (number < 1) {
            throw missing;
        }
        return catalogue.version(new VersionId(dataset, number)).orElseThrow(() -> missing);
    }

    static DatasetException notProjectable(TabularException cause, String whatToDo) {
        var impossible = new DatasetException.NotProjectable(cause.getMessage() + whatToDo);
        impossible.initCause(cause);
        return impossible;
    }

    static DatasetException damaged(VaultException cause) {
        var damaged = new DatasetException.Damaged();
        damaged.initCause(cause);
        return damaged;
    }
}
