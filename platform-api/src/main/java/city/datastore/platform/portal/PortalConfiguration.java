package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agencies;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.dpia.Description;
import city.datastore.agreements.dpia.DpiaReview;
import city.datastore.agreements.particulars.Questionnaire;
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
    Show show(Agencies agencies, Vocabularies vocabularies, Words words) {
        return new Show(agencies, vocabularies, words);
    }

    @Bean
    Said said(
            Questionnaire questionnaire,
            Vocabularies vocabularies,
            TermsReview review,
            Show show,
            Words words) {
        return new Said(questionnaire, vocabularies, review, show, words);
    }

    @Bean
    DpiaFrame dpiaFrame(
            DpiaReview review, Vocabularies vocabularies, Gatekeeper gatekeeper, Words words) {
        return new DpiaFrame(review, vocabularies, gatekeeper, words);
    }

    @Bean
    DpiaSteps dpiaSteps(
            DpiaReview review,
            Description description,
            Vocabularies vocabularies,
            Said said,
            Words words) {
        return new DpiaSteps(review, description, vocabularies, said, words);
    }

    @Bean
    DpiaForms dpiaForms(Vocabularies vocabularies, Words words) {
        return new DpiaForms(vocabularies, words);
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
