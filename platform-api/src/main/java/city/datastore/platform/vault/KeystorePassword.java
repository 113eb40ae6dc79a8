package city.datastore.platform.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The password of the agencies' key store; it comes from a file or the environment, never from a
 * command line.
 */
public final class KeystorePassword {
    /** Names the file that holds the password; asked first. */
    public static final String FILE_VARIABLE = "DATASTORE_KEYS_PASSWORD_FILE";

    /** Holds the password itself. */
    public static final String VARIABLE = "DATASTORE_KEYS_PASSWORD";

    /** Shortest password, in characters: it protects every agency's key. */
    public static final int MIN_LENGTH = 16;

    /** Longest password, in characters. */
    public static final int MAX_LENGTH = 1024;

    private final char[] characters;

    private KeystorePassword(String text, String origin) {
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
            throw new AgencyKeysException(
                    "the key store password from "
                            + origin
                            + " has "
                            + text.length()
                            + " characters: it must have "
                            + MIN_LENGTH
                            + " to "
                            + MAX_LENGTH);
        }
        characters = text.toCharArray();
    }

    /** The first line of the file, without its line end. */
    public static KeystorePassword fromFile(Path file) {
        try {
            if (Files.size(file) > 4 * MAX_LENGTH) {
                throw new AgencyKeysException(
                        "the key store password file "
                                + file
                                + " is larger than a password can be");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return new KeystorePassword(text.lines().findFirst().orElse(""), "the file " + file);
        } catch (IOException e) {
            throw new AgencyKeysException(
                    "the key store password file " + file + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    /** {@link #FILE_VARIABLE} if set, else {@link #VARIABLE}. */
    public static KeystorePassword fromEnvironment(Map<String, String> environment) {
        String file = environment.getOrDefault(FILE_VARIABLE, "");
        if (!file.isBlank()) {
            return fromFile(Path.of(file));
        }
        String text = environment.getOrDefault(VARIABLE, "");
        if (text.isEmpty()) {
            throw new AgencyKeysException(
                    "no key store password: set "
                            + FILE_VARIABLE
                            + " to the file that holds it, or "
                            + VARIABLE
                            + " to the password");
        }
        return new KeystorePassword(text, VARIABLE);
    }

    /** A copy; the caller fills it with zeros after use. */
    char[] characters() {
        return characters.clone();
    }

    @Override
    public String toString() {
        return "KeystorePassword";
    }
}
