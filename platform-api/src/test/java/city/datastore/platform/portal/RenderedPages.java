package city.datastore.platform.portal;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** Renders the real templates with the real wording, without a server. */
final class RenderedPages {
    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final Words words;

    RenderedPages() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        words = new Words(messages);
        var templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding(StandardCharsets.UTF_8.name());
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(messages);
    }

    Words words() {
        return words;
    }

    String render(
            String template, String section, @Nullable SignedIn me, Map<String, ?> attributes) {
        var context = new MockServletContext();
        var exchange =
                JakartaServletWebApplication.buildApplication(context)
                        .buildExchange(
                                new MockHttpServletRequest(context), new MockHttpServletResponse());
        var model = new HashMap<String, Object>(attributes);
        model.put("show", new Show(Samples.agencies(), Samples.VOCABULARIES, words));
        model.put("section", section);
        if (me != null) {
            model.put("me", me);
        }
        return engine.process(template, new WebContext(exchange, Locale.UK, model));
    }
}
