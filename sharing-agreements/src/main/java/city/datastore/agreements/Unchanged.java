package city.datastore.agreements;

import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import org.jspecify.annotations.Nullable;

/** Refuses a change of a text that somebody else has changed since the caller read it. */
enum Unchanged {
    AGREEMENT {
        @Override
        String changed(Agreement now) {
            return now.head().reference()
                    + " was changed in the meantime and is now "
                    + now.state()
                    + " at revision "
                    + now.head().revision();
        }
    },
    NEXT_VERSION {
        @Override
        String changed(Agreement now) {
            return "the next version of "
                    + now.head().reference()
                    + " was changed in the meantime and is now at revision "
                    + now.head().revision();
        }
    };

    abstract String changed(Agreement now);

    /** A signature is for the terms that were read, however long ago. */
    void requireRead(Agreement now, @Nullable String read) {
        require(read == null || read.equals(TermsDigest.of(now.head())), now);
    }

    /** And for those that the gate saw. */
    void requireTerms(Agreement now, Agreement seen) {
        require(now.head().terms().equals(seen.head().terms()), now);
    }

    void requireRevision(Agreement now, long expected) {
        require(now.head().revision() == expected, now);
    }

    private void require(boolean unchanged, Agreement now) {
        if (!unchanged) {
            throw new ChangedMeanwhile(changed(now) + "; read it again first");
        }
    }
}
