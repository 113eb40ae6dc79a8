package city.datastore.agreements.wiring;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.agreements.TemplateRules;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.register.TemplateDraftRows;
import city.datastore.agreements.register.TemplateRows;
import city.datastore.agreements.templates.LockedTerms;
import city.datastore.agreements.templates.TemplateCheck;
import city.datastore.agreements.templates.TemplateDraftRegister;
import city.datastore.agreements.templates.TemplateDrafts;
import city.datastore.agreements.templates.TemplateRegister;
import city.datastore.agreements.templates.Templates;
import city.datastore.audit.pipeline.Outbox;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts templates together. */
@Configuration(proxyBeanMethods = false)
class TemplatesConfiguration {
    @Bean
    TemplateRegister templateRegister(
            EntityManagerFactory entityManagerFactory,
            PlatformTransactionManager transactionManager) {
        return new TemplateRows(
                SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory),
                AgreementsConfiguration.reading(transactionManager));
    }

    @Bean
    TemplateDraftRegister templateDraftRegister(
            EntityManagerFactory entityManagerFactory,
            PlatformTransactionManager transactionManager) {
        return new TemplateDraftRows(
                SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory),
                AgreementsConfiguration.reading(transactionManager));
    }

    @Bean
    TemplateDrafts templateDrafts(
            Gatekeeper gate,
            TemplateRegister templates,
            TemplateDraftRegister register,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        return new TemplateDrafts(
                gate,
                templates,
                register,
                AgreementsConfiguration.writing(transactionManager),
                clock);
    }

    @Bean
    TemplateRules templateRules(TemplateRegister register) {
        return new LockedTerms(register);
    }

    @Bean
    Templates templates(
            Gatekeeper gate,
            TemplateRegister register,
            TemplateDraftRegister drafts,
            TermsReview review,
            Vocabularies vocabularies,
            Questionnaire questionnaire,
            Outbox outbox,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        return new Templates(
                gate,
                register,
                drafts,
                new TemplateCheck(vocabularies, questionnaire),
                review,
                outbox,
                AgreementsConfiguration.writing(transactionManager),
                clock,
                Templates.MAX_OF_AGENCY);
    }
}
