package city.datastore.platform;

import java.util.Arrays;
import java.util.Optional;

/** Every setting of the platform, by the name it has in the environment. */
public enum Setting {
    DATASTORE_PORT("the port for people and systems, 8080 unless said otherwise", false),
    DATASTORE_MANAGEMENT_PORT("the port for metrics, 8081 unless said otherwise", false),
    DATASTORE_ADDRESS("the address to listen on, 127.0.0.1 unless said otherwise", false),
    DATASTORE_HOME("the folder that holds the vault and the keys", true),
    DATASTORE_DB_URL("the database, such as jdbc:postgresql://127.0.0.1:5433/datastore", true),
    DATASTORE_DB_OWNER_PASSWORD_FILE("the file with the password of datastore_owner", true),
    DATASTORE_DB_APP_PASSWORD_FILE("the file with the password of datastore_app", true),
    DATASTORE_DB_AUDIT_PASSWORD_FILE("the file with the password of datastore_audit", true),
    DATASTORE_RESTORED(
            "the day in UTC on which an older database was put back on purpose, such as 2026-11-23;"
                    + " it counts on that day only",
            false),
    DATASTORE_KAFKA_BOOTSTRAP("the Kafka brokers, such as 127.0.0.1:9094", true),
    DATASTORE_KAFKA_CREDENTIALS_FILE("the file with the name and password for Kafka", false),
    DATASTORE_ISSUER("the identity provider, such as http://127.0.0.1:8180/realms/city", true),
    DATASTORE_OIDC_CLIENT_ID("the pages' name at the identity provider", false),
    DATASTORE_OIDC_CLIENT_SECRET_FILE("the file with the pages' secret there", true),
    DATASTORE_KEYSTORE_PASSWORD_FILE("the file with the password of the key store", true),
    DATASTORE_TRUSTED_PROXIES(
            "the addresses of the proxies that say where people call from, none unless said otherwise",
            false),
    DATASTORE_LOG_ORIGIN(
            "the audit log's name, city-datastore.localhost/log unless said otherwise", false),
    DATASTORE_LOG_KEYS(
            "the file with the audit log's keys, made on the first start; keys/audit-log.keys in"
                    + " the home unless said otherwise",
            false),
    DATASTORE_WITNESSES(
            "the file that names the audit log's witnesses and their quorum, none unless said"
                    + " otherwise",
            false),
    DATASTORE_ALERT_BULK_BYTES(
            "an alert is raised when one person takes more data than this in an hour, 1GB unless said otherwise",
            false),
    DATASTORE_ALERT_BULK_FILES(
            "an alert is raised when one person takes more whole files than this in an hour, 20 unless said otherwise",
            false),
    DATASTORE_ALERT_REFUSALS(
            "an alert is raised when one person is refused so many times in an hour, 10 unless said otherwise",
            false),
    DATASTORE_ALERT_EMERGENCIES(
            "an alert is raised when one person opens so many emergency accesses within seven days, 3 unless said otherwise",
            false),
    DATASTORE_ALERT_SILENCE(
            "an alert is raised when somebody reads data after so long without, 90d unless said otherwise",
            false),
    DATASTORE_ALERT_VOLUME_TIMES(
            "an alert is raised when a dataset is read more than so many times as often as usual on a day, 4 unless said otherwise",
            false),
    DATASTORE_ALERT_VOLUME_AT_LEAST(
            "an alert is raised about a dataset from so many readings on a day, 20 unless said otherwise",
            false),
    DATASTORE_ALERT_OPENS(
            "when working hours start, Monday to Friday in London; reading outside of them raises an alert, 07:00 unless said otherwise",
            false),
    DATASTORE_ALERT_CLOSES("when working hours end, 19:00 unless said otherwise", false),
    DATASTORE_AUDIT_KEPT(
            "how long the bodies of events are kept, such as 6y, which is the usual, or 18m",
            false),
    DATASTORE_CLOCKS_APART_MAX(
            "how far the clocks of this node and of the database may be apart, from 1s to 5m, 10s"
                    + " unless said otherwise",
            false),
    DATASTORE_REQUESTS_REMIND_AFTER(
            "when an owner is reminded of a request that nobody has decided, 14d unless said otherwise",
            false),
    DATASTORE_REQUESTS_ESCALATE_AFTER(
            "when the owner and the requester's agency are told that it still waits, 30d unless said otherwise",
            false),
    DATASTORE_REQUESTS_UNDECIDED_FOR(
            "when a request that nobody has decided is closed, 60d unless said otherwise", false),
    DATASTORE_GRANTS_RENEW_AHEAD(
            "how long before its end the holder's agency is told of a grant's end, 30d unless said otherwise",
            false),
    DATASTORE_GRANTS_CONFIRM_WITHIN(
            "how long owners have to confirm grants each quarter, 30d unless said otherwise",
            false),
    DATASTORE_REQUESTS_EVERY(
            "how often requests and grants are looked at for their time limits, 1h unless said otherwise",
            false),
    DATASTORE_KAFKA_PRUNER_CREDENTIALS_FILE(
            "the file with the name and password of who may delete old records of the audit"
                    + " topic, nobody unless said otherwise",
            false),
    DATASTORE_AUDIENCE(
            "what a token has to be for, city-datastore-api unless said otherwise", false),
    DATASTORE_AGENCY_CLAIM("the claim that names the agency, org unless said otherwise", false),
    DATASTORE_ROLES_CLAIM(
            "the claim that lists the roles, realm_access.roles unless said otherwise", false),
    DATASTORE_STEP_UP_ACR(
            "the acr of a sign-in with a second factor, otp unless said otherwise", false),
    DATASTORE_STEP_UP_TIME_CLAIM(
            "the claim that says when the second factor was given, loa.2 unless said otherwise",
            false),
    DATASTORE_STEP_UP_MAX_AGE(
            "how long a second factor counts, from 5m to 12h, 15m unless said otherwise", false),
    DATASTORE_MAIL_HOST("the mail server that takes letters; without one, letters wait", false),
    DATASTORE_MAIL_PORT("its port, 587 unless said otherwise", false),
    DATASTORE_MAIL_SECURITY(
            "how it is talked to: starttls, tls or none; starttls unless said otherwise, or none for"
                    + " a mail server on the same machine",
            false),
    DATASTORE_MAIL_USER("the platform's name at the mail server, where it asks for one", false),
    DATASTORE_MAIL_PASSWORD_FILE("the file with the password there", false),
    DATASTORE_MAIL_FROM("the e-mail address that letters are from", false),
    DATASTORE_MAIL_AGENCIES_FILE(
            "the file with a mailbox for each agency, such as camden=sharing@camden.example, for"
                    + " agreements that name no address",
            false),
    DATASTORE_MAIL_EVERY("how often letters that wait are sent, 1m unless said otherwise", false),
    DATASTORE_REMINDERS_EVERY(
            "how often reviews and ends that come near are looked for, 1h unless said otherwise",
            false),
    DATASTORE_SITE(
            "where people reach the platform, such as https://datastore.city.example, for the links"
                    + " in letters; with https also for signing in and cookies",
            false),
    DATASTORE_UPLOAD_MAX("the most bytes of one version, 2GB unless said otherwise", false);

    private final String meaning;
    private final boolean required;

    Setting(String meaning, boolean required) {
        this.meaning = meaning;
        this.required = required;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether the platform has no value of its own for it. */
    public boolean required() {
        return required;
    }

    static Optional<Setting> of(String name) {
        return Arrays.stream(values()).filter(setting -> setting.name().equals(name)).findFirst();
    }
}
