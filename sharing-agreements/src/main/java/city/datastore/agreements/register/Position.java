package city.datastore.agreements.register;

import city.datastore.audit.names.AgreementRef;

/** The two numbers inside a reference, {@code DSA-year-number}, by which agreements are ordered. */
final class Position {
    private static final int YEAR = "DSA-".length();
    private static final int NUMBER = "DSA-2026-".length();

    private Position() {}

    static int year(AgreementRef reference) {
        return Integer.parseInt(reference.value().substring(YEAR, NUMBER - 1));
    }

    static int number(AgreementRef reference) {
        return Integer.parseInt(reference.value().substring(NUMBER));
    }
}
