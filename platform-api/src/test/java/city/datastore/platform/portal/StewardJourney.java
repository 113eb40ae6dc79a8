package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data steward's work: publish and upload; in a real browser on real servers. */
class StewardJourney {

    @Test
    void a_steward_publishes_a_dataset_and_uploads_a_version(@TempDir Path folder)
            throws IOException {
        try (var chromium = Chromium.start()) {
            var file = Files.writeString(folder.resolve("spend.csv"), Sharing.CSV);
            var empty = Files.writeString(folder.resolve("empty.csv"), "");
            var steward = Person.at(chromium, RunningPlatform.shared());

            steward.signsIn("brent.steward")
                    .presses("Publish a dataset")
                    .presses("Publish")
                    .seesError("title", "Enter a title")
                    .seesError("classification", "Choose a classification")
                    .isToldThatTheFormHasFaults()
                    .fills("title", "Spending of the journey")
                    .fills("name", "Steward Spend")
                    .fills("description", "Every payment of more than £500.")
                    .ticks("classification")
                    .fills("columns", "Supplier Name\nAmount | number\nInternal Note")
                    .presses("Publish")
                    .fills("name", "steward-spend")
                    .presses("Publish")
                    .sees("Spending of the journey is in the catalogue.")
                    .follows("Columns that identify people")
                    .selects("kind-0", "name_and_birth_date")
                    .pictures("steward-identifiers")
                    .presses("Save")
                    .sees("The columns that identify people are saved.")
                    .presses("Upload a new version")
                    .presses("Upload")
                    .seesError("file", "Choose a file")
                    .chooses("file", empty)
                    .presses("Upload")
                    .seesError("file", "The file is empty. Choose a file with data in it.")
                    .isToldThatTheFormHasFaults()
                    .chooses("file", file)
                    .presses("Upload")
                    .sees("Version 1 is stored, encrypted.")
                    .sees("by brent.steward");
            var copy = steward.downloads("Download the newest version");
            assertThat(Files.readString(copy.path())).isEqualTo(Sharing.CSV);
        }
    }
}
