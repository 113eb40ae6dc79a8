package city.datastore.agreements.wiring;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.VariationRegister;
import city.datastore.agreements.comments.CommentBell;
import city.datastore.agreements.comments.CommentRegister;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.register.CommentRows;
import city.datastore.audit.pipeline.Outbox;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts comments on clauses together. */
@Configuration(proxyBeanMethods = false)
class CommentsConfiguration {
    @Bean
    CommentRegister commentRegister(
            EntityManagerFactory entityManagerFactory,
            PlatformTransactionManager transactionManager) {
        return new CommentRows(
                SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory),
                AgreementsConfiguration.reading(transactionManager));
    }

    @Bean
    Comments comments(
            Gatekeeper gate,
            AgreementRegister agreements,
            VariationRegister variations,
            CommentRegister register,
            Questionnaire questionnaire,
            ObjectProvider<CommentBell> bell,
            Outbox outbox,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        return new Comments(
                gate,
                agreements,
                variations,
                register,
                questionnaire,
                bell.getIfAvailable(() -> CommentBell.SILENT),
                outbox,
                AgreementsConfiguration.writing(transactionManager),
                clock);
    }
}
