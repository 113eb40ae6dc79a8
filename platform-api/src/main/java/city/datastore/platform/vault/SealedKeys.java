package city.datastore.platform.vault;

import city.datastore.audit.names.AgencyCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * The agencies' keys, held against the files that were sealed with them: an older key store would
 * be given new keys under the names of those that it has not got yet.
 */
final class SealedKeys {
    private final VaultFolder folder;
    private final AgencyKeys keys;

    SealedKeys(VaultFolder folder, AgencyKeys keys) {
        this.folder = folder;
        this.keys = keys;
    }

    /**
     * Looks at the newest file of each dataset, because generations only grow. One whose header
     * cannot be read is passed over; whoever reads it is told.
     *
     * @throws AgencyKeysException if a file was sealed under a key that is not in the store
     */
    void demandAll() throws IOException {
        NavigableSet<AgencyKeyId> known = keys.ids();
        for (var dataset : folder.datasets(folder.files())) {
            Optional<SealedName> newest = newest(folder.sealed(folder.files(), dataset));
            if (newest.isPresent() && known.isEmpty()) {
                throw AgencyKeysException.missing(keys.file(), folder.files());
            }
            Optional<AgencyKeyId> needed = newest.flatMap(this::keyOf);
            if (needed.isPresent() && !known.contains(needed.get())) {
                throw AgencyKeysException.older(keys.file(), needed.get(), folder.files());
            }
        }
    }

    /**
     * The key that seals new versions of this agency; made now if it has sealed nothing yet.
     *
     * @throws AgencyKeysException if it has sealed files and no key
     */
    AgencyKey current(AgencyCode agency) {
        return keys.current(agency, this::demandNothingSealed);
    }

    private void demandNothingSealed(AgencyKeyId first) {
        try {
            for (var dataset : folder.datasets(folder.files())) {
                if (dataset.agency().equals(first.agency())
                        && !folder.sealed(folder.files(), dataset).isEmpty()) {
                    throw AgencyKeysException.older(keys.file(), first, folder.files());
                }
            }
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }

    private static Optional<SealedName> newest(List<SealedName> files) {
        return files.stream().max(Comparator.comparingInt(file -> file.version().number()));
    }

    private Optional<AgencyKeyId> keyOf(SealedName file) {
        try (FileChannel channel = Disk.openForReading(folder.files().resolve(file.name()))) {
            return Optional.of(Header.read(channel).keyId());
        } catch (NoSuchFileException | VaultException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }
}
