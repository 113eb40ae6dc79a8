package city.datastore.platform.datasets;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.Cursor;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for datasets: every word of the question has to begin a word of the dataset's title,
 * description, name, topics or columns; a word in the title counts most.
 */
final class CatalogueSearch {
    private static final int MAX_WORDS = 10;
    private static final int MAX_WORD = 60;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final EntityManager rows;

    CatalogueSearch(EntityManager rows) {
        this.rows = rows;
    }

    /** A dataset that fits, and how well; the order is by rank from high to low, then by id. */
    record Hit(DatasetRow dataset, int rank) {
        String cursor() {
            return Cursor.of(rank + " " + dataset.key().id());
        }
    }

    /**
     * @param after the cursor of the last hit of the page before
     * @throws IllegalArgumentException when that is not a cursor of this list
     */
    List<Hit> hits(DatasetQuery query, @Nullable String after, int limit) {
        var given = new HashMap<String, Object>();
        String words = words(query.text());
        String rank = "0";
        var conditions = new ArrayList<String>();
        if (!words.isEmpty()) {
            given.put("words", words);
            rank =
                    "cast(1000000 * ts_rank(setweight(to_tsvector('simple', d.title), 'A') ||"
                            + " to_tsvector('simple', d.words), to_tsquery('simple', :words)) as"
                            + " integer)";
            conditions.add("to_tsvector('simple', d.words) @@ to_tsquery('simple', :words)");
        }
        if (query.agency() != null) {
            given.put("agency", query.agency().value());
            conditions.add("d.agency = :agency");
        }
        if (query.classification() != null) {
            given.put("classification", query.classification().name());
            conditions.add("d.classification = :classification");
        }
        if (query.topic() != null) {
            if (query.topic().indexOf('\0') >= 0) {
                return List.of(); // the database cannot say this character, so no topic has it
            }
            given.put("topic", query.topic());
            conditions.add("d.topics @> array[cast(:topic as text)]");
        }
        return hits(sql(rank, conditions, after, given), given, limit);
    }

    private static String sql(
            String rank,
            List<String> conditions,
            @Nullable String after,
            Map<String, Object> given) {
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        String ranked =
                "select d.agency, d.name, " + rank + " as rank from platform.dataset d" + where;
        String beyond = "";
        if (after != null) {
            var from = Position.of(after);
            given.put("rank", from.rank());
            given.put("fromAgency", from.id().agency().value());
            given.put("fromName", from.id().name());
            beyond = " where (-h.rank, h.agency, h.name) > (-:rank, :fromAgency, :fromName)";
        }
        return "select h.agency, h.name, h.rank from ("
                + ranked
                + ") h"
                + beyond
                + " order by h.rank desc, h.agency, h.name";
    }

    private List<Hit> hits(String sql, Map<String, Object> given, int limit) {
        var query = rows.createNativeQuery(sql, Object[].class);
        given.forEach(query::setParameter);
        var found = new ArrayList<Hit>();
        for (Object item : query.setMaxResults(limit).getResultList()) {
            var row = (Object[]) item;
            var dataset =
                    rows.find(DatasetRow.class, new DatasetKey((String) row[0], (String) row[1]));
            if (dataset != null) {
                found.add(new Hit(dataset, ((Number) row[2]).intValue()));
            }
        }
        return found;
    }

    /** Only letters and digits reach the database's query language. */
    private static String words(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return BETWEEN_WORDS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .map(word -> word.substring(0, Math.min(word.length(), MAX_WORD)) + ":*")
                .collect(Collectors.joining(" & "));
    }

    private record Position(int rank, DatasetId id) {
        static Position of(String cursor) {
            String key = Cursor.key(cursor);
            int space = key.indexOf(' ');
            try {
                int rank =
                        Objects.checkIndex(
                                Integer.parseInt(key.substring(0, space)), Integer.MAX_VALUE);
                String id = key.substring(space + 1);
                int slash = id.indexOf('/');
                return new Position(
                        rank,
                        new DatasetId(
                                new AgencyCode(id.substring(0, slash)), id.substring(slash + 1)));
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the cursor is not one that a page of this list gave as its next", e);
            }
        }
    }
}
