package city.datastore.platform;

import city.datastore.platform.vault.AgencyKeysException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator what is wrong with the key store, instead of a stack trace. */
final class KeystoreFailure extends AbstractFailureAnalyzer<AgencyKeysException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, AgencyKeysException cause) {
        return new FailureAnalysis(
                "The platform does not start: " + cause.getMessage() + ".",
                "Nothing has been changed. Put it right and start again.",
                cause);
    }
}
