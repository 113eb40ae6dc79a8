package city.datastore.agreements.wiring;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agencies;
import city.datastore.access.index.PermitTable;
import city.datastore.access.policy.Coverage;
import city.datastore.agreements.Activation;
import city.datastore.agreements.Admission;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Changes;
import city.datastore.agreements.DatasetKnowledge;
import city.datastore.agreements.EarlierAnswers;
import city.datastore.agreements.Flows;
import city.datastore.agreements.Invitations;
import city.datastore.agreements.NextVersions;
import city.datastore.agreements.Offices;
import city.datastore.agreements.Reviews;
import city.datastore.agreements.Succession;
import city.datastore.agreements.TemplateRules;
import city.datastore.agreements.TermsCheck;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.VariationRegister;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Variations;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.dpia.Description;
import city.datastore.agreements.dpia.DpiaCheck;
import city.datastore.agreements.dpia.DpiaGate;
import city.datastore.agreements.dpia.DpiaRegister;
import city.datastore.agreements.dpia.DpiaReview;
import city.datastore.agreements.dpia.Dpias;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.permits.AgreementPermits;
import city.datastore.agreements.permits.NearestSearch;
import city.datastore.agreements.register.AgreementRows;
import city.datastore.agreements.register.DpiaRows;
import city.datastore.agreements.register.FlowRows;
import city.datastore.agreements.register.ReviewRows;
import city.datastore.agreements.register.StoredPermits;
import city.datastore.agreements.register.VariationRows;
import city.datastore.agreements.signing.Sealing;
import city.datastore.audit.evidence.EvidenceSigner;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.SchemaMigration;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts the room of agreements together; needs a {@link Gatekeeper}, {@link Agencies}, {@link
 * DatasetKnowledge}, an {@link Outbox}, a {@link Clock} and JPA from the others.
 */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = AgreementRows.class)
@Import({
    DatabaseInitializationDependencyConfigurer.class, // JPA waits for the schema
    CommentsConfiguration.class,
    TemplatesConfiguration.class,
    RemindersConfiguration.class
})
public class AgreementsConfiguration {
    /** Longest that a change may wait for its row. */
    private static final int WAIT_SECONDS = 10;

    @Bean
    SchemaMigration agreementsSchema(DatabaseProperties database) {
        return new SchemaMigration("agreements", database);
    }

