package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.datasets.DatasetQuery;
import city.datastore.platform.datasets.Datasets;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a data steward looks after: the datasets of their agency. */
@Component
class StewardTasks {
    private static final PageRequest SOME = new PageRequest(20, null);

    private final Datasets datasets;
    private final Show show;
    private final Words words;

    StewardTasks(Datasets datasets, Show show, Words words) {
        this.datasets = datasets;
        this.show = show;
        this.words = words;
    }

    List<Task.Group> of(Caller steward) {
        var agency = steward.agency();
        if (agency == null) {
            return List.of();
        }
        var ours =
                datasets
                        .find(steward, new DatasetQuery(null, agency, null, null), SOME)
                        .items()
                        .stream()
                        .map(this::task)
                        .toList();
        return List.of(new Task.Group("home.datasets", ours, "/datasets?agency=" + agency));
    }

    private Task task(Dataset dataset) {
        var latest = dataset.latest();
        return new Task(
                dataset.title(),
                "/datasets/" + dataset.id(),
                dataset.id().toString(),
                latest == null
                        ? words.say("home.no-version")
                        : words.say(
                                "home.version",
                                latest.id().number(),
                                show.shortDate(latest.storedAt())),
                latest == null ? "yellow" : "grey");
    }
}
