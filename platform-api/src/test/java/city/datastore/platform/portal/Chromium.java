package city.datastore.platform.portal;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        return context(WIDE, true).newPage();
    }

    /** The same where JavaScript is off. */
    Page windowWithoutScripts() {
        return context(WIDE, false).newPage();
    }

    Page narrowWindow() {
        return context(NARROW, true).newPage();
    }

    private BrowserContext context(int width, boolean scripts) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setViewportSize(width, HEIGHT)
                        .setJavaScriptEnabled(scripts)
                        .setLocale("en-GB")
                        .setTimezoneId("Europe/London"));
    }

    /**
     * Rules of axe that the page breaks, with where. Legacy mode looks at the page itself and opens
     * none beside it, which takes three quarters of the time; no page of ours has frames. Of what
     * is right it describes one element each, not all.
     */
    static List<String> violations(Page page) {
        return new AxeBuilder(page)
                        .setLegacyMode(true)
                        .options(onlyWhatIsWrong())
                        .withTags(WCAG)
                        .analyze()
                        .getViolations()
                        .stream()
                        .flatMap(rule ->
                                rule.getNodes().stream()
                                        .map(node ->
                                                rule.getId()
                                                        + ": "
                                                        + rule.getHelp()
                                                        + " at "
                                                        + node.getTarget()))
                        .toList();
    }

    private static AxeRunOptions onlyWhatIsWrong() {
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return options;
    }

    static void assertAccessible(Page page) {
        Assertions.assertThat(violations(page)).as("axe on %s", page.url()).isEmpty();
    }

    /** Makes a window of {@link #window} as narrow as {@link #narrowWindow}, and as wide again. */
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