    @Bean
    AgreementRegister agreementRegister(
            EntityManagerFactory entityManagerFactory,
            PlatformTransactionManager transactionManager) {
        return new AgreementRows(
                SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory),
                reading(transactionManager));
    }

    @Bean
    DpiaRegister dpiaRegister(
            EntityManagerFactory entityManagerFactory,
            PlatformTransactionManager transactionManager) {
        return new DpiaRows(
                SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory),
                reading(transactionManager));
    }

    @Bean
    VariationRegister variationRegister(
            EntityManagerFactory entityManagerFactory,
            PlatformTransactionManager transactionManager) {
        return new VariationRows(
                SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory),
                reading(transactionManager));
    }

    static TransactionTemplate reading(PlatformTransactionManager transactionManager) {
        var reading = new TransactionTemplate(transactionManager);
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        reading.setTimeout(WAIT_SECONDS);
        return reading;
    }

    @Bean
    AgreementPermits agreementPermits(AgreementRegister register, Clock clock) {
        return new AgreementPermits(register, clock);
    }

    @Bean
    PermitTable permitTable(EntityManagerFactory entityManagerFactory) {
        return new StoredPermits(entityManagerFactory);
    }

    @Bean
    NearestSearch nearestSearch(AgreementRegister register, Coverage coverage, Clock clock) {
        return new NearestSearch(register, coverage, clock);
    }

    @Bean
    Vocabularies agreementVocabularies() {
        return Vocabularies.load();
    }

    @Bean
    Questionnaire agreementQuestionnaire() {
        return Questionnaire.load();
    }

    @Bean
    TermsReview termsReview(Vocabularies vocabularies, Questionnaire questionnaire) {
        return new TermsReview(vocabularies, questionnaire);
    }

    @Bean
    TermsCheck termsCheck(
            Agencies agencies,
            Vocabularies vocabularies,
            Questionnaire questionnaire,
            TemplateRules templates) {
        return new TermsCheck(agencies, vocabularies, questionnaire, templates);
    }

    @Bean
    Offices offices(Vocabularies vocabularies, Questionnaire questionnaire) {
        return new Offices(vocabularies, questionnaire);
    }

    @Bean
    Sealing agreementSealing(EvidenceSigner signer) {
        return new Sealing(signer);
    }

    @Bean
    DpiaReview dpiaReview(Vocabularies vocabularies, Questionnaire questionnaire) {
        return DpiaReview.load(vocabularies, questionnaire);
    }

    @Bean
    Description dpiaDescription(
            DpiaReview review, Vocabularies vocabularies, Questionnaire questionnaire) {
        return new Description(review.method(), vocabularies, questionnaire);
    }

    @Bean
    Activation activation(DpiaRegister dpias, DpiaReview review) {
        return new DpiaGate(dpias, review);
    }

    @Bean
    Dpias dpias(
            Gatekeeper gate,
            AgreementRegister register,
            VariationRegister variations,
            DpiaRegister dpias,
            DpiaReview review,
            Vocabularies vocabularies,
            Outbox outbox,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        return new Dpias(
                gate,
                register,
                variations,
                dpias,
                review,
                new DpiaCheck(review, vocabularies),
                outbox,
                writing(transactionManager),
                clock);
    }

    @Bean
    Admission admission(Gatekeeper gate, AgreementRegister register, Offices offices, Clock clock) {
        return new Admission(gate, register, offices, clock);
    }

    @Bean
    Changes agreementChanges(
            AgreementRegister register,
            Outbox outbox,
            PlatformTransactionManager transactionManager) {
        return new Changes(register, outbox, writing(transactionManager), Changes.MAX_DRAFTS);
    }

    @Bean
    Agreements agreements(
            Gatekeeper gate,
            Admission admission,
            AgreementRegister register,
            DatasetKnowledge datasets,
            TermsCheck check,
            Offices offices,
            Sealing sealing,
            Activation activation,
            NextVersions nextVersions,
            Changes changes) {
        return new Agreements(
                gate,
                admission,
                register,
                datasets,
                check,
                offices,
                sealing,
                activation,
                nextVersions,
                changes);
    }

    @Bean
    AgreementLists agreementLists(
            AgreementRegister register, VariationRegister variations, Clock clock) {
        return new AgreementLists(register, variations, clock);
    }

    @Bean
    Invitations invitations(
            Admission admission,
            VariationRegister variations,
            DatasetKnowledge datasets,
            TermsCheck check,
            Changes changes) {
        return new Invitations(admission, variations, datasets, check, changes);
    }

    @Bean
    Succession succession(Admission admission, AgreementRegister register, Changes changes) {
        return new Succession(admission, register, changes);
    }

    @Bean
    EarlierAnswers earlierAnswers(
            Agreements agreements,
            AgreementRegister register,
            Questionnaire questionnaire,
            Clock clock) {
        return new EarlierAnswers(agreements, register, questionnaire, clock);
    }

    @Bean
    NextVersions nextVersions(
            Gatekeeper gate,
            Admission admission,
            AgreementRegister register,
            VariationRegister variations,
            Offices offices,
            Sealing sealing,
            Activation activation,
            Changes changes) {
        return new NextVersions(
                gate, admission, register, variations, offices, sealing, activation, changes);
    }

    @Bean
    Variations variations(
            Gatekeeper gate,
            Admission admission,
            NextVersions nextVersions,
            VariationRegister register,
            DatasetKnowledge datasets,
            TermsCheck check,
            Offices offices,
            Changes changes) {
        return new Variations(
                gate, admission, nextVersions, register, datasets, check, offices, changes);
    }

    @Bean
    VariationSigning variationSigning(
            Admission admission,
            NextVersions nextVersions,
            AgreementRegister register,
            VariationRegister variations,
            DatasetKnowledge datasets,
            TermsCheck check,
            Offices offices,
            Changes changes) {
        return new VariationSigning(
                admission, nextVersions, register, variations, datasets, check, offices, changes);
    }

    /**
     * @param agreementsSchema which makes the table
     */
    @Bean
    Reviews reviews(
            Gatekeeper gate,
            Admission admission,
            DataSource app,
            Changes changes,
            SchemaMigration agreementsSchema) {
        return new Reviews(gate, admission, new ReviewRows(app), changes);
    }

    /**
     * @param agreementsSchema which makes the view
     */
    @Bean
    Flows flows(Gatekeeper gate, DataSource app, SchemaMigration agreementsSchema, Clock clock) {
        return new Flows(gate, new FlowRows(app), clock);
    }

    static TransactionTemplate writing(PlatformTransactionManager transactionManager) {
        var writing = new TransactionTemplate(transactionManager);
        writing.setTimeout(WAIT_SECONDS);
        return writing;
    }
}
