package city.datastore.stack;

/** The servers that the stack can run. */
public enum Server {
    /** PostgreSQL with the databases {@code datastore} and {@code keycloak}. */
    POSTGRES("PostgreSQL", "POSTGRES_PORT", 5433),
    /** A Kafka broker with the topic {@code city.audit.events}. */
    KAFKA("Kafka", "KAFKA_PORT", 9094),
    /** Keycloak with the realm {@code city}; keeps its state in PostgreSQL. */
    KEYCLOAK("Keycloak", "KEYCLOAK_PORT", 8180);

    private final String title;
    private final String portSetting;
    private final int usualPort;

    Server(String title, String portSetting, int usualPort) {
        this.title = title;
        this.portSetting = portSetting;
        this.usualPort = usualPort;
    }

    /** The name people know it by. */
    public String title() {
        return title;
    }

    /** The environment variable that moves its port. */
    public String portSetting() {
        return portSetting;
    }

    /** The port it has under {@code ./dev up} unless moved. */
    public int usualPort() {
        return usualPort;
    }
}
