package city.datastore.platform.subjects;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.DatasetKnowledge;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.trail.Trail;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.datasets.Classification;
import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.datasets.Reading;
import city.datastore.platform.datasets.Upload;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Datasets about people, who reads them, and the use cases with limits of a test's own. */
final class SubjectsRoom {
    static final String KIND = "nhs_number";
    static final Caller AUDITOR =
            new Caller(
                    new PersonId("test-city-auditor"),
                    "city.auditor",
                    Agency.OVERSIGHT,
                    Set.of(Role.AUDITOR),
                    true,
                    new RequestId("test"));

    private final RunningPlatform platform = RunningPlatform.shared();

    /** Somebody whom no other test knows. */
    static String somebody() {
        return Long.toString(
                ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_999_999_999L));
    }

    Subjects subjects(int maxCopied) {
        return subjects(maxCopied, Subjects.MAX_VERSIONS);
    }

    Subjects subjects(int maxCopied, int maxVersions) {
        return new Subjects(
                platform.bean(Gatekeeper.class),
                platform.bean(SubjectIndex.class),
                platform.bean(SubjectHasher.class),
                platform.bean(Withholdings.class),
                platform.bean(Trail.class),
                platform.bean(DatasetKnowledge.class),
                platform.bean(Outbox.class),
                transactions(),
                platform.bean(Clock.class),
                maxCopied,
                maxVersions);
    }

    Withholdings withholdings(int maxStanding) {
        return new Withholdings(
                platform.bean(Gatekeeper.class),
                platform.bean(DataSource.class),
                transactions(),
                platform.bean(Outbox.class),
                platform.bean(Clock.class),
                maxStanding);
    }

    WithholdingRows rows(int maxListed) {
        return new WithholdingRows(JdbcClient.create(platform.bean(DataSource.class)), maxListed);
    }

    private TransactionTemplate transactions() {
        return new TransactionTemplate(platform.bean(PlatformTransactionManager.class));
    }

    /** A dataset of that agency with a version for each of these people. */
    DatasetId dataset(String agency, String... people) {
        var id =
                new DatasetId(
                        new AgencyCode(agency),
                        "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12));
        var steward = People.steward(agency);
        var datasets = platform.bean(Datasets.class);
        datasets.create(
                steward,
                new Dataset(
                        id,
                        "Patients",
                        "Made by a test.",
                        Classification.OFFICIAL,
                        List.of("health"),
                        List.of(),
                        false,
                        Instant.EPOCH,
                        null));
        subjects(1).declare(steward, id, Map.of("nhs", KIND));
        for (String person : people) {
            upload(id, "nhs,name\r\n" + person + ",Ann\r\n");
        }
        return id;
    }

    /** A version of which nobody knows whether it holds somebody: it lacks the declared column. */
    VersionId unsure(DatasetId dataset) {
        return upload(dataset, "name\r\nAnn\r\n");
    }

    private VersionId upload(DatasetId id, String file) {
        var bytes = new ByteArrayInputStream(file.getBytes(UTF_8));
        return platform.bean(Datasets.class)
                .upload(
                        People.steward(id.agency().value()),
                        id,
                        new Upload(bytes, "text/csv", null, null, null))
                .value()
                .id();
    }

    /** Lets the owner's steward in so many times, until the record has it. */
    void read(DatasetId dataset, int version, int times) throws Exception {
        var steward = People.steward(dataset.agency().value());
        List<EventId> let = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            try (var opened =
                    platform.bean(Datasets.class)
                            .open(steward, new Reading(dataset, version, null, null))) {
                let.add(opened.pass().event());
            }
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> platform.bean(Trail.class).holds(let.getLast()));
    }
}
