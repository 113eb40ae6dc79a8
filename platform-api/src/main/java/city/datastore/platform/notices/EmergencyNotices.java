package city.datastore.platform.notices;

import city.datastore.access.emergency.Emergency;
import city.datastore.access.emergency.EmergencyBell;
import city.datastore.audit.names.AgencyCode;
import java.time.Clock;
import javax.sql.DataSource;

/** Puts the letters about emergency access down, in the transaction of what they tell of. */
public final class EmergencyNotices implements EmergencyBell {
    private final NoticeRows rows;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public EmergencyNotices(DataSource app, Clock clock) {
        this.rows = new NoticeRows(app);
        this.clock = clock;
    }

    @Override
    public void opened(Emergency emergency) {
        putDown(NoticeKind.EMERGENCY_OPENED, emergency, emergency.owner());
        putDown(NoticeKind.EMERGENCY_OPENED, emergency, emergency.access().agency());
    }

    @Override
    public void reviewed(Emergency emergency) {
        putDown(NoticeKind.EMERGENCY_REVIEWED, emergency, emergency.access().agency());
    }

    private void putDown(NoticeKind kind, Emergency emergency, AgencyCode to) {
        boolean _ =
                rows.putDown(
                        new Notice(kind, emergency.access().id().toString(), to), clock.instant());
    }
}
