package city.datastore.platform.portal;

import city.datastore.access.identity.Agencies;
import java.time.Duration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Wires the pages: their wording, how values read on them, and the files they load. */
@Configuration(proxyBeanMethods = false)
class PortalConfiguration implements WebMvcConfigurer {
    private static final Duration KEPT = Duration.ofHours(1);

    @Bean
    Words words(MessageSource messages) {
        return new Words(messages);
    }

    @Bean
    Show show(Agencies agencies, Words words) {
        return new Show(agencies, words);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FormFaults());
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/govuk/*.css", "/assets/govuk/*.js")
                .addResourceLocations(Assets.GOVUK_FRONTEND)
                .setCacheControl(CacheControl.maxAge(KEPT).cachePublic())
                .resourceChain(true)
                .addTransformer(new Assets());
    }
}
