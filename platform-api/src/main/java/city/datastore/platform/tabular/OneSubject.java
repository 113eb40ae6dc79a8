package city.datastore.platform.tabular;

/** Knows one person by the value of a column; how, is somebody else's secret. For one thread. */
@FunctionalInterface
public interface OneSubject {
    /** Nobody, so that no row leaves where nobody said how to know them. */
    OneSubject NOBODY = _ -> false;

    /** Whether that value stands for the person. */
    boolean is(String value);
}
