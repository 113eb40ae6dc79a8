package city.datastore.platform.api;

import city.datastore.access.requests.RequestException;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * What stands after the question mark; a parameter that the call does not know, or that comes
 * twice, is refused, and one that is left out or empty means any.
 */
final class Query {
    private static final int MAX_CHARACTERS = 400;
    private static final int MAX_CURSOR = 200;

    private final NativeWebRequest request;

    private Query(NativeWebRequest request) {
        this.request = request;
    }

    /** The query of a call that knows these parameters. */
    static Query of(NativeWebRequest request, String... known) {
        var names = Set.of(known);
        request.getParameterNames()
                .forEachRemaining(name -> {
                    if (!names.contains(name)) {
                        throw new CallException.BadParameter(
                                shown(name),
                                "this call has no parameter of that name; it knows "
                                        + listed(names));
                    }
                });
        return new Query(request);
    }

    /** The page wanted of a list, which knows its own cursors. */
    <T> Page<T> page(Function<PageRequest, Page<T>> list) {
        String cursor = text("cursor", MAX_CURSOR).orElse(null);
        int limit = limit();
        try {
            return list.apply(new PageRequest(limit, cursor));
        } catch (IllegalArgumentException | ArithmeticException | RequestException.BadField e) {
            if (cursor == null) {
                throw e;
            }
            throw new CallException.BadParameter(
                    "cursor", "cursor has to be what a page of this list gave as its next");
        }
    }

    /**
     * The page wanted of a list that is there whole; its cursors name the last item of a page.
     *
     * @param key tells one item of the list from every other, and stays the same
     */
    <T> Page<T> page(List<T> list, Function<T, String> key) {
        return page(list, key, _ -> true);
    }

    /** The same, of those items alone: one that has ceased to be one of them still is a cursor. */
    <T> Page<T> page(List<T> list, Function<T, String> key, Predicate<T> wanted) {
        return page(asked -> {
            var left = list.subList(after(list, key, asked.cursor()), list.size());
            var items = left.stream().filter(wanted).limit(asked.limit() + 1L).toList();
            return items.size() <= asked.limit()
                    ? new Page<>(items, null)
                    : new Page<>(
                            items.subList(0, asked.limit()),
                            Cursor.of(key.apply(items.get(asked.limit() - 1))));
        });
    }

    private static <T> int after(List<T> list, Function<T, String> key, @Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        int at = list.stream().map(key).toList().indexOf(Cursor.key(cursor));
        if (at < 0) {
            throw new IllegalArgumentException("the cursor names nothing in this list");
        }
        return at + 1;
    }

    Optional<String> text(String name, int maxCharacters) {
        String[] values = request.getParameterValues(name);
        if (values == null || values.length == 0) {
            return Optional.empty();
        }
        if (values.length > 1) {
            throw new CallException.BadParameter(name, name + " is given more than once");
        }
        String value = values[0];
        if (value.length() > maxCharacters) {
            throw new CallException.BadParameter(
                    name,
                    name + " has " + value.length() + " characters, the most is " + maxCharacters);
        }
        if (value.indexOf('\0') >= 0) {
            throw new CallException.BadParameter(name, name + " holds U+0000, leave it out");
        }
        return value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    @Nullable String word(String name, Collection<String> vocabulary) {
        String word = text(name, MAX_CHARACTERS).orElse(null);
        if (word != null && !vocabulary.contains(word)) {
            throw new CallException.BadParameter(
                    name, name + " has to be one of " + listed(vocabulary));
        }
        return word;
    }

    boolean yes(String name) {
        return "true".equals(word(name, Set.of("true", "false")));
    }

    @Nullable AgencyCode agency(String name) {
        return named(name, AgencyCode::new);
    }

    @Nullable DatasetId dataset(String name) {
        return named(name, DatasetId::parse);
    }

    @Nullable AgreementRef agreement(String name) {
        return named(name, AgreementRef::new);
    }

    @Nullable PurposeCode purpose(String name) {
        return named(name, PurposeCode::new);
    }

    @Nullable EmergencyId emergency(String name) {
        return named(name, EmergencyId::parse);
    }

    @Nullable PersonId person(String name) {
        return named(name, PersonId::new);
    }

    @Nullable Instant from(String name) {
        return when(name, When::from);
    }

    @Nullable Instant until(String name) {
        return when(name, When::until);
    }

    private <T> @Nullable T named(String name, Function<String, T> rule) {
        String text = text(name, MAX_CHARACTERS).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return rule.apply(text);
        } catch (NameException e) {
            throw new CallException.BadParameter(name, name + ": " + e.getMessage());
        }
    }

    private @Nullable Instant when(String name, Function<String, Instant> reading) {
        String text = text(name, MAX_CHARACTERS).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return reading.apply(text);
        } catch (WhenException e) {
            throw new CallException.BadParameter(name, name + " " + e.getMessage());
        }
    }

    private int limit() {
        String text = text("limit", MAX_CHARACTERS).orElse(null);
        if (text == null) {
            return PageRequest.DEFAULT_ITEMS;
        }
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > Page.MAX_ITEMS) {
            throw new CallException.BadParameter(
                    "limit", "limit has to be a whole number from 1 to " + Page.MAX_ITEMS);
        }
        return Integer.parseInt(text);
    }

    private static String listed(Collection<String> words) {
        return words.isEmpty() ? "none" : String.join(", ", words.stream().sorted().toList());
    }

    private static String shown(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }
}
