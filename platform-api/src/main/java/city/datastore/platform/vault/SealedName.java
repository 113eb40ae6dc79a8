package city.datastore.platform.vault;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.VersionId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sealed file by what its name says.
 *
 * @param name as {@link StoredFile#name}
 */
public record SealedName(VersionId version, String name) {
    private static final Pattern RULE =
            Pattern.compile("([1-9][0-9]{0,9})-[0-9a-f]{32}" + Pattern.quote(StoredFile.ENDS));

    /** Nothing where no sealed file is called so. */
    static Optional<SealedName> of(DatasetId dataset, String file) {
        Matcher name = RULE.matcher(file);
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            var version = new VersionId(dataset, Integer.parseInt(name.group(1)));
            return Optional.of(new SealedName(version, dataset + "/" + file));
        } catch (NumberFormatException | NameException _) {
            return Optional.empty();
        }
    }
}
