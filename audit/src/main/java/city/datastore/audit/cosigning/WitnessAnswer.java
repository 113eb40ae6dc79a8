package city.datastore.audit.cosigning;

import city.datastore.audit.log.NoteSignature;

/** What came of asking one witness to cosign one checkpoint. */
sealed interface WitnessAnswer {
    /** In a word, for the log of events. */
    String outcome();

    /** It cosigned, and the cosignature holds. */
    record Cosigned(NoteSignature signature) implements WitnessAnswer {
        @Override
        public String outcome() {
            return "cosigned";
        }
    }

    /**
     * It has cosigned something that this log does not continue: the log was rewritten or shrank,
     * or somebody else signs in its name.
     *
     * @param seen the size that the witness cosigned last
     */
    record OtherHistory(int status, long seen) implements WitnessAnswer {
        @Override
        public String outcome() {
            return "saw_another_history";
        }
    }

    /**
     * It has cosigned a later checkpoint of this log, which another node showed it just then; that
     * one stores it.
     */
    record Later() implements WitnessAnswer {
        @Override
        public String outcome() {
            return "cosigned_a_later_one";
        }
    }

    /** It says that it does not work: a status from 500 on. */
    record Broken(int status) implements WitnessAnswer {
        @Override
        public String outcome() {
            return "answered_" + status;
        }
    }

    /** It could not be asked, or gave no cosignature for another reason. */
    record Nothing(String outcome) implements WitnessAnswer {}
}
