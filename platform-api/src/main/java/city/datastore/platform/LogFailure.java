package city.datastore.platform;

import city.datastore.audit.LogKeyException;
import city.datastore.audit.cosigning.WitnessPolicyException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Tells the operator what is wrong with the audit log's files, instead of a stack trace. */
final class LogFailure implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LogKeyException || cause instanceof WitnessPolicyException) {
                return new FailureAnalysis(
                        "The platform does not start: " + cause.getMessage() + ".",
                        "Nothing has been changed. Put it right and start again.",
                        cause);
            }
        }
        return null;
    }
}
