package city.datastore.audit.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the database is, and the files that hold its roles' passwords ({@code
 * datastore.database.*}).
 *
 * @param url such as {@code jdbc:postgresql://127.0.0.1:5433/datastore}
 */
@ConfigurationProperties(prefix = "datastore.database", ignoreUnknownFields = false)
public record DatabaseProperties(
        String url, Path ownerPasswordFile, Path appPasswordFile, Path auditPasswordFile) {
    private static final int MAX_PASSWORD = 1024;

    public DatabaseProperties {
        if (!present("url", url).startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "datastore.database.url is \""
                            + url
                            + "\", it has to start with jdbc:postgresql:");
        }
        present("owner-password-file", ownerPasswordFile);
        present("app-password-file", appPasswordFile);
        present("audit-password-file", auditPasswordFile);
    }

    /**
     * The role's password: the text of its file, without the line's end.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    public String password(DatabaseRole role) {
        Path file =
                switch (role) {
                    case OWNER -> ownerPasswordFile;
                    case APP -> appPasswordFile;
                    case AUDIT -> auditPasswordFile;
                };
        try {
            if (Files.size(file) > MAX_PASSWORD) {
                throw new IOException(
                        "the password file "
                                + file
                                + " is longer than "
                                + MAX_PASSWORD
                                + " bytes, it has to hold a password and nothing else");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the password of the database role "
                            + role.username()
                            + " cannot be read from "
                            + file,
                    e);
        }
    }

    private static <T> T present(String name, @Nullable T value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("datastore.database." + name + " is missing");
        }
        return value;
    }
}
