package city.datastore.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.platform.vault.Vault;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The walls of the house, inspected. */
class WallsTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(
                            "city.datastore.audit",
                            "city.datastore.access",
                            "city.datastore.agreements",
                            "city.datastore.platform");

    private static final String[] HTTP = {
        "jakarta.servlet..",
        "org.springframework.web..",
        "org.springframework.http..",
        "org.springframework.security.web..",
        "org.springframework.security.config..",
        "org.apache.tomcat..",
        "org.apache.catalina..",
        "org.thymeleaf.."
    };

    @Nested
    class Between_modules {
        @Test
        void audit_knows_nothing_to_its_left() {
            holds(
                    noClasses()
                            .that()
                            .resideInAPackage("city.datastore.audit..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    "city.datastore.access..",
                                    "city.datastore.agreements..",
                                    "city.datastore.platform.."));
        }

        @Test
        void access_control_knows_nothing_to_its_left() {
            holds(
                    noClasses()
                            .that()
                            .resideInAPackage("city.datastore.access..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    "city.datastore.agreements..", "city.datastore.platform.."));
        }

        @Test
        void agreements_know_nothing_to_their_left() {
            holds(
                    noClasses()
                            .that()
                            .resideInAPackage("city.datastore.agreements..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("city.datastore.platform.."));
        }

        @Test
        void only_the_platform_speaks_http() {
            holds(
                    noClasses()
                            .that()
                            .resideInAnyPackage(
                                    "city.datastore.audit..",
                                    "city.datastore.access..",
                                    "city.datastore.agreements..")
                            .and()
                            .resideOutsideOfPackage("city.datastore.access.identity..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(HTTP));
        }

        @Test
        void no_class_of_the_running_platform_knows_the_local_stack() {
            holds(
                    noClasses()
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("city.datastore.stack.."));
        }
    }

    @Nested
    class Between_the_rooms_of_the_platform {
        @Test
        void there_is_no_circle() {
            holds(slices().matching("city.datastore.platform.(*)..").should().beFreeOfCycles());
        }

        @Test
        void datasets_know_neither_HTTP_nor_the_rooms_that_show_them() {
            holds(
                    noClasses()
                            .that()
                            .resideInAPackage("city.datastore.platform.datasets..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(HTTP)
                            .orShould()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    "city.datastore.platform.api..",
                                    "city.datastore.platform.portal..",
                                    "city.datastore.platform.security.."));
        }

        @Test
        void the_vault_and_tables_know_no_framework() {
            holds(
                    noClasses()
                            .that()
                            .resideInAnyPackage(
                                    "city.datastore.platform.vault..",
                                    "city.datastore.platform.tabular..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    "org.springframework..",
                                    "jakarta..",
                                    "org.hibernate..",
                                    "java.sql..",
                                    "city.datastore.platform.datasets.."));
        }

        @Test
        void rows_of_tables_stay_in_their_room() {
            holds(
                    classes()
                            .that()
                            .areAnnotatedWith(jakarta.persistence.Entity.class)
                            .should()
                            .notBePublic());
        }
    }

    @Nested
    class At_the_door_of_the_vault {
        @Test
        void the_only_way_to_plaintext_asks_for_a_pass() {
            assertThat(Vault.class.getMethods())
                    .filteredOn(method ->
                            method.getReturnType() == city.datastore.platform.vault.Opened.class)
                    .isNotEmpty()
                    .allSatisfy(method ->
                            assertThat(method.getParameterTypes()[0]).isEqualTo(Pass.class));
            holds(
                    constructors()
                            .that()
                            .areDeclaredIn(city.datastore.platform.vault.Opened.class)
                            .should()
                            .notBePublic());
        }

        @Test
        void only_datasets_go_through_it() {
            holds(
                    noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                    "city.datastore.platform.vault..",
                                    "city.datastore.platform.datasets..",
                                    "city.datastore.platform")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("city.datastore.platform.vault.."));
        }

        @Test
        void only_the_gatekeeper_makes_a_pass() {
            holds(constructors().that().areDeclaredIn(Pass.class).should().bePackagePrivate());
            holds(
                    noClasses()
                            .that()
                            .doNotHaveFullyQualifiedName(Gatekeeper.class.getName())
                            .should()
                            .callConstructorWhere(
                                    com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                            com.tngtech.archunit.core.domain.properties.HasOwner
                                                    .Predicates.With.owner(
                                                    com.tngtech.archunit.core.domain.JavaClass
                                                            .Predicates.equivalentTo(
                                                            Pass.class)))));
        }
    }

    @Nested
    class The_inspection_itself {
        @Test
        void sees_every_module() {
            for (String module : new String[] {"audit", "access", "agreements", "platform"}) {
                assertThat(HOUSE)
                        .anySatisfy(found ->
                                assertThat(found.getPackageName())
                                        .startsWith("city.datastore." + module));
            }
        }

        @Test
        void finds_a_wall_that_is_not_there() {
            ArchRule wrong =
                    noClasses()
                            .that()
                            .resideInAPackage("city.datastore.platform..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(HTTP);
            ArchRule alsoWrong =
                    methods()
                            .that()
                            .areDeclaredIn(Vault.class)
                            .should()
                            .notHaveModifier(JavaModifier.PUBLIC);

            assertThat(wrong.evaluate(HOUSE).hasViolation()).isTrue();
            assertThat(alsoWrong.evaluate(HOUSE).hasViolation()).isTrue();
        }
    }

    private static void holds(ArchRule rule) {
        rule.check(HOUSE);
    }
}
