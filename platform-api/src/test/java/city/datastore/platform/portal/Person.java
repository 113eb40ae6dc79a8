package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import city.datastore.stack.OneTimeCode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A demo person at a browser, who looks at every page they come to with axe. */
final class Person {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int TABS = 80;
    private static final int UNPROCESSABLE_CONTENT = 422;

    private final RunningPlatform platform;
    private final Page page;
    private final boolean scripts;
    private int sent;

    private Person(RunningPlatform platform, Page page, boolean scripts) {
        this.scripts = scripts;
        this.platform = platform;
        this.page = page;
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onResponse(answer -> {
            if (answer.request().isNavigationRequest()
                    && answer.request().method().equals("POST")) {
                sent = answer.status();
            }
        });
    }

    static Person at(Chromium chromium, RunningPlatform platform) {
        return new Person(platform, chromium.window(), true);
    }

    /** Whose browser runs no JavaScript, and so no axe either. */
    static Person withoutScripts(Chromium chromium, RunningPlatform platform) {
        return new Person(platform, chromium.windowWithoutScripts(), false);
    }

    Person signsIn(String username) {
        goesTo("/");
        page.getByRole(AriaRole.MAIN)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign in"))
                .click();
        page.locator("#username").fill(username);
        page.locator("#password").fill("datastore");
        page.locator("#kc-login").click();
        page.waitForURL(Pattern.compile(".*" + Pattern.quote(platform.uri("/").toString()) + ".*"));
        assertThat(page.locator(".app-header__who").textContent()).contains(username);
        return arrives();
    }

    /** Opens a page that takes the second factor, and gives the one-time code. */
    Person goesWithCodeTo(String path) {
        page.navigate(platform.uri(path).toString());
        return givesCodeFor(path);
    }

    /** As {@link #goesWithCodeTo}, where what they have just done led to the code. */
    Person givesCodeFor(String path) {
        page.locator("#otp").fill(OneTimeCode.at(Instant.now()));
        page.locator("#kc-login").click();
        page.waitForURL(platform.uri(path).toString());
        return arrives();
    }

    /** Sends a form that they opened earlier in this session, with the token of a page's own. */
    Person sends(String path, Map<String, String> fields) {
        goesTo("/sign-out");
        page.evaluate(
                """
                ([path, fields]) => {
                    const form = document.createElement("form");
                    form.method = "post";
                    form.action = path;
                    fields._csrf = document.querySelector("input[name=_csrf]").value;
                    for (const [name, value] of Object.entries(fields)) {
                        const input = document.createElement("input");
                        input.name = name;
                        input.value = value;
                        form.append(input);
                    }
                    document.body.append(form);
                    setTimeout(() => form.submit());
                }\
                """,
                List.of(path, fields));
        return this;
    }

    Person goesTo(String path) {
        page.navigate(platform.uri(path).toString());
        return arrives();
    }

    /** Asks about the page without its content, as programs do that look whether it is there. */
    Person asksAboutIt() {
        var told = page.request().head(page.url());
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.headers()).containsKey("audit-event");
        assertThat(told.body()).isEmpty();
        return this;
    }

    Person follows(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first().click();
        return arrives();
    }

    /** A link that looks like a button. */
    Person presses(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
        return arrives();
    }

    Person fills(String id, String text) {
        page.locator("#" + id).fill(text);
        return this;
    }

    Person fillsDate(String id, String day, String month, String year) {
        return fills(id, day).fills(id + "-month", month).fills(id + "-year", year);
    }

    Person selects(String id, String value) {
        page.locator("#" + id).selectOption(value);
        return this;
    }

    Person ticks(String id) {
        page.locator("#" + id).check();
        return this;
    }

    Person chooses(String id, Path file) {
        page.locator("#" + id).setInputFiles(file);
        return this;
    }

    Person has(String id, String typed) {
        assertThat(page.locator("#" + id).inputValue()).isEqualTo(typed);
        return this;
    }

    Person sees(String text) {
        assertThat(page.getByRole(AriaRole.MAIN).textContent().replaceAll("\\s+", " "))
                .contains(text);
        return this;
    }

    Person doesNotSee(String text) {
        assertThat(page.getByRole(AriaRole.MAIN).textContent()).doesNotContain(text);
        return this;
    }

    Person seesHeading(String heading) {
        assertThat(page.locator("h1").textContent().strip()).isEqualTo(heading);
        return this;
    }

    Person seesError(String field, String text) {
        assertThat(page.title()).startsWith("Error: ");
        assertThat(page.locator(".govuk-error-summary a[href='#" + field + "']").textContent())
                .isEqualTo(text);
        return this;
    }

    /** What a form that was sent last has been answered with: faults are not a success. */
    Person isToldThatTheFormHasFaults() {
        assertThat(sent).isEqualTo(UNPROCESSABLE_CONTENT);
        return this;
    }

    /** Reloads until it is there: the record reaches the trail a moment after the act. */
    Person waitsFor(String text) {
        for (int again = 0; again < PATIENCE_MILLIS / 500; again++) {
            if (page.getByRole(AriaRole.MAIN).textContent().contains(text)) {
                return arrives();
            }
            page.waitForTimeout(500);
            page.reload();
        }
        throw new AssertionError("\"" + text + "\" has not come to " + page.url());
    }

    /** By keyboard alone: presses Tab until the control of that id has the focus. */
    Person tabsTo(String id) {
        for (int tab = 0; tab < TABS; tab++) {
            page.keyboard().press("Tab");
            if (id.equals(
                    page.evaluate(
                            "document.activeElement.id || document.activeElement.textContent.trim()"))) {
                return this;
            }
        }
        throw new AssertionError("Tab does not come to " + id + " on " + page.url());
    }

    Person types(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** Presses a key; if that sends a form, {@link #arrives} is to follow. */
    Person hits(String key) {
        page.keyboard().press(key);
        return this;
    }

    /** Deprecated or not, it alone waits for a page that may have the address of the one before. */
    @SuppressWarnings("deprecation")
    Person hitsEnterAndWaits() {
        page.waitForNavigation(() -> page.keyboard().press("Enter"));
        return arrives();
    }

    Download downloads(String button) {
        return downloads(AriaRole.BUTTON, button);
    }

    Download downloadsByLink(String link) {
        return downloads(AriaRole.LINK, link);
    }

    private Download downloads(AriaRole role, String name) {
        return page.waitForDownload(() ->
                page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true))
                        .first()
                        .click());
    }

    /** Saves a picture where the system property {@code pictures} names a folder for them. */
    Person pictures(String name) {
        var folder = System.getProperty("pictures");
        if (folder != null) {
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(Path.of(folder, name + ".png"))
                            .setFullPage(true));
        }
        return this;
    }

    Person arrives() {
        page.waitForLoadState();
        if (scripts && page.url().startsWith(platform.uri("/").toString())) {
            Chromium.assertAccessible(page);
        }
        return this;
    }
}
