package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.PersonId;

/** What somebody typed to open emergency access, kept while they enter their code; theirs alone. */
record EmergencyTyped(PersonId by, EmergencyForm form) {
    /** The form for that dataset: as it was typed, if by the same person, and empty if not. */
    EmergencyForm shownTo(Caller caller, String dataset) {
        return by.equals(caller.person()) && form.dataset().equals(dataset)
                ? form
                : EmergencyForm.about(dataset);
    }
}
