package city.datastore.platform.tabular;

import java.util.List;

/** Gets the values of some columns while a table passes by. For one thread. */
public interface ColumnWatch {
    /**
     * What columns there are, before the first row.
     *
     * @param columns a name of its own for each, as in {@link Profile#columns}
     * @param headings what stands above each, tidy; above several the same, perhaps
     * @return for each of them whether its values are wanted
     */
    boolean[] wanted(List<String> columns, List<String> headings);

    /**
     * One value of a wanted column, below the header.
     *
     * @param bytes each character is one byte of the file, quotes taken off
     */
    void value(int column, String bytes);

    /** Wants nothing. */
    ColumnWatch NONE =
            new ColumnWatch() {
                @Override
                public boolean[] wanted(List<String> columns, List<String> headings) {
                    return new boolean[columns.size()];
                }

                @Override
                public void value(int column, String bytes) {}
            };
}
