package city.datastore.platform.datasets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Variations;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.permits.Impact;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.desk.ImpactDesk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Brent shares with GLA, on the platform as it runs. */
class SharingIT {
    private static final AgencyCode BRENT = new AgencyCode("brent");
    private static final AgencyCode GLA = new AgencyCode("gla");
    private static final PurposeCode PURPOSE = new PurposeCode("spend-analysis");
    private static final List<String> SPEND_COLUMNS =
            List.of(
                    "Payment Date",
                    "Vendor Name 2",
                    "Cost Centre Code",
                    "Cost Centre Description",
                    "Subjective Code",
                    "Subjective desctiption",
                    "Amount",
                    "Non Recoverable VAT");

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Workbench bench = new Workbench(platform);
    private final Caller steward = People.steward("brent");
    private final Caller officer = People.officer("gla");

    private DatasetId dataset(List<String> columns) {
        var id = new DatasetId(BRENT, Workbench.freshName());
        var draft = Workbench.draft("brent", id.name());
        bench.datasets()
                .create(
                        steward,
                        new Dataset(
                                id,
                                "Spending",
                                "",
                                draft.classification(),
                                List.of(),
                                columns.stream()
                                        .map(name -> new Dataset.Column(name, "text", "", ""))
                                        .toList(),
                                false,
                                draft.createdAt(),
                                null));
        return id;
    }

    private void upload(DatasetId id, byte[] bytes, String mediaType) {
        bench.datasets()
                .upload(
                        steward,
                        id,
                        new Upload(new ByteArrayInputStream(bytes), mediaType, null, null, null));
    }

    private AgreementRef agreed(DatasetId id, ColumnScope columns) {
        return agreed(new Terms.Scope(id, columns));
    }

    private AgreementRef agreed(Terms.Scope scope) {
        var agreements = platform.bean(Agreements.class);
        var reference =
                agreements.draft(People.lead("brent"), terms(scope)).value().head().reference();
        agreements.propose(People.lead("brent"), reference);
        agreements.approve(People.lead("gla"), reference, "agreed");
        return reference;
    }

    private static Terms terms(Terms.Scope scope) {
        return terms(
                List.of(
                        new Terms.Party(BRENT, "independent_controller", true, false),
                        new Terms.Party(GLA, "independent_controller", false, true)),
                scope);
    }

