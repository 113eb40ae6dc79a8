package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.platform.RunningPlatform;
import city.datastore.stack.PostgresServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ContentIT {
    private final Stage stage = new Stage(RunningPlatform.shared());

    private static String digest(byte[] bytes) throws Exception {
        return Digest.field(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Nested
    class A_whole_file {
        private final String dataset = stage.dataset("brent");
        private final String path = "/datasets/" + dataset + "/versions/latest/content";
        private final Calls steward = stage.as("brent.steward");

        @Test
        void comes_with_its_length_digest_type_and_a_safe_name() throws Exception {
            var got = steward.get(path).is(200).isRecorded();

            assertThat(got.bytes()).isEqualTo(Stage.FILE);
            assertThat(got.header("Content-Length")).isEqualTo("" + Stage.FILE.length);
            assertThat(got.header("Content-Digest")).isEqualTo(digest(Stage.FILE));
            assertThat(got.header("Repr-Digest")).isEqualTo(digest(Stage.FILE));
            assertThat(got.header("Content-Type")).startsWith("text/csv");
            assertThat(got.header("Content-Disposition"))
                    .isEqualTo("attachment; filename=\"" + dataset.replace('/', '-') + "-v1.csv\"");
            assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(got.header("Cache-Control")).contains("no-store");
        }

        @Test
        void can_be_asked_about_without_its_bytes() throws Exception {
            var got = steward.head(path).is(200).isRecorded();

            assertThat(got.header("Content-Length")).isEqualTo("" + Stage.FILE.length);
            assertThat(got.header("Content-Digest")).isEqualTo(digest(Stage.FILE));
        }

        @Test
        void is_given_in_part_to_those_who_ask_for_a_range() {
            var got = steward.header("Range", "bytes=3-6").get(path).is(206).isRecorded();

            assertThat(got.bytes()).isEqualTo(Arrays.copyOfRange(Stage.FILE, 3, 7));
            assertThat(got.header("Content-Range")).isEqualTo("bytes 3-6/" + Stage.FILE.length);
        }

        @Test
        void is_given_in_part_only_if_it_is_still_the_same_file() {
            String tag = steward.head(path).header("ETag");

            steward.header("Range", "bytes=3-6").header("If-Range", tag).get(path).is(206);
            steward.header("Range", "bytes=3-6").header("If-Range", "\"x\"").get(path).is(200);
        }

        @Test
        void is_not_sent_again_to_those_who_have_it() {
            String tag = steward.head(path).header("ETag");

            for (var had : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
                var got = steward.header("If-None-Match", had).get(path).is(304).isRecorded();
                assertThat(got.header("ETag")).isEqualTo(tag);
            }
            steward.header("If-None-Match", "\"x\"").get(path).is(200);
        }

        @Test
        void is_not_taken_for_another_one_by_those_who_go_on_with_a_file() {
            String tag = steward.head(path).header("ETag");

            var rest = steward.header("Range", "bytes=3-6");
            rest.header("If-Match", "\"x\", " + tag).get(path).is(206);
            rest.header("If-Match", "*").get(path).is(206);
            for (var other : List.of("\"x\"", "W/" + tag, "x")) {
                rest.header("If-Match", other)
                        .get(path)
                        .isProblem(412, "changed-meanwhile")
                        .isRecorded();
            }
        }

        @Test
        void has_nothing_beyond_its_end() {
            var got =
                    steward.header("Range", "bytes=999999-")
                            .get(path)
                            .isProblem(416, "range-outside");

            assertThat(got.header("Content-Range")).isEqualTo("bytes */" + Stage.FILE.length);
        }
    }

    @Nested
    class A_file_cut_to_columns {
        private final String dataset = stage.dataset("brent");
        private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
        private final Calls officer = stage.as("gla.officer");

        @Test
        void has_the_digest_of_what_came_in_its_trailer() throws Exception {
            stage.grant(dataset, agreement, "gla.officer");

            var got = officer.get(Stage.content(dataset, agreement)).is(200).isRecorded();

            assertThat(got.bytes()).isEqualTo(Stage.ALLOWED);
            assertThat(got.header("Trailer")).isEqualTo("Content-Digest");
            assertThat(got.trailer("Content-Digest")).isEqualTo(digest(Stage.ALLOWED));
            assertThat(got.header("Content-Digest")).isEmpty();
            assertThat(got.header("Repr-Digest")).isEmpty();
            assertThat(got.header("ETag")).isEmpty();
            assertThat(got.header("Agreement")).isEqualTo(agreement);
        }

        @Test
        void has_no_ranges_for_they_would_be_of_another_file() {
            stage.grant(dataset, agreement, "gla.officer");

            var got =
                    officer.header("Range", "bytes=0-3")
                            .get(Stage.content(dataset, agreement))
                            .is(200);

            assertThat(got.bytes()).isEqualTo(Stage.ALLOWED);
            assertThat(got.header("Accept-Ranges")).isEqualTo("none");
            officer.header("If-Match", "\"x\"")
                    .get(Stage.content(dataset, agreement))
                    .isProblem(412, "changed-meanwhile");
        }

        @Test
        void shows_nothing_of_itself_before_it_is_granted() {
            officer.get(Stage.content(dataset, agreement)).isRefused();
            officer.head(Stage.content(dataset, agreement)).is(403);
        }
    }

    @Nested
    class A_file_of_which_all_columns_are_shared_and_one_is_masked {
        private final String dataset = stage.dataset("brent");
        private final String agreement = stage.protecting(dataset, "gla", Map.of("name", "masked"));
        private final Calls officer = stage.as("gla.officer");

        @Test
        void is_masked_where_a_grant_names_the_column() {
            granting(request(), "name").is(200);

            assertThat(officer.get(Stage.content(dataset, agreement)).is(200).body())
                    .isEqualTo("name\r\n[masked]\r\n[masked]\r\n");
        }

        @Test
        void is_granted_to_nobody_by_a_name_that_only_looks_like_the_column() {
            String request = request();
            for (String spelt : List.of("name ", " name", "name\u00a0", "na  me")) {
                assertThat(granting(request, spelt).isProblem(422, "bad-fields").body())
                        .contains("or more than a single space within it");
            }
        }

        @Test
        void is_masked_where_an_earlier_grant_spells_the_column_otherwise() throws Exception {
            granting(request(), "id").is(200);
            var postgres = RunningPlatform.shared().stack().postgres();
            try (var connection = postgres.connect(PostgresServer.OWNER);
                    var earlier =
                            connection.prepareStatement(
                                    "UPDATE access.access_grant SET columns = '{\"name \"}'"
                                            + " WHERE dataset = ?")) {
                earlier.setString(1, dataset);
                assertThat(earlier.executeUpdate()).isEqualTo(1);
            }

            assertThat(
                            Awaitility.await("the grant as it is now")
                                    .until(
                                            () ->
                                                    officer.get(Stage.content(dataset, agreement))
                                                            .is(200)
                                                            .body(),
                                            body -> !body.startsWith("id")))
                    .isEqualTo("name\r\n[masked]\r\n[masked]\r\n");
        }

        @Test
        void is_not_given_where_a_second_column_of_the_name_would_leave_in_clear() {
            stage.as("brent.steward")
                    .upload(
                            "/datasets/" + dataset + "/versions",
                            "name,amount,name\r\nAnn,1,Ann\r\n".getBytes(UTF_8))
                    .is(201);
            granting(request(), "name (2)").is(200);

            assertThat(
                            officer.get(Stage.content(dataset, agreement))
                                    .isProblem(409, "not-projectable")
                                    .body())
                    .contains("more than one column called");
        }

        @Test
        void shows_a_column_that_an_earlier_grant_spells_otherwise_than_the_agreement_now()
                throws Exception {
            String named = stage.agreement(dataset, "gla", List.of("id", "name"));
            stage.grant(dataset, named, "gla.officer");
            var postgres = RunningPlatform.shared().stack().postgres();
            try (var connection = postgres.connect(PostgresServer.OWNER);
                    var earlier =
                            connection.prepareStatement(
                                    "UPDATE access.access_grant SET columns = '{\"name \"}'"
                                            + " WHERE agreement = ?")) {
                earlier.setString(1, named);
                assertThat(earlier.executeUpdate()).isEqualTo(1);
            }

            assertThat(
                            Awaitility.await("the grant as it is now")
                                    .until(
                                            () ->
                                                    officer.get(Stage.content(dataset, named))
                                                            .is(200)
                                                            .body(),
                                            body -> !body.startsWith("id")))
                    .isEqualTo("name\r\nAnn\r\nBob\r\n");
        }

        private String request() {
            return stage.request(dataset, agreement, "gla.officer");
        }

        private Reply granting(String request, String column) {
            return stage.as("brent.ig")
                    .post(
                            "/access-requests/" + request + "/grant",
                            Map.of("columns", List.of(column), "comment", "Fine."));
        }
    }

    @Nested
    class Json_lines_with_a_key_that_no_column_can_be_called_by {
        @Test
        void are_stored_and_have_no_columns() {
            String dataset = stage.emptyDataset("brent");

            var stored =
                    stage.as("brent.steward")
                            .call(
                                    "POST",
                                    "/datasets/" + dataset + "/versions",
                                    Map.of("Content-Type", "application/x-ndjson"),
                                    "{\"a\\u0000\":1}\n".getBytes(UTF_8))
                            .is(201);

            assertThat(stored.json().get("columns")).isEmpty();
            assertThat(
                            stage.as("brent.steward")
                                    .get("/datasets/" + dataset + "/versions/1/content")
                                    .is(200)
                                    .header("Content-Disposition"))
                    .endsWith("-v1.jsonl\"");
        }
    }

    @Nested
    class Json_lines_of_which_a_pseudonym_cannot_be_made {
        private final String dataset = stage.emptyDataset("brent");
        private final String agreement =
                stage.protecting(dataset, "gla", Map.of("name", "pseudonymised"));

        @Test
        void say_which_line_and_what_to_do_where_nothing_has_left() {
            stage.as("brent.steward")
                    .call(
                            "POST",
                            "/datasets/" + dataset + "/versions",
                            Map.of("Content-Type", "application/x-ndjson"),
                            "{\"name\":\"Ann\"}\n{\"name\":{\"first\":\"Bob\"}}\n".getBytes(UTF_8))
                    .is(201);
            stage.grant(dataset, agreement, "gla.officer");

            assertThat(
                            stage.as("gla.officer")
                                    .get(Stage.content(dataset, agreement))
                                    .isProblem(409, "not-projectable")
                                    .body())
                    .contains("starts on line 2 has an object or a list")
                    .contains("; ask the owner of " + dataset + " to mend the file")
                    .doesNotContain("Bob");
        }

        /** There an answer of unknown length ends with its connection. */
        @Test
        void break_the_connection_where_some_have_left_also_over_an_http_without_pieces()
                throws IOException {
            var lines = "{\"name\":\"Ann\"}\n".repeat(20_000) + "{\"name\":{\"first\":\"Bob\"}}\n";
            stage.as("brent.steward")
                    .call(
                            "POST",
                            "/datasets/" + dataset + "/versions",
                            Map.of("Content-Type", "application/x-ndjson"),
                            lines.getBytes(UTF_8))
                    .is(201);
            stage.grant(dataset, agreement, "gla.officer");
            var platform = RunningPlatform.shared();
            var address = platform.uri("/");
            try (var socket = new Socket(address.getHost(), address.getPort())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream()
                        .write(
                                ("GET /api/v1"
                                                + Stage.content(dataset, agreement)
                                                + " HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization:"
                                                + " Bearer "
                                                + platform.token("gla.officer")
                                                + "\r\n\r\n")
                                        .getBytes(UTF_8));
                var in = socket.getInputStream();
                assertThat(new String(in.readNBytes(12), UTF_8)).endsWith(" 200");

                assertThatThrownBy(in::readAllBytes).isInstanceOf(SocketException.class);
            }
        }
    }

    @Nested
    class A_version {
        private final String dataset = stage.emptyDataset("brent");
        private final Calls steward = stage.as("brent.steward");
        private final String versions = "/datasets/" + dataset + "/versions";

        @Test
        void that_there_is_not_is_not_found() {
            steward.get(versions + "/latest/content").isProblem(404, "not-found");
            steward.get(versions + "/7/content").isProblem(404, "not-found");
            steward.get(versions + "/0/content").isProblem(404, "not-found");
            steward.get(versions + "/newest/content").isProblem(404, "not-found");
        }

        @Test
        void stays_as_it_was_when_a_newer_one_comes() {
            steward.upload(versions, "a,b\r\n1,2\r\n".getBytes(UTF_8)).is(201);
            steward.upload(versions, "a,b\r\n3,4\r\n".getBytes(UTF_8)).is(201);

            assertThat(steward.get(versions + "/1/content").body()).contains("1,2");
            assertThat(steward.get(versions + "/latest/content").body()).contains("3,4");
            assertThat(steward.get(versions).is(200).texts("items", "version"))
                    .containsExactly("2", "1");
            assertThat(steward.get(versions + "/2").is(200).text("version")).isEqualTo("2");
        }

        @Test
        void is_listed_without_its_columns_and_seen_with_them() {
            steward.upload(versions, Stage.FILE).is(201);

            for (var list : List.of(versions, "/datasets/" + dataset)) {
                assertThat(steward.get(list).is(200).body())
                        .contains("\"sizeBytes\":" + Stage.FILE.length)
                        .doesNotContain("\"secret\"");
            }
            assertThat(steward.get(versions + "/1").is(200).json().path("columns").toString())
                    .isEqualTo("[\"id\",\"name\",\"amount\",\"secret\"]");
            assertThat(steward.get(versions + "/latest").is(200).json().path("columns")).hasSize(4);
            steward.get(versions + "/2").isProblem(404, "not-found");
            steward.get(versions + "/0").isProblem(404, "not-found");
        }

        @Test
        void tells_its_digest_to_stewards_of_its_owner_and_to_nobody_else() {
            String digest = steward.upload(versions, Stage.FILE).is(201).text("sha256");
            var told =
                    List.of(
                            versions,
                            versions + "/1",
                            versions + "/latest",
                            "/datasets/" + dataset,
                            "/datasets?agency=brent&q=" + dataset.split("/", 2)[1]);

            assertThat(digest).matches("[0-9a-f]{64}");
            for (var path : told) {
                assertThat(steward.get(path).is(200).body()).contains(digest);
                for (var other : List.of("gla.officer", "camden.steward", "brent.ig")) {
                    assertThat(stage.as(other).get(path).is(200).body())
                            .as("%s at %s", other, path)
                            .contains("\"sizeBytes\"")
                            .doesNotContain("sha256")
                            .doesNotContain(digest);
                }
            }
        }
    }
}
