package city.datastore.platform.portal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A language for what a page has to be: {@code aPage(html).hasTitle("Datasets").hasHeading(…)}.
 *
 * <p>{@link #isWellMade} holds what is true of every page; {@link #faults} says what is not.
 */
final class PageCheck {
    private final Document page;

    private PageCheck(Document page) {
        this.page = page;
    }

    static PageCheck aPage(String html) {
        return new PageCheck(Jsoup.parse(html));
    }

    /** The page of that name in the gallery. */
    static PageCheck page(String name) {
        return aPage(Gallery.page(Gallery.all(), name));
    }

    PageCheck hasTitle(String title) {
        Assertions.assertThat(page.title()).isEqualTo(title + " – City DataStore");
        return this;
    }

    PageCheck hasHeading(String heading) {
        Assertions.assertThat(page.select("h1").eachText()).containsExactly(heading);
        return this;
    }

    PageCheck says(String text) {
        Assertions.assertThat(page.select("main").text()).contains(text);
        return this;
    }

    PageCheck doesNotSay(String text) {
        Assertions.assertThat(page.select("main").text()).doesNotContain(text);
        return this;
    }

    PageCheck hasLink(String text, String href) {
        Assertions.assertThat(page.select("a"))
                .anySatisfy(link -> {
                    Assertions.assertThat(link.text()).isEqualTo(text);
                    Assertions.assertThat(link.attr("href")).isEqualTo(href);
                });
        return this;
    }

    PageCheck hasNoLink(String text) {
        Assertions.assertThat(page.select("a").eachText()).doesNotContain(text);
        return this;
    }

    PageCheck hasButton(String text) {
        Assertions.assertThat(page.select("button[type=submit]").eachText()).contains(text);
        return this;
    }

    PageCheck hasNoButton(String text) {
        Assertions.assertThat(page.select("button[type=submit]").eachText()).doesNotContain(text);
        return this;
    }

    PageCheck hasError(String field, String text) {
        Assertions.assertThat(page.select(".govuk-error-summary a[href=#" + field + "]").eachText())
                .containsExactly(text);
        Assertions.assertThat(page.select("#" + field + "-error").eachText())
                .containsExactly("Error: " + text);
        return this;
    }

    PageCheck hasValue(String field, String value) {
        var control = page.getElementById(field);
        Assertions.assertThat(control == null ? null : control.val()).isEqualTo(value);
        return this;
    }

    PageCheck hasChosen(String field, String value) {
        Assertions.assertThat(page.select("#" + field + " option[selected]").eachAttr("value"))
                .containsExactly(value);
        return this;
    }

    PageCheck hasInset(String text) {
        Assertions.assertThat(page.select("main .govuk-inset-text").eachText()).contains(text);
        return this;
    }

    PageCheck hasTag(String text) {
        Assertions.assertThat(page.select(".govuk-tag").eachText()).contains(text);
        return this;
    }

    PageCheck hasNoTag(String text) {
        Assertions.assertThat(page.select(".govuk-tag").eachText()).doesNotContain(text);
        return this;
    }

    PageCheck hasTable(String caption, String... heads) {
        var table =
                page.select("table").stream()
                        .filter(one -> one.select("caption").text().equals(caption))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("there is no table " + caption));
        Assertions.assertThat(table.select("thead th").eachText()).containsExactly(heads);
        return this;
    }

    PageCheck isAt(String place) {
        Assertions.assertThat(
                        page.select(".govuk-service-navigation__link[aria-current]").eachText())
                .containsExactly(place);
        return this;
    }

    PageCheck isWellMade() {
        Assertions.assertThat(faults()).isEmpty();
        return this;
    }

    /** What breaks a rule that holds for every page. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        frame(faults);
        controls(faults);
        references(faults);
        tables(faults);
        headings(faults);
        forms(faults);
        return faults;
    }

    private void frame(List<String> faults) {
        check(
                faults,
                page.select("html[lang=en]").size() == 1,
                "the page does not say its language");
        check(faults, page.select("h1").size() == 1, "the page has not exactly one h1");
        check(faults, page.select("main#main-content").size() == 1, "there is not one main part");
        check(
                faults,
                page.title().endsWith(" – City DataStore"),
                "the title does not name the service");
        check(
                faults,
                page.select("a.govuk-skip-link[href=#main-content]").size() == 1,
                "there is no skip link");
        boolean summary = !page.select(".govuk-error-summary").isEmpty();
        check(
                faults,
                summary == page.title().startsWith("Error: "),
                "title and error summary do not agree on whether there is an error");
        check(faults, !page.html().contains("??"), "a wording is missing");
        check(
                faults,
                page.select("[style], style, script:not([src]), [onclick], [onsubmit]").isEmpty(),
                "there is inline style or script");
        String text = page.text().toLowerCase(java.util.Locale.UK);
        check(faults, !text.contains("please"), "it says please");
        check(faults, !text.contains("invalid"), "it says invalid");
        check(faults, !text.contains("gov.uk"), "it looks as if it were on GOV.UK");
    }

    private void controls(List<String> faults) {
        for (Element control : page.select("input:not([type=hidden]), select, textarea")) {
            String id = control.id();
            check(
                    faults,
                    !id.isEmpty() && page.select("label[for='" + id + "']").size() == 1,
                    "there is no label for " + control.attr("name"));
            check(faults, !control.hasAttr("placeholder"), id + " has a placeholder");
        }
        for (Element group : page.select("fieldset")) {
            check(faults, !group.select("> legend").isEmpty(), "a fieldset has no legend");
        }
        for (Element error : page.select(".govuk-error-message")) {
            check(
                    faults,
                    !page.select("[aria-describedby~=(^| )" + error.id() + "( |$)]").isEmpty(),
                    "nothing is described by " + error.id());
        }
        for (Element hint : page.select(".govuk-hint[id]")) {
            check(
                    faults,
                    !page.select("[aria-describedby~=(^| )" + hint.id() + "( |$)]").isEmpty(),
                    "nothing is described by " + hint.id());
        }
    }

    private void references(List<String> faults) {
        var ids = new HashSet<String>();
        for (Element element : page.select("[id]")) {
            check(faults, ids.add(element.id()), "the id " + element.id() + " is there twice");
        }
        for (Element element : page.select("[aria-describedby]")) {
            for (String id : element.attr("aria-describedby").split(" ", -1)) {
                check(faults, ids.contains(id), "there is no " + id + " to describe by");
            }
        }
        for (Element link : page.select("a[href^=#]")) {
            check(
                    faults,
                    ids.contains(link.attr("href").substring(1)),
                    "a link goes to " + link.attr("href") + ", which is not there");
        }
        for (Element link : page.select("a:not([href]), a[href='']")) {
            faults.add("a link goes nowhere: " + link.text());
        }
    }

    private void tables(List<String> faults) {
        for (Element table : page.select("table")) {
            check(faults, !table.select("> caption").text().isEmpty(), "a table has no caption");
            check(faults, table.select("th:not([scope])").isEmpty(), "a header cell has no scope");
            int heads = table.select("thead th, thead td").size();
            for (Element row : table.select("tbody tr")) {
                check(faults, row.children().size() == heads, "a row does not fit its headers");
            }
        }
    }

    private void headings(List<String> faults) {
        int level = 0;
        for (Element heading : page.select("main h1, main h2, main h3, main h4")) {
            if (heading.closest(".govuk-error-summary, .govuk-notification-banner") != null) {
                continue;
            }
            int now = heading.tagName().charAt(1) - '0';
            check(faults, now <= level + 1, "a heading skips a level: " + heading.text());
            level = now;
        }
    }

    private void forms(List<String> faults) {
        for (Element form : page.select("form")) {
            check(faults, form.hasAttr("action"), "a form goes nowhere");
            check(faults, !form.select("button[type=submit]").isEmpty(), "a form cannot be sent");
        }
        for (Element button : page.select("[class*=govuk-button--]")) {
            check(
                    faults,
                    button.hasClass("govuk-button--secondary")
                            || button.hasClass("govuk-button--warning"),
                    "a button has a look that there is not: " + button.className());
        }
    }

    private static void check(List<String> faults, boolean good, String otherwise) {
        if (!good) {
            faults.add(otherwise);
        }
    }
}