    private static Terms terms(List<Terms.Party> parties, Terms.Scope scope) {
        var now = Instant.now();
        return new Terms(
                "Spending for city-wide analysis",
                parties,
                List.of(scope),
                List.of(new Terms.Purpose(PURPOSE, "Compare what boroughs spend")),
                Set.of(PermittedAction.READ),
                new Terms.LawfulBasis("6(1)(e)", null, null, List.of("Localism Act 2011 s.1")),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(300)),
                now.plus(Duration.ofDays(200)),
                Particulars.NONE);
    }

    private Grant granted(DatasetId id, AgreementRef reference) {
        var requests = platform.bean(AccessRequests.class);
        var until = Instant.now().plus(Duration.ofDays(30));
        var asked =
                requests.ask(
                        officer,
                        new AccessRequests.Ask(
                                id,
                                reference,
                                PURPOSE,
                                Set.of(PermittedAction.READ),
                                until,
                                "For the comparison of spending"));
        return requests.grant(
                        People.lead("brent"), asked.value().asked().id(), until, null, "granted")
                .value();
    }

    private byte[] read(DatasetId id, AgreementRef reference) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var opened =
                bench.datasets().open(officer, new Reading(id, null, reference, PURPOSE))) {
            opened.transferTo(out);
        }
        return out.toByteArray();
    }

    @Nested
    class An_agreement_that_names_columns {
        @Test
        void gives_the_officer_those_columns_and_no_others() throws IOException {
            var id = dataset(List.of("a", "b", "c"));
            upload(id, "a,b,c\n1,secret,3\n4,\"se\"\"cret\",6\n".getBytes(UTF_8), "text/csv");
            var reference = agreed(id, ColumnScope.only(List.of("a", "c")));
            granted(id, reference);

            assertThat(new String(read(id, reference), UTF_8)).isEqualTo("a,c\n1,3\n4,6\n");
        }

        @Test
        void gives_six_columns_of_the_spending_that_Brent_published() throws IOException {
            Path file = published("council-spend/brent__sep_nov_2023.csv");
            assumeThat(file).as("published data beside the checkout").exists();
            byte[] bytes = Files.readAllBytes(file);
            var id = dataset(SPEND_COLUMNS);
            upload(id, bytes, "text/csv");
            var reference = agreed(id, ColumnScope.only(SPEND_COLUMNS.subList(0, 6)));
            granted(id, reference);

            var lines = new String(read(id, reference), ISO_8859_1).lines().toList();

            assertThat(bench.datasets().see(officer, id).latest())
                    .isNotNull()
                    .extracting(Version::rows)
                    .isEqualTo(17_153L);
            assertThat(lines).hasSize(17_154);
            assertThat(lines.getFirst()).isEqualTo(String.join(",", SPEND_COLUMNS.subList(0, 6)));
            assertThat(bench.read(steward, id, 1)).isEqualTo(bytes);
        }

        @Test
        void releases_nothing_of_a_file_that_cannot_be_cut_to_columns() {
            var id = dataset(List.of("a", "b"));
            upload(id, new byte[] {0, 1, 2, 3}, "application/pdf");
            var reference = agreed(id, ColumnScope.only(List.of("a")));
            granted(id, reference);

            assertThatThrownBy(() -> read(id, reference))
                    .isInstanceOf(DatasetException.NotProjectable.class);
            assertThat(
                            Workbench.lines(
                                    bench.trail(
                                            id,
                                            found ->
                                                    Workbench.lines(found)
                                                            .contains("dataset.release failed"))))
                    .contains("dataset.read allowed");
        }
    }

    @Nested
    class An_agreement_that_protects_what_it_shares {
        private static final Protection PROTECTION =
                new Protection(
                        Map.of("name", Treatment.PSEUDONYMISED, "note", Treatment.MASKED),
                        new RowFilter(
                                List.of(
                                        new RowCondition(
                                                "borough",
                                                RowCondition.Test.EQUALS,
                                                List.of("Brent")))));

        @Test
        void gives_pseudonyms_marks_and_only_the_rows_it_promises_and_the_record_says_so()
                throws IOException {
            var id = dataset(List.of("name", "borough", "note", "age"));
            upload(
                    id,
                    """
                    name,borough,note,age
                    Ann,Brent,canary-note,40
                    canary-cy,Camden,x,41
                    Ann,Brent,,42
                    """
                            .getBytes(UTF_8),
                    "text/csv");
            var reference =
                    agreed(
                            new Terms.Scope(
                                    id,
                                    ColumnScope.only(List.of("name", "note", "age")),
                                    PROTECTION));
            granted(id, reference);

            var lines = new String(read(id, reference), UTF_8).lines().toList();

            assertThat(lines).hasSize(3);
            assertThat(lines.getFirst()).isEqualTo("name,note,age");
            assertThat(lines.get(1)).matches("[A-Z2-7]{26},\\[masked],40");
            assertThat(lines.get(2)).isEqualTo(lines.get(1).replace("40", "42"));
            assertThat(lines.toString()).doesNotContain("Ann").doesNotContain("canary");
            var events =
                    bench.trail(
                            id, found -> Workbench.lines(found).contains("dataset.release done"));
            assertThat(events)
                    .filteredOn(each -> each.event().action().name().matches("dataset.re.*"))
                    .hasSize(2)
                    .allSatisfy(each ->
                            assertThat(each.event().about().details())
                                    .containsEntry("masked", "note")
                                    .containsEntry("pseudonymised", "name")
                                    .containsEntry("rows", "borough is \"Brent\""));
        }

        @Test
        void gives_the_same_pseudonym_in_every_version_and_another_under_another_agreement()
                throws IOException {
            var id = dataset(List.of("name", "age"));
            var scope =
                    new Terms.Scope(
                            id,
                            ColumnScope.only(List.of("name")),
                            new Protection(
                                    Map.of("name", Treatment.PSEUDONYMISED), RowFilter.NONE));
            var one = agreed(scope);
            var two = agreed(scope);
            granted(id, one);
            granted(id, two);
            upload(id, "name,age\nZo\u00eb,1\n".getBytes(UTF_8), "text/csv");
            var first = new String(read(id, one), UTF_8);
            upload(id, "age,name\n1,Zo\u00eb\n2,Bo\n".getBytes(ISO_8859_1), "text/csv");
            var second = new String(read(id, one), UTF_8);
            var other = new String(read(id, two), UTF_8);

            assertThat(first.lines().toList()).hasSize(2);
            assertThat(second).startsWith(first);
            assertThat(other.lines().skip(1))
                    .hasSize(2)
                    .doesNotContainAnyElementsOf(second.lines().skip(1).toList());
        }

        @Test
        void releases_nothing_where_the_file_lacks_the_column_that_rows_are_chosen_by() {
            var id = dataset(List.of());
            upload(id, "name,note,age\nAnn,x,40\n".getBytes(UTF_8), "text/csv");
            var reference = agreed(new Terms.Scope(id, ColumnScope.ALL, PROTECTION));
            granted(id, reference);

            assertThatThrownBy(() -> read(id, reference))
                    .isInstanceOf(DatasetException.NotProjectable.class)
                    .hasMessageContaining("no column called \"borough\"");
            bench.trail(id, found -> Workbench.lines(found).contains("dataset.release failed"));
        }

        @Test
        void releases_nothing_of_a_file_that_is_no_table() {
            var id = dataset(List.of());
            upload(id, new byte[] {0, 1, 2, 3}, "application/pdf");
            var reference = agreed(new Terms.Scope(id, ColumnScope.ALL, PROTECTION));
            granted(id, reference);

            assertThatThrownBy(() -> read(id, reference))
                    .isInstanceOf(DatasetException.NotProjectable.class);
        }

        @Test
        void does_the_same_to_json_lines() throws IOException {
            var id = dataset(List.of());
            upload(
                    id,
                    """
                    {"name":"Ann","borough":"Brent","note":{"x":1}}
                    {"name":"Cy","borough":"Camden"}
                    """
                            .getBytes(UTF_8),
                    "application/x-ndjson");
            var reference =
                    agreed(
                            new Terms.Scope(
                                    id, ColumnScope.only(List.of("name", "note")), PROTECTION));
            granted(id, reference);

            assertThat(new String(read(id, reference), UTF_8))
                    .matches("\\{\"name\":\"[A-Z2-7]{26}\",\"note\":\"\\[masked]\"}\n");
            assertThat(bench.datasets().see(officer, id).latest())
                    .isNotNull()
                    .extracting(Version::columns)
                    .isEqualTo(List.of("name", "borough", "note"));
        }

        @Test
        void gives_of_the_spending_that_Brent_published_exactly_the_rows_of_one_vendor()
                throws IOException {
            Path file = published("council-spend/brent__sep_nov_2023.csv");
            assumeThat(file).as("published data beside the checkout").exists();
            byte[] bytes = Files.readAllBytes(file);
            var id = dataset(SPEND_COLUMNS);
            upload(id, bytes, "text/csv");
            var vendor =
                    new RowCondition(
                            "Vendor Name 2", RowCondition.Test.EQUALS, List.of("TKE UK Ltd"));
            var reference =
                    agreed(
                            new Terms.Scope(
                                    id,
                                    ColumnScope.only(List.of("Payment Date")),
                                    new Protection(Map.of(), new RowFilter(List.of(vendor)))));
            granted(id, reference);
            long expected =
                    new String(bytes, ISO_8859_1)
                            .lines()
                            .filter(line -> line.split(",", 3).length > 2)
                            .filter(line -> line.split(",", 3)[1].strip().equals("TKE UK Ltd"))
                            .count();

            assertThat(expected).isPositive();
            assertThat(new String(read(id, reference), ISO_8859_1).lines())
                    .hasSize((int) expected + 1);
        }
    }

    @Nested
    class A_grant_that_is_revoked {
        @Test
        void ends_the_download_under_way_and_refuses_the_next() {
            var id = dataset(List.of());
            byte[] large = new byte[24 << 20];
            upload(id, large, "application/octet-stream");
            var reference = agreed(id, ColumnScope.ALL);
            var grant = granted(id, reference);
            var sink =
                    new Stopping(() ->
                            platform.bean(AccessRequests.class)
                                    .revoke(
                                            People.lead("brent"),
                                            grant.held().id(),
                                            "no longer needed"));

            try (var opened =
                    bench.datasets().open(officer, new Reading(id, 1, reference, PURPOSE))) {
                assertThat(opened.wholeFile()).isTrue();
                assertThatThrownBy(() -> opened.transferTo(sink))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(sink.written).isLessThan(large.length);
            assertThatThrownBy(() -> read(id, reference)).isInstanceOf(RefusedException.class);
            var ended =
                    bench.trail(
                            id, found -> Workbench.lines(found).contains("dataset.release failed"));
            assertThat(ended)
                    .filteredOn(stored -> stored.event().action().name().equals("dataset.release"))
                    .singleElement()
                    .satisfies(stored ->
                            assertThat(stored.event().outcome().reasons())
                                    .extracting(reason -> reason.code())
                                    .containsExactly("cut-off"));
        }
    }

    @Nested
    class An_agreement_of_which_a_version_that_shows_less_takes_effect {
        private @Nullable Impact foreseen;

        @Test
        void ends_the_download_under_way_that_it_was_foreseen_to_and_gives_less_the_next_time()
                throws IOException {
            var id = dataset(List.of("a", "b"));
            byte[] large = ("a,b\n" + "1,2\n".repeat(6 << 20)).getBytes(UTF_8);
            upload(id, large, "text/csv");
            var reference = agreed(id, ColumnScope.ALL);
            granted(id, reference);
            var sink = new Stopping(() -> vary(id, reference));

            try (var opened =
                    bench.datasets().open(officer, new Reading(id, 1, reference, PURPOSE))) {
                assertThatThrownBy(() -> opened.transferTo(sink))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(sink.written).isLessThan(large.length);
            assertThat(new String(read(id, reference), UTF_8)).startsWith("a\n1\n");
            assertThat(foreseen)
                    .extracting(Impact::grants)
                    .isEqualTo(List.of(new Impact.Touched(GLA, id, 0, 1, 1)));
            Workbench.await(() -> underWay(reference), Map::isEmpty);
        }

        private Map<GrantId, Integer> underWay(AgreementRef reference) {
            return platform.bean(ReleasesUnderWay.class).under(reference);
        }

        private void vary(DatasetId id, AgreementRef reference) {
            var variations = platform.bean(Variations.class);
            var brent = People.lead("brent");
            long revision = variations.begin(brent, reference).value().head().revision();
            var less = new Terms.Scope(id, ColumnScope.only(List.of("a")));
            variations.edit(brent, reference, revision, terms(less));
            variations.propose(brent, reference);
            Workbench.await(() -> underWay(reference), under -> !under.isEmpty());
            var varied = variations.see(brent, reference).value().orElseThrow();
            foreseen = platform.bean(ImpactDesk.class).of(varied);
            variations.approve(People.lead("gla"), reference, "less will do");
        }
    }

    @Nested
    class An_agreement_of_every_borough_and_their_partners {
        @Test
        void is_in_force_for_each_from_its_own_signature() {
            var id = dataset(List.of("a"));
            var others =
                    platform.bean(Agencies.class).all().stream()
                            .filter(agency -> !agency.code().equals(Agency.OVERSIGHT))
                            .map(Agency::code)
                            .filter(code -> !code.equals(BRENT))
                            .toList();
            assertThat(others).hasSizeGreaterThanOrEqualTo(33 + 5 - 1);
            var reference = proposed(new Terms.Scope(id, ColumnScope.ALL), others);

            for (int signed = 1; signed <= others.size(); signed++) {
                var lead = People.lead(others.get(signed - 1).value());
                platform.bean(Agreements.class).approve(lead, reference, "");
                var permit = platform.bean(PermitSource.class).permit(reference).orElseThrow();
                assertThat(permit.receivers())
                        .containsExactlyInAnyOrderElementsOf(others.subList(0, signed));
                assertThat(permit.absent().keySet())
                        .containsExactlyInAnyOrderElementsOf(others.subList(signed, others.size()));
            }
        }

        private AgreementRef proposed(Terms.Scope scope, List<AgencyCode> receivers) {
            var parties = new ArrayList<Terms.Party>();
            parties.add(new Terms.Party(BRENT, "independent_controller", true, false));
            receivers.forEach(each ->
                    parties.add(new Terms.Party(each, "independent_controller", false, true)));
            var agreements = platform.bean(Agreements.class);
            var lead = People.lead("brent");
            var reference =
                    agreements.draft(lead, terms(parties, scope)).value().head().reference();
            agreements.propose(lead, reference);
            return reference;
        }
    }

    @Nested
    class Somebody_who_left {
        @Test
        void reads_nothing_by_the_grant_that_they_still_hold() throws IOException {
            var id = dataset(List.of("a"));
            upload(id, "a\n1\n".getBytes(UTF_8), "text/csv");
            var reference = agreed(id, ColumnScope.ALL);
            granted(id, reference);
            assertThat(read(id, reference)).isNotEmpty();

            refused(id, reference, left(new AgencyCode("mps"), officer.roles()));
            refused(id, reference, left(null, officer.roles()));
            refused(id, reference, left(officer.agency(), Set.of()));
        }

        /** The same person, as their token would name them since. */
        private Caller left(@Nullable AgencyCode agency, Set<Role> roles) {
            return new Caller(
                    officer.person(),
                    officer.username(),
                    agency,
                    roles,
                    officer.stepUp(),
                    officer.request());
        }

        private void refused(DatasetId id, AgreementRef reference, Caller caller) {
            assertThatThrownBy(() ->
                            bench.datasets().open(caller, new Reading(id, 1, reference, PURPOSE)))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Nested
    class A_grant_that_is_revoked_between_the_decision_and_the_first_byte {
        @Test
        void releases_nothing() {
            var id = dataset(List.of());
            upload(id, new byte[1 << 20], "application/octet-stream");
            var reference = agreed(id, ColumnScope.ALL);
            var grant = granted(id, reference);
            var out = new ByteArrayOutputStream();

            try (var opened =
                    bench.datasets().open(officer, new Reading(id, 1, reference, PURPOSE))) {
                platform.bean(AccessRequests.class)
                        .revoke(People.lead("brent"), grant.held().id(), "no longer needed");
                assertThatThrownBy(() -> opened.transferTo(out))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(out.size()).isZero();
        }
    }

    @Nested
    class An_owner_who_freezes_the_dataset {
        @Test
        void ends_the_download_under_way_and_refuses_the_next_also_to_its_own_steward() {
            var id = dataset(List.of());
            byte[] large = new byte[24 << 20];
            upload(id, large, "application/octet-stream");
            var reference = agreed(id, ColumnScope.ALL);
            granted(id, reference);
            var freeze =
                    new ProhibitionAsk(
                            Prohibition.Kind.FREEZE, id, null, null, "An inquiry has begun.");
            var sink =
                    new Stopping(() ->
                            platform.bean(Prohibitions.class).set(People.lead("brent"), freeze));

            try (var opened =
                    bench.datasets().open(officer, new Reading(id, 1, reference, PURPOSE))) {
                assertThatThrownBy(() -> opened.transferTo(sink))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(sink.written).isLessThan(large.length);
            assertThatThrownBy(() -> read(id, reference))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("frozen");
            assertThatThrownBy(() -> bench.read(steward, id, 1))
                    .isInstanceOf(RefusedException.class);
        }
    }

    private static Path published(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("shared/data"))) {
            folder = folder.getParent();
        }
        return folder == null ? Path.of("absent") : folder.resolve("shared/data").resolve(name);
    }

    /**
     * Has reading stopped when the first bytes have gone out, and takes no more of them before the
     * download is due to be asked about again.
     */
    private static final class Stopping extends OutputStream {
        private final Runnable stop;
        private long written;

        Stopping(Runnable stop) {
            this.stop = stop;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            if (written == 0) {
                stop.run();
                await(WatchedStream.MAX_TIME_UNASKED);
            }
            written += length;
        }

        private static void await(Duration time) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < time.toNanos()) {
                LockSupport.parkNanos(time.toNanos());
            }
        }
    }
}
