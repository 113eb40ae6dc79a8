package city.datastore.agreements;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.dpia.Dpias;
import city.datastore.agreements.templates.TemplateDrafts;
import city.datastore.agreements.templates.Templates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The walls of this room. */
class WallsTest {
    private static final String ROOM = "city.datastore.agreements";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOM);

    @Test
    void knows_nothing_to_its_left() {
        noClasses()
                .that()
                .resideInAPackage(ROOM + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("city.datastore.platform..")
                .check(CLASSES);
    }

    @Test
    void speaks_no_http_and_no_kafka() {
        noClasses()
                .that()
                .resideInAPackage(ROOM + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.web..",
                        "org.springframework.http..",
                        "jakarta.servlet..",
                        "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void keeps_the_database_in_the_register() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOM + ".register..", ROOM + ".wiring..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.persistence..",
                        "org.hibernate..",
                        "java.sql..",
                        "javax.sql..",
                        "tools.jackson..")
                .check(CLASSES);
    }

    @Test
    void keeps_spring_out_of_the_domain() {
        domainWithoutSpring().check(CLASSES);
    }

    @Test
    void would_notice_spring_in_the_domain() {
        var use =
                noClasses()
                        .that()
                        .haveSimpleName("Changes")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.springframework..");
        assertThat(use.evaluate(CLASSES).hasViolation()).isTrue();
    }

    @Test
    void shows_no_row_to_anybody() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Row")
                .should()
                .bePackagePrivate()
                .andShould()
                .resideInAPackage(ROOM + ".register")
                .check(CLASSES);
    }

    @Test
    void goes_round_in_no_circles() {
        slices().matching(ROOM + ".(*)..").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOM)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOM + ".register..",
                        ROOM + ".permits..",
                        ROOM + ".dpia..",
                        ROOM + ".comments..",
                        ROOM + ".templates..",
                        ROOM + ".wiring..")
                .check(CLASSES);
    }

    /** The use cases open transactions; nothing else in the domain knows Spring. */
    private static ArchRule domainWithoutSpring() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        ROOM,
                        ROOM + ".permits",
                        ROOM + ".dpia",
                        ROOM + ".signing",
                        ROOM + ".comments",
                        ROOM + ".templates")
                .and(
                        not(
                                belongToAnyOf(
                                        Changes.class,
                                        OnRecord.class,
                                        Dpias.class,
                                        Comments.class,
                                        TemplateDrafts.class,
                                        Templates.class)))
                .and()
                .doNotHaveSimpleName("CommentChanges")
                .and()
                .doNotHaveSimpleName("DpiaChanges")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..");
    }
}
