package city.datastore.access.emergency;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The short lists of emergencies, which are data: duty roles, reasons and lawful bases. */
public final class Vocabulary {
    private final JdbcClient database;

    /**
     * @param app of the role {@code datastore_app}
     */
    public Vocabulary(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    /**
     * One word of a list.
     *
     * @param title for people
     */
    public record Word(String code, String title) {}

    public List<Word> dutyRoles() {
        return words("duty-role");
    }

    /** What they are called, by code. */
    public Map<String, String> dutyTitles() {
        return dutyRoles().stream().collect(Collectors.toMap(Word::code, Word::title));
    }

    public List<Word> reasons() {
        return words("reason");
    }

    /** Lawful bases. */
    public List<Word> bases() {
        return words("basis");
    }

    /**
     * The code, if it is of that list.
     *
     * @throws EmergencyException.BadField if it is not
     */
    static String known(List<Word> words, String field, String code) {
        if (words.stream().noneMatch(word -> word.code().equals(code))) {
            throw new EmergencyException.BadField(
                    field,
                    "has to be one of "
                            + String.join(", ", words.stream().map(Word::code).toList()));
        }
        return code;
    }

    private List<Word> words(String list) {
        return database.sql(
                        "SELECT code, title FROM access.emergency_word WHERE list = :list"
                                + " ORDER BY place, code")
                .param("list", list)
                .query((row, _) -> new Word(row.getString(1), row.getString(2)))
                .list();
    }
}
