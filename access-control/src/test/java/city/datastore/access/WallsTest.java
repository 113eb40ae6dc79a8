package city.datastore.access;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.gate.RefusedException;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walls of the rights room. */
class WallsTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("city.datastore");

    private static final ArchRule PURE =
            noClasses()
                    .that()
                    .resideInAnyPackage("city.datastore.access.policy")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "jakarta..",
                            "java.sql..",
                            "java.net..",
                            "java.io..",
                            "java.nio..",
                            "org.slf4j..",
                            "city.datastore.audit.pipeline..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.time.Clock");

    @Nested
    class The_policy {
        @Test
        void is_pure() {
            PURE.check(HOUSE);
        }

        @Test
        void would_be_found_out_if_it_asked_a_clock() {
            var clocked =
                    noClasses()
                            .that()
                            .resideInAPackage("city.datastore.access.gate")
                            .should()
                            .dependOnClassesThat()
                            .haveFullyQualifiedName("java.time.Clock");

            assertThatThrownBy(() -> clocked.check(HOUSE)).isInstanceOf(AssertionError.class);
        }
    }

    @Nested
    class The_room {
        @Test
        void knows_nothing_of_agreements_and_things() {
            noClasses()
                    .that()
                    .resideInAPackage("city.datastore.access..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("city.datastore.agreements..", "city.datastore.platform..")
                    .check(HOUSE);
        }

        @Test
        void speaks_no_http_to_people() {
            noClasses()
                    .that()
                    .resideInAPackage("city.datastore.access..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework.web.bind..",
                            "org.springframework.web.servlet..",
                            "jakarta.servlet..")
                    .check(HOUSE);
        }

        @Test
        void has_no_circles() {
            slices().matching("city.datastore.access.(*)..").should().beFreeOfCycles().check(HOUSE);
        }

        @Test
        void keeps_its_rows_to_itself() {
            classes()
                    .that()
                    .resideInAPackage("city.datastore.access..")
                    .and()
                    .haveSimpleNameEndingWith("Row")
                    .or()
                    .haveSimpleNameEndingWith("Rows")
                    .should()
                    .notBePublic()
                    .allowEmptyShould(true)
                    .check(HOUSE);
        }
    }

    @Nested
    class A_pass {
        @Test
        void is_made_by_the_gatekeeper_alone() {
            for (var made : List.of(Pass.class, RefusedException.class)) {
                noClasses()
                        .that()
                        .doNotBelongToAnyOf(Gatekeeper.class)
                        .should()
                        .callConstructor(made, parameters(made))
                        .check(HOUSE);
            }
        }

        @Test
        void has_no_constructor_that_another_package_could_call() {
            constructors()
                    .that()
                    .areDeclaredIn(Pass.class)
                    .should()
                    .bePackagePrivate()
                    .check(HOUSE);
            assertThat(HOUSE.get(Pass.class).getModifiers()).contains(JavaModifier.FINAL);
        }

        @Test
        void does_not_compile_when_forged_from_another_package(@TempDir Path output) {
            var forged = compile(output, "new Pass(null, null, null)");

            assertThat(forged).anyMatch(message -> message.contains("is not public in"));
        }

        @Test
        void would_be_found_out_if_the_compiler_let_anything_through(@TempDir Path output) {
            assertThat(compile(output, "null")).isEmpty();
        }

        private static Class<?>[] parameters(Class<?> type) {
            return HOUSE
                    .get(type)
                    .getConstructors()
                    .iterator()
                    .next()
                    .getRawParameterTypes()
                    .stream()
                    .map(parameter -> parameter.reflect())
                    .toArray(Class<?>[]::new);
        }

        private static List<String> compile(Path output, String expression) {
            var source =
                    "package elsewhere; import city.datastore.access.gate.Pass;"
                            + " class Forger { Pass pass = %s; }".formatted(expression);
            var file =
                    new SimpleJavaFileObject(
                            URI.create("string:///elsewhere/Forger.java"),
                            JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    };
            var found = new DiagnosticCollector<JavaFileObject>();
            var classes = Path.of("target", "classes").toAbsolutePath();
            var names = Path.of("..", "audit", "target", "classes").toAbsolutePath();
            ToolProvider.getSystemJavaCompiler()
                    .getTask(
                            null,
                            null,
                            found,
                            List.of(
                                    "-proc:none",
                                    "-d",
                                    output.toString(),
                                    "-classpath",
                                    classes
                                            + java.io.File.pathSeparator
                                            + names
                                            + java.io.File.pathSeparator
                                            + System.getProperty("java.class.path")),
                            null,
                            List.of(file))
                    .call();
            return found.getDiagnostics().stream()
                    .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                    .map(each -> each.getMessage(Locale.ROOT))
                    .toList();
        }
    }
}
