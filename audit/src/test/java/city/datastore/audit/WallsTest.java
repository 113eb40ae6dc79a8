package city.datastore.audit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class WallsTest {
    private static final JavaClasses ROOM =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("city.datastore.audit");

    private static ArchRule pure(String room, String... mayKnow) {
        String[] allowed = new String[mayKnow.length + 3];
        System.arraycopy(mayKnow, 0, allowed, 0, mayKnow.length);
        allowed[mayKnow.length] = room;
        allowed[mayKnow.length + 1] = "java..";
        allowed[mayKnow.length + 2] = "org.jspecify..";
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed));
    }

    @Test
    void names_know_nothing_but_the_JDK() {
        pure("city.datastore.audit.names..").check(ROOM);
    }

    @Test
    void events_know_names_and_nothing_else() {
        pure("city.datastore.audit.event..", "city.datastore.audit.names..").check(ROOM);
    }

    @Test
    void pages_of_a_list_know_nothing_but_the_JDK() {
        pure("city.datastore.audit.paging..").check(ROOM);
    }

    @Test
    void the_calendar_knows_nothing_but_the_JDK() {
        pure("city.datastore.audit.calendar..").check(ROOM);
    }

    @Test
    void the_tree_knows_nothing_but_the_JDK() {
        pure("city.datastore.audit.merkle..").check(ROOM);
    }

    @Test
    void the_formats_of_the_log_know_the_tree_and_cryptography_and_nothing_else() {
        pure(
                        "city.datastore.audit.log..",
                        "city.datastore.audit.merkle..",
                        "javax.crypto..",
                        "org.bouncycastle..")
                .check(ROOM);
    }

    @Test
    void the_second_opinion_shares_only_the_tree_and_the_events_with_what_it_checks() {
        pure(
                        "city.datastore.audit.verify..",
                        "city.datastore.audit.merkle..",
                        "city.datastore.audit.event..",
                        "city.datastore.audit.names..",
                        "javax.net..",
                        "org.apache.kafka..",
                        "org.postgresql..")
                .check(ROOM);
    }

    @Test
    void a_receipt_is_checked_with_nothing_but_the_JDK_the_tree_and_the_form_of_an_event() {
        pure(
                        "city.datastore.audit.verify.receipt..",
                        "city.datastore.audit.merkle..",
                        "city.datastore.audit.event..")
                .check(ROOM);
    }

    @Test
    void a_pack_is_checked_with_nothing_but_the_JDK_and_what_a_receipt_is_checked_with() {
        pure(
                        "city.datastore.audit.verify.evidence..",
                        "city.datastore.audit.verify.receipt..",
                        "city.datastore.audit.merkle..",
                        "city.datastore.audit.event..")
                .check(ROOM);
    }

    @Test
    void a_room_that_is_not_pure_is_found_out() {
        assertThat(pure("city.datastore.audit.pipeline..").evaluate(ROOM).hasViolation()).isTrue();
    }

    @Test
    void nothing_knows_that_the_modules_to_the_left_exist() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "city.datastore.access..",
                        "city.datastore.agreements..",
                        "city.datastore.platform..")
                .check(ROOM);
    }

    @Test
    void reading_the_record_and_carrying_events_to_it_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage("city.datastore.audit.trail..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("city.datastore.audit.pipeline..")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(ROOM);
    }

    @Test
    void rooms_do_not_go_round_in_circles() {
        slices().matching("city.datastore.audit.(*)..").should().beFreeOfCycles().check(ROOM);
    }
}
