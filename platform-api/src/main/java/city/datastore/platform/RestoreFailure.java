package city.datastore.platform;

import city.datastore.audit.schema.OlderDatabaseException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator that the database does not belong to the rest, instead of a stack trace. */
final class RestoreFailure extends AbstractFailureAnalyzer<OlderDatabaseException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, OlderDatabaseException cause) {
        return new FailureAnalysis(
                "The platform does not start: " + cause.getMessage() + ".",
                "Start with the database that belongs to them: no file and no event was touched. If"
                        + " an older database was put back on purpose, do what"
                        + " docs/runbooks/restore.md says; one of its steps sets DATASTORE_RESTORED"
                        + " to the day.",
                cause);
    }
}
