package city.datastore.agreements;

import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Question;
import city.datastore.agreements.particulars.Question.Kind;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The rules that an answer to a question has to keep, whatever the question is about. */
public final class AnswerRules {
    private static final int MAX_LINE = 200;
    private static final int MAX_LINK = 500;
    private static final int MAX_EMAIL = 254;
    private static final int MAX_WORDS = 60;
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"(),;:]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final Vocabularies vocabularies;

    public AnswerRules(Vocabularies vocabularies) {
        this.vocabularies = vocabularies;
    }

    /** The same answer in its stored spelling; what is wrong with it is said under that path. */
    public Answer check(Question question, String path, Answer answer, Faults faults) {
        List<String> values = answer.values();
        if (!question.isMany() && values.size() > 1) {
            faults.add(path, "it has " + values.size() + " answers; it can have one");
            return answer;
        }
        int most = question.kind() == Kind.LINKS ? question.max() : MAX_WORDS;
        if (!faults.count(path, values.size(), 1, most, "answer", "answers")) {
            return answer;
        }
        var read = new ArrayList<String>();
        for (String value : values) {
            String one = one(question, path, value.strip(), faults);
            if (!read.contains(one)) {
                read.add(one);
            }
        }
        return read.contains("") ? answer : new Answer(read);
    }

    private String one(Question question, String path, String value, Faults faults) {
        int max = question.max() == 0 ? MAX_LINE : question.max();
        switch (question.kind()) {
            case LINE -> faults.text(path, "the answer", value, 1, max, false);
            case TEXT -> faults.text(path, "the answer", value, 1, max, true);
            case WORD, WORDS -> {
                String name = question.vocabulary();
                return name == null ? value : faults.word(path, vocabularies.list(name), value);
            }
            case YES -> {
                if (!value.equals("yes") && !value.equals("no")) {
                    faults.add(path, PlainText.shown(value) + " is neither yes nor no");
                }
            }
            case DAY -> {
                if (!isDay(value)) {
                    faults.add(path, PlainText.shown(value) + " is no date such as 2027-03-31");
                }
            }
            case LINK, LINKS -> {
                if (!isLink(value)) {
                    faults.add(
                            path,
                            PlainText.shown(value)
                                    + " is no web address that starts with https:// or http://");
                }
            }
            case EMAIL -> {
                if (value.length() > MAX_EMAIL || !EMAIL.matcher(value).matches()) {
                    faults.add(path, PlainText.shown(value) + " is no e-mail address");
                }
            }
            case NUMBER -> {
                if (!NUMBER.matcher(value).matches()
                        || Integer.parseInt(value) < 1
                        || Integer.parseInt(value) > max) {
                    faults.add(
                            path, PlainText.shown(value) + " is no whole number from 1 to " + max);
                }
            }
        }
        return value;
    }

    private static boolean isDay(String value) {
        try {
            return LocalDate.parse(value).getYear() < 10_000;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isLink(String value) {
        try {
            var link = URI.create(value);
            return value.length() <= MAX_LINK
                    && ("https".equals(link.getScheme()) || "http".equals(link.getScheme()))
                    && link.getHost() != null
                    && link.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
