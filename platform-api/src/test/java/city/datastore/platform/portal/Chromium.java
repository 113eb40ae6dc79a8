package city.datastore.platform.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real browser: Debian's Chromium, started as the machine's user, root included. Where there is
 * none, journeys are skipped and say so.
 */
final class Chromium implements AutoCloseable {
    /** A narrow telephone: WCAG 2.2, 1.4.10 Reflow. */
    static final int NARROW = 320;

    private static final int WIDE = 1280;
    private static final int HEIGHT = 900;
    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /** Deque's axe-core, as it comes in Deque's library for Playwright. */
    private static final String AXE = axe();

    /**
     * Asked by ourselves: a page gets axe as it opens and answers only what is wrong, which takes
     * three quarters of the time that handing both through the driver takes.
     */
    private static final String LOOK =
            """
            async tags => {
                const found = await axe.run(document, {
                    resultTypes: ['violations'],
                    runOnly: {type: 'tag', values: tags}
                });
                return found.violations.flatMap(rule =>
                    rule.nodes.map(node => `${rule.id}: ${rule.help} at ${node.target}`));
            }
            """;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        var executable = executable();
        Assumptions.assumeTrue(
                executable.isPresent(),
                "skipped: there is no Chromium here; install the package chromium to run the browser journeys");
        var playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable.get())
                                        .setHeadless(true)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
        return new Chromium(playwright, browser);
    }

    /** A browser window of somebody who has not been here before. */
    Page window() {
        return context(true).newPage();
    }

    /** The same where JavaScript is off. */
    Page windowWithoutScripts() {
        return context(false).newPage();
    }

    private BrowserContext context(boolean scripts) {
        var context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(WIDE, HEIGHT)
                                .setJavaScriptEnabled(scripts)
                                .setLocale("en-GB")
                                .setTimezoneId("Europe/London"));
        if (scripts) {
            context.addInitScript(AXE);
        }
        return context;
    }

    private static String axe() {
        try (var script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rules of axe that the page breaks, with where. No page of ours has frames. */
    static List<String> violations(Page page) {
        if (!(Boolean) page.evaluate("typeof axe === 'object'")) {
            page.evaluate(AXE);
        }
        return ((List<?>) page.evaluate(LOOK, WCAG)).stream().map(String::valueOf).toList();
    }

    static void assertAccessible(Page page) {
        Assertions.assertThat(violations(page)).as("axe on %s", page.url()).isEmpty();
    }

    /** Makes a window of {@link #window} as narrow as a telephone, and as wide again. */
    static void narrow(Page page, boolean narrow) {
        page.setViewportSize(narrow ? NARROW : WIDE, HEIGHT);
    }

    /** Whether the page, rather than a box in it, has to be scrolled sideways. */
    static boolean scrollsSideways(Page page) {
        return (Boolean)
                page.evaluate(
                        "document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Optional<Path> executable() {
        var onPath =
                Stream.of(
                                Optional.ofNullable(System.getenv("PATH"))
                                        .orElse("")
                                        .split(java.io.File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .flatMap(folder ->
                                Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(name -> Path.of(folder, name)));
        return Stream.concat(Stream.of(Path.of("/usr/bin/chromium")), onPath)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
