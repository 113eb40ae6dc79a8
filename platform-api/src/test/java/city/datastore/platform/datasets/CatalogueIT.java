package city.datastore.platform.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.agreements.DatasetKnowledge;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CatalogueIT {
    private final Workbench bench = new Workbench(RunningPlatform.shared());
    private final Caller steward = People.steward("camden");

    private static Dataset titled(String title, List<String> topics, List<Dataset.Column> columns) {
        return new Dataset(
                new DatasetId(new AgencyCode("camden"), Workbench.freshName()),
                title,
                "",
                Classification.OFFICIAL,
                topics,
                columns,
                false,
                Instant.EPOCH,
                null);
    }

    private List<DatasetId> found(Caller caller, DatasetQuery query) {
        return bench.datasets().find(caller, query, PageRequest.first()).items().stream()
                .map(Dataset::id)
                .toList();
    }

    private static DatasetQuery text(String text) {
        return new DatasetQuery(text, null, null, null);
    }

    @Nested
    class A_new_dataset {
        @Test
        void is_seen_by_everybody_as_it_was_filled_in() {
            var draft = Workbench.draft("camden", Workbench.freshName());
            bench.datasets().create(steward, draft);

            var seen = bench.datasets().see(People.officer("gla"), draft.id());

            assertThat(seen)
                    .usingRecursiveComparison()
                    .ignoringFields("createdAt")
                    .isEqualTo(draft);
        }

        @Test
        void cannot_have_the_name_of_another_one_of_its_agency() {
            var draft = Workbench.draft("camden", Workbench.freshName());
            bench.datasets().create(steward, draft);

            assertThatThrownBy(() -> bench.datasets().create(steward, draft))
                    .isInstanceOf(DatasetException.NameTaken.class)
                    .hasMessageContaining(draft.id().name());
        }

        @Test
        void cannot_be_made_for_another_agency() {
            var draft = Workbench.draft("brent", Workbench.freshName());

            assertThatThrownBy(() -> bench.datasets().create(steward, draft))
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> bench.datasets().see(steward, draft.id()))
                    .isInstanceOf(DatasetException.NotFound.class);
        }

        @Test
        void cannot_have_fields_beyond_their_rules() {
            var column = new Dataset.Column("a", "text", "", "non_personal");

            assertBadField(titled("t".repeat(201), List.of(), List.of()), "title");
            assertBadField(titled(" ", List.of(), List.of()), "title");
            assertBadField(titled("t", Collections.nCopies(21, "x"), List.of()), "topics");
            assertBadField(titled("t", List.of("x".repeat(51)), List.of()), "topics[0]");
            assertBadField(titled("t", List.of(), List.of(column, column)), "columns[1].name");
            var stray = new Dataset.Column("uprn ", "text", "", "");
            assertBadField(titled("t", List.of(), List.of(column, stray)), "columns[1].name");
            assertBadField(titled("t", List.of(), Collections.nCopies(2001, column)), "columns");
        }

        private void assertBadField(Dataset draft, String field) {
            assertThatThrownBy(() -> bench.datasets().create(steward, draft))
                    .isInstanceOfSatisfying(
                            DatasetException.BadField.class,
                            bad -> assertThat(bad.field()).isEqualTo(field));
        }

        @Test
        void is_known_to_agreements_by_its_columns() {
            var id = bench.created(steward);
            var known = RunningPlatform.shared().bean(DatasetKnowledge.class).of(steward, Set.of());

            assertThat(known.columns(id)).hasValue(List.of("uprn"));
            assertThat(known.columns(new DatasetId(id.agency(), "nothing"))).isEmpty();
        }
    }

    @Nested
    class A_search {
        @Test
        void finds_by_the_beginning_of_a_word_in_title_topic_or_column() {
            String word = Workbench.freshName();
            var inTitle = titled("About " + word + "s", List.of(), List.of());
            var inColumn =
                    titled(
                            "Other",
                            List.of(),
                            List.of(new Dataset.Column(word, "text", "", "non_personal")));
            bench.datasets().create(steward, inColumn);
            bench.datasets().create(steward, inTitle);

            assertThat(found(steward, text(word.substring(0, 8))))
                    .containsExactly(inTitle.id(), inColumn.id());
        }

        @Test
        void takes_the_signs_of_a_query_language_for_what_they_are() {
            assertThat(found(steward, text("zzz' & ! ( | :* \\ \"quoted\" -- zzz"))).isEmpty();
        }

        @Test
        void gives_every_dataset_once_page_by_page() {
            String topic = Workbench.freshName();
            var made = new ArrayList<DatasetId>();
            for (int count = 0; count < 5; count++) {
                made.add(
                        bench.datasets()
                                .create(steward, titled("T", List.of(topic), List.of()))
                                .value()
                                .id());
            }
            var seen = new ArrayList<DatasetId>();
            var query = new DatasetQuery(null, null, null, topic);
            String cursor = null;
            do {
                var page = bench.datasets().find(steward, query, new PageRequest(2, cursor));
                page.items().forEach(dataset -> seen.add(dataset.id()));
                cursor = page.next();
            } while (cursor != null);

            Collections.sort(made);
            assertThat(seen).isEqualTo(made);
        }

        @Test
        void ends_a_page_early_where_datasets_say_very_much_of_themselves() {
            String topic = Workbench.freshName();
            var columns =
                    IntStream.range(0, 600)
                            .mapToObj(at ->
                                    new Dataset.Column("c" + at, "text", "d".repeat(1_000), ""))
                            .toList();
            for (int count = 0; count < 3; count++) {
                bench.datasets().create(steward, titled("T", List.of(topic), columns));
            }
            var query = new DatasetQuery(null, null, null, topic);

            var first = bench.datasets().find(steward, query, new PageRequest(200, null));
            var second = bench.datasets().find(steward, query, new PageRequest(200, first.next()));

            assertThat(first.items()).hasSize(2);
            assertThat(second.items()).hasSize(1);
            assertThat(second.next()).isNull();
        }

        @Test
        void gives_the_newest_version_with_each() {
            var id = bench.created(steward);
            bench.store(steward, id, new byte[] {1});
            bench.store(steward, id, new byte[] {1, 2});

            var page = bench.datasets().find(steward, text(id.name()), PageRequest.first()).items();

            assertThat(page).hasSize(1);
            assertThat(page.getFirst().latest())
                    .isNotNull()
                    .extracting(latest -> latest.id().number())
                    .isEqualTo(2);
        }
    }

    @Nested
    class Versions_in_a_list {
        private final Statistics read =
                RunningPlatform.shared()
                        .bean(EntityManagerFactory.class)
                        .unwrap(SessionFactory.class)
                        .getStatistics();

        @Test
        void come_without_what_only_one_of_them_is_asked_for() {
            var id = bench.created(steward);
            for (int count = 0; count < 3; count++) {
                bench.store(steward, id, "uprn,ward\n1,2\n".getBytes(UTF_8));
            }

            long listed =
                    wholeRowsRead(() -> {
                        bench.datasets().versions(steward, id, PageRequest.first());
                        bench.datasets().see(steward, id);
                        bench.datasets().find(steward, text(id.name()), PageRequest.first());
                    });
            long one =
                    wholeRowsRead(() ->
                            assertThat(bench.datasets().version(steward, id, 1).columns())
                                    .containsExactly("uprn", "ward"));

            assertThat(listed).isZero();
            assertThat(one).isEqualTo(1);
        }

        private long wholeRowsRead(Runnable what) {
            read.setStatisticsEnabled(true);
            try {
                read.clear();
                what.run();
                return read.getEntityStatistics(VersionRow.class.getName()).getLoadCount();
            } finally {
                read.setStatisticsEnabled(false);
            }
        }
    }

    @Nested
    class A_hidden_dataset {
        @Test
        void is_as_absent_as_one_that_is_not_there_for_other_agencies() {
            var hidden = Workbench.hidden(Workbench.draft("camden", Workbench.freshName()));
            bench.datasets().create(steward, hidden);
            var stranger = People.officer("gla");

            assertThatThrownBy(() -> bench.datasets().see(stranger, hidden.id()))
                    .isInstanceOf(DatasetException.NotFound.class);
            assertThatThrownBy(() ->
                            bench.datasets().versions(stranger, hidden.id(), PageRequest.first()))
                    .isInstanceOf(DatasetException.NotFound.class);
            assertThatThrownBy(() -> bench.read(stranger, hidden.id(), null))
                    .isInstanceOf(DatasetException.NotFound.class);
            assertThat(found(stranger, text(hidden.id().name()))).isEmpty();
        }

        @Test
        void is_not_named_to_them_and_nothing_of_that_is_on_the_record() {
            var hidden = Workbench.hidden(Workbench.draft("camden", Workbench.freshName()));
            bench.datasets().create(steward, hidden);
            var absent = Workbench.draft("camden", Workbench.freshName());

            var stranger = People.officer("gla");
            String looked = "dataset.see-hidden refused";

            assertThat(bench.datasets().title(steward, hidden.id())).contains(hidden.title());
            assertThat(bench.datasets().title(steward, absent.id())).isEmpty();
            assertThat(bench.datasets().title(stranger, hidden.id())).isEmpty();

            // unlike looking for it
            assertThatThrownBy(() -> bench.datasets().see(stranger, hidden.id()))
                    .isInstanceOf(DatasetException.NotFound.class);
            var recorded =
                    bench.trail(hidden.id(), events -> Workbench.lines(events).contains(looked));
            assertThat(Workbench.lines(recorded)).containsOnlyOnce(looked);
        }

        @Test
        void is_seen_by_its_own_agency() {
            var hidden = Workbench.hidden(Workbench.draft("camden", Workbench.freshName()));
            bench.datasets().create(steward, hidden);

            assertThat(bench.datasets().see(steward, hidden.id()).hidden()).isTrue();
            assertThat(found(steward, text(hidden.id().name()))).containsExactly(hidden.id());
        }
    }
}
