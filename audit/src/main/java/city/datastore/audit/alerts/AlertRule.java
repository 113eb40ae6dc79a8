package city.datastore.audit.alerts;

/** One reason to look: counts an event in the facts, and raises an alert where they say so. */
interface AlertRule {
    void look(Seen event, Facts facts);
}
