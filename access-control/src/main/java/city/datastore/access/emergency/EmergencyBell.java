package city.datastore.access.emergency;

/**
 * Tells those concerned what happened; called in the transaction that makes it happen, so that
 * either both are done or neither.
 */
public interface EmergencyBell {
    /** Tells nobody. */
    EmergencyBell SILENT =
            new EmergencyBell() {
                @Override
                public void opened(Emergency emergency) {}

                @Override
                public void reviewed(Emergency emergency) {}
            };

    /** Emergency access was opened: its owner and the holder's agency are told. */
    void opened(Emergency emergency);

    /** It was reviewed: the holder's agency is told. */
    void reviewed(Emergency emergency);
}
