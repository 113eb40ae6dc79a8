package city.datastore.platform.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The password of the agencies' key store; it comes from a file, never from a command line. */
public final class KeystorePassword {
    /** Shortest password, in characters: it protects every agency's key. */
    public static final int MIN_LENGTH = 16;

    /** Longest password, in characters. */
    public static final int MAX_LENGTH = 1024;

    private final char[] characters;

    /**
     * @param origin where it comes from, for what is said when it cannot be one
     */
    KeystorePassword(String text, String origin) {
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

    /** A copy; the caller fills it with zeros after use. */
    char[] characters() {
        return characters.clone();
    }

    @Override
    public String toString() {
        return "KeystorePassword";
    }
}
