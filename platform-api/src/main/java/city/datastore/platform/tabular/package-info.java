/**
 * Tables as councils publish them: CSV with titles above the header, in whatever encoding.
 *
 * <p>To be used from outside: {@link city.datastore.platform.tabular.ProfilingStream} (what is in
 * this file? answered while its bytes pass by) and {@link
 * city.datastore.platform.tabular.Projection} (some of its columns and no others; {@link
 * city.datastore.platform.tabular.FirstRows} keeps the first rows of them for a page). Everything
 * streams; every length has a limit, named in {@link city.datastore.platform.tabular.CsvLimits}.
 * What cannot be cut cleanly into columns is refused, never guessed: a value in the wrong column
 * would reach somebody it was not shared with.
 *
 * <p>Must never know: Spring, HTTP, the vault, agreements.
 */
@NullMarked
package city.datastore.platform.tabular;

import org.jspecify.annotations.NullMarked;
