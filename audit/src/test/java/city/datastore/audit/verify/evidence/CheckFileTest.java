package city.datastore.audit.verify.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.CanonicalJson;
import city.datastore.audit.event.Events;
import city.datastore.audit.evidence.EvidenceSigner;
import city.datastore.audit.evidence.Packs;
import city.datastore.audit.verify.receipt.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs that the platform's own code writes, read by the second implementation. */
class CheckFileTest {
    private static final Packs PACKS = new Packs();
    private static final AuditEvent FIRST = Events.documented();
    private static final AuditEvent SECOND = Events.read("gla.officer", "brent/council-spend");
    private static final AuditEvent THIRD = Events.read("mps.officer", "brent/council-spend");
    private static final byte[] PACK = PACKS.pack(FIRST, SECOND, THIRD);
    private static final String EVENT = "events/" + SECOND.id() + ".json";
    private static final String PROOF = "events/" + SECOND.id() + ".tlog-proof";
    private static final String OTHER_PROOF = "events/" + THIRD.id() + ".tlog-proof";

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int check(byte[] pack, String... more) throws IOException {
        Path file = Files.write(folder.resolve("pack.zip"), pack);
        Path keys = Files.writeString(folder.resolve("log.vkeys"), PACKS.keys());
        List<String> words = new ArrayList<>(List.of(file.toString()));
        words.addAll(more.length == 0 ? List.of("--key", keys.toString()) : List.of(more));
        return new CheckFile(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(words, null);
    }

    private static byte[] with(Consumer<Map<String, byte[]>> change) {
        Map<String, byte[]> members = Packs.members(PACK);
        change.accept(members);
        return Packs.zip(members);
    }

    private static byte[] of(Map<String, byte[]> members, String name) {
        return Objects.requireNonNull(members.get(name));
    }

    private static void turn(Map<String, byte[]> members, String name, int at) {
        of(members, name)[at] ^= 1;
    }

    /** Changes the manifest and has it signed again by this signer. */
    private static void signAgain(Map<String, byte[]> members, EvidenceSigner signer) {
        var json = (CanonicalJson.Fields) CanonicalJson.parse(of(members, "manifest.json"));
        List<CanonicalJson> listed = new ArrayList<>();
        members.forEach((name, bytes) -> {
            if (!name.startsWith("manifest")) {
                listed.add(
                        new CanonicalJson.Fields(
                                List.of(
                                        field("bytes", new CanonicalJson.Whole(bytes.length)),
                                        field("name", new CanonicalJson.Text(name)),
                                        field("sha256", new CanonicalJson.Text(hex(bytes))))));
            }
        });
        List<CanonicalJson.Field> fields = new ArrayList<>(json.values());
        fields.removeIf(field -> field.name().equals("members"));
        fields.add(field("members", new CanonicalJson.Items(listed)));
        fields.sort(Comparator.comparing(CanonicalJson.Field::name));
        byte[] manifest = new CanonicalJson.Fields(fields).bytes();
        members.put("manifest.json", manifest);
        members.put("manifest.p7s", signer.sign(manifest, Packs.MADE));
    }

    private static CanonicalJson.Field field(String name, CanonicalJson value) {
        return new CanonicalJson.Field(name, value);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(PackZip.sha256().digest(bytes));
    }

    private void refused(byte[] pack, String... words) throws IOException {
        assertThat(check(pack)).as(err.toString(UTF_8)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains(words).contains("The pack does not hold: ");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    private void unreadable(byte[] pack, String words) throws IOException {
        assertThat(check(pack)).as(out.toString(UTF_8)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(words);
    }

    @Nested
    class A_pack_as_it_was_made {
        @Test
        void holds() throws IOException {
            assertThat(check(PACK)).as(err.toString(UTF_8)).isZero();

            assertThat(out.toString(UTF_8))
                    .startsWith("The pack holds: every event in it is in the log")
                    .contains("does not prove that there are no other events")
                    .contains("events      3, each with its proof")
                    .contains("search      everything")
                    .contains("made        2026-11-22T09:30:00Z for city.auditor of city")
                    .contains("checkpoint  3 entries")
                    .contains("(ML-DSA-44)");
            assertThat(err.toString(UTF_8)).isEmpty();
        }

        @Test
        void holds_under_a_policy_that_asks_for_its_witness() throws IOException {
            Path policy = Files.writeString(folder.resolve("policy"), PACKS.policy());

            assertThat(check(PACK, "--policy", policy.toString())).isZero();
            assertThat(out.toString(UTF_8)).contains("witnessed   w.test/1+");
        }

        @Test
        void without_any_event_holds_too() throws IOException {
            assertThat(check(PACKS.pack())).as(err.toString(UTF_8)).isZero();
            assertThat(out.toString(UTF_8)).contains("events      0");
        }

        @Test
        void says_what_was_left_out() throws IOException {
            assertThat(check(PACKS.pack(1, FIRST, SECOND))).isZero();
            assertThat(out.toString(UTF_8)).contains("left out    1 recorded, not yet provable");
        }

        @Test
        void holds_however_the_way_to_it_is_written() throws IOException {
            Files.write(folder.resolve("pack.zip"), PACK);
            Path keys = Files.writeString(folder.resolve("keys"), PACKS.keys());

            int exit =
                    new CheckFile(new PrintStream(out), new PrintStream(err, true, UTF_8))
                            .run(List.of(folder + "//pack.zip", "--key", keys.toString()), null);

            assertThat(exit).as(err.toString(UTF_8)).isZero();
        }

        @Test
        void proves_nothing_by_the_keys_inside_it() throws IOException {
            Path file = Files.write(folder.resolve("pack.zip"), PACK);

            int exit =
                    new CheckFile(new PrintStream(out), new PrintStream(err, true, UTF_8))
                            .run(List.of(file.toString()), null);

            assertThat(exit).isEqualTo(2);
            assertThat(err.toString(UTF_8)).contains("Say whom you trust");
        }

        @Test
        void is_refused_to_whom_another_log_is_trusted() throws IOException {
            Path keys = Files.writeString(folder.resolve("other"), new Packs().keys());

            assertThat(check(PACK, "--key", keys.toString())).isEqualTo(1);
            assertThat(err.toString(UTF_8))
                    .contains("checkpoint: The checkpoint is not signed by a key that you trust");
        }

        @Test
        void is_refused_by_a_policy_that_asks_for_another_witness() throws IOException {
            String other = new Packs().policy().lines().skip(1).findFirst().orElseThrow();
            String policy =
                    PACKS.policy().lines().findFirst().orElseThrow()
                            + "\n"
                            + other
                            + "\nquorum one\n";

            assertThat(
                            check(
                                    PACK,
                                    "--policy",
                                    Files.writeString(folder.resolve("p"), policy).toString()))
                    .isEqualTo(1);
            assertThat(err.toString(UTF_8)).contains("Too few witnesses");
        }
    }

    @Nested
    class A_member_that_was {
        @Test
        void altered_is_named_with_its_event() throws IOException {
            refused(
                    with(members -> turn(members, EVENT, 700)),
                    EVENT + " (event " + SECOND.id() + "): It was altered");
        }

        @Test
        void taken_out_is_named_with_its_event() throws IOException {
            refused(
                    with(members -> {
                        members.remove(EVENT);
                        members.remove(PROOF);
                    }),
                    EVENT + " (event " + SECOND.id() + "): It is missing",
                    PROOF + " (event " + SECOND.id() + "): It is missing",
                    "It speaks of 3 events, and there are 2.");
        }

        @Test
        void left_without_its_proof_is_named() throws IOException {
            refused(
                    with(members -> members.remove(PROOF)),
                    EVENT + " (event " + SECOND.id() + "): Its proof is missing");
        }

        @Test
        void put_in_the_place_of_another_is_named() throws IOException {
            refused(
                    with(members -> {
                        byte[] proof = of(members, PROOF);
                        members.put(PROOF, of(members, OTHER_PROOF));
                        members.put(OTHER_PROOF, proof);
                    }),
                    PROOF + " (event " + SECOND.id() + "): It was altered",
                    EVENT + " (event " + SECOND.id() + "): The event is not the one");
        }

        @Test
        void added_is_named() throws IOException {
            refused(
                    with(members -> members.put("more.html", new byte[] {'x'})),
                    "more.html: It was added");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "summary.html",
                    "log.vkeys",
                    "checkpoint",
                    "certificate.pem",
                    "certificate.note"
                })
        void altered_is_named(String name) throws IOException {
            refused(with(members -> turn(members, name, 40)), name + ": It was altered");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "manifest.json",
                    "manifest.p7s",
                    "summary.html",
                    "checkpoint",
                    "certificate.pem",
                    "certificate.note"
                })
        void taken_out_is_named(String name) throws IOException {
            refused(with(members -> members.remove(name)), name + ": It is missing.");
        }
    }

    @Nested
    class A_manifest {
        @Test
        void that_was_changed_no_longer_fits_its_signature() throws IOException {
            refused(
                    with(members -> {
                        String text = new String(of(members, "manifest.json"), UTF_8);
                        members.put(
                                "manifest.json",
                                text.replace("city.auditor", "city.audited").getBytes(UTF_8));
                    }),
                    "manifest.p7s: It is not the signature of this manifest");
        }

        @Test
        void that_somebody_else_signed_is_refused() throws IOException {
            var stranger = EvidenceSigner.generate(new SecureRandom(), Packs.MADE);

            refused(
                    with(members -> {
                        members.put("certificate.pem", stranger.certificatePem().getBytes(UTF_8));
                        signAgain(members, stranger);
                    }),
                    "manifest.p7s: The manifest is signed under a certificate that the log does not"
                            + " vouch for",
                    "manifest.json: It names another certificate");
        }

        @Test
        void under_a_certificate_that_another_log_vouches_for_is_refused() throws IOException {
            var other = new Packs();

            refused(
                    with(members -> {
                        members.put(
                                "certificate.note",
                                other.log
                                        .vouch(PACKS.signer.certificateSha256(), Packs.MADE)
                                        .bytes());
                        signAgain(members, PACKS.signer);
                    }),
                    "does not vouch for");
        }

        @Test
        void that_the_platform_signed_does_not_make_an_event_true() throws IOException {
            refused(
                    with(members -> {
                        String text = new String(of(members, EVENT), UTF_8);
                        members.put(
                                EVENT, text.replace("gla.officer", "gla.offices").getBytes(UTF_8));
                        signAgain(members, PACKS.signer);
                    }),
                    EVENT + " (event " + SECOND.id() + "): The event is not the one",
                    "1 fault.");
        }

        @Test
        void that_the_platform_signed_does_not_make_up_for_another_checkpoint() throws IOException {
            byte[] more = PACKS.pack(FIRST, SECOND, THIRD, Events.read("mps.officer", "brent/y"));
            byte[] checkpoint = of(Packs.members(more), "checkpoint");

            refused(
                    with(members -> {
                        members.put("checkpoint", checkpoint);
                        signAgain(members, PACKS.signer);
                    }),
                    "manifest.json: It names another checkpoint than the one in the pack",
                    EVENT + " (event " + SECOND.id() + "): Its proof is under another checkpoint");
        }

        @Test
        void that_speaks_of_an_event_under_another_name_is_refused() throws IOException {
            String name = "events/019aa6a8-f57b-7abc-8def-ffffffffffff";
            refused(
                    with(members -> {
                        members.put(name + ".json", Objects.requireNonNull(members.remove(EVENT)));
                        members.put(
                                name + ".tlog-proof",
                                Objects.requireNonNull(members.remove(PROOF)));
                        signAgain(members, PACKS.signer);
                    }),
                    name
                            + ".json (event 019aa6a8-f57b-7abc-8def-ffffffffffff): It is another event");
        }
    }

    @Nested
    class A_signature {
        @Test
        void with_any_bit_turned_is_refused_or_under_another_certificate() {
            Map<String, byte[]> members = Packs.members(PACK);
            byte[] whole = of(members, "manifest.p7s");
            byte[] manifest = of(members, "manifest.json");
            CmsSignature.parse(whole).check(manifest);
            for (int bit = 0; bit < whole.length * 8; bit++) {
                byte[] turned = whole.clone();
                turned[bit / 8] ^= (byte) (1 << (bit % 8));
                assertThat(holds(turned, manifest)).as("bit " + bit).isFalse();
            }
        }

        private boolean holds(byte[] signature, byte[] manifest) {
            try {
                var read = CmsSignature.parse(signature);
                read.check(manifest);
                return Arrays.equals(read.certificate(), PACKS.signer.certificate());
            } catch (RefusedException _) {
                return false;
            }
        }

        @Test
        void with_a_bit_turned_is_named_as_the_fault() throws IOException {
            int length = of(Packs.members(PACK), "manifest.p7s").length;
            var random = new Random(11);
            for (int i = 0; i < 40; i++) {
                int at = random.nextInt(length);
                int bit = 1 << random.nextInt(8);
                err.reset();
                refused(
                        with(members -> of(members, "manifest.p7s")[at] ^= (byte) bit),
                        "manifest.p7s: ");
            }
        }

        @Test
        void that_was_cut_off_or_made_longer_is_refused() throws IOException {
            byte[] whole = of(Packs.members(PACK), "manifest.p7s");
            for (int length : new int[] {0, 1, 2, 20, whole.length / 2, whole.length - 1}) {
                refused(
                        with(members -> members.put("manifest.p7s", Arrays.copyOf(whole, length))),
                        "manifest.p7s: It is no signature in the form of a pack");
            }
            refused(
                    with(members ->
                            members.put("manifest.p7s", Arrays.copyOf(whole, whole.length + 1))),
                    "manifest.p7s: It is no signature in the form of a pack");
        }

        @Test
        void is_believed_by_openssl() throws Exception {
            assumeTrue(openssl("version") == 0, "openssl is not on the path");
            for (var member : Packs.members(PACK).entrySet()) {
                if (!member.getKey().contains("/")) {
                    Files.write(folder.resolve(member.getKey()), member.getValue());
                }
            }
            String[] verify = {
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "manifest.p7s",
                "-content",
                "manifest.json",
                "-CAfile",
                "certificate.pem",
                "-out",
                "/dev/null"
            };

            assertThat(openssl(verify)).isZero();

            Files.writeString(folder.resolve("manifest.json"), "{}");
            assertThat(openssl(verify)).isNotZero();
        }

        private int openssl(String... words) throws Exception {
            List<String> command = new ArrayList<>(List.of("openssl"));
            command.addAll(List.of(words));
            try {
                return new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("openssl.log").toFile())
                        .start()
                        .waitFor();
            } catch (IOException _) {
                return -1;
            }
        }
    }

    @Nested
    class A_ZIP {
        @Test
        void that_was_cut_off_is_refused() throws IOException {
            var random = new Random(5);
            for (int i = 0; i < 60; i++) {
                err.reset();
                unreadable(Arrays.copyOf(PACK, 4 + random.nextInt(PACK.length - 4)), "cut off");
            }
        }

        @Test
        void with_something_after_its_end_is_refused() throws IOException {
            unreadable(Arrays.copyOf(PACK, PACK.length + 1), "something follows it");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "../manifest.json",
                    "/etc/passwd",
                    "events/../summary.html",
                    "events\\x.json",
                    "events/a/b.json",
                    "events/",
                    "Manifest.json",
                    "a\u202eb.json",
                    "C:x"
                })
        void with_a_name_that_could_lead_elsewhere_is_refused(String name) throws IOException {
            unreadable(
                    with(members -> members.put(name, new byte[0])),
                    "no member of a pack is called");
        }

        @Test
        void with_the_same_name_twice_is_refused() throws IOException {
            byte[] pack = with(members -> members.put("summary.htmm", of(members, "summary.html")));
            String text = new String(pack, ISO_8859_1);
            byte[] twice = text.replace("summary.htmm", "summary.html").getBytes(ISO_8859_1);

            unreadable(twice, "it holds summary.html twice");
        }

        @Test
        void whose_list_names_others_than_it_holds_is_refused() throws IOException {
            byte[] pack = with(members -> members.put("more.html", new byte[] {'x'}));
            String text = new String(pack, ISO_8859_1);
            int listed = text.lastIndexOf("more.html");
            byte[] other = pack.clone();
            other[listed] = 'l';

            unreadable(other, "names others than it holds");
        }

        @Test
        void with_extra_fields_is_refused() throws IOException {
            var bytes = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(bytes)) {
                for (var member : Packs.members(PACK).entrySet()) {
                    var entry = new ZipEntry(member.getKey());
                    entry.setExtra(new byte[] {0x75, 0x70, 1, 0, 'x'});
                    zip.putNextEntry(entry);
                    zip.write(member.getValue());
                    zip.closeEntry();
                }
            }

            unreadable(bytes.toByteArray(), "carries extra fields");
        }

        @Test
        void with_a_member_that_grows_beyond_all_measure_is_refused_while_it_is_read()
                throws IOException {
            byte[] zeros = new byte[40 << 20];

            assertThat(with(members -> members.put("log.vkeys", zeros))).hasSizeLessThan(200_000);
            unreadable(
                    with(members -> members.put("log.vkeys", zeros)),
                    "log.vkeys is larger than any such member can be");
        }

        @Test
        void with_more_members_than_a_pack_can_have_is_refused() throws IOException {
            Map<String, byte[]> many = new LinkedHashMap<>();
            for (int i = 0; i < 20_200; i++) {
                many.put("m" + i, new byte[0]);
            }

            unreadable(Packs.zip(many), "more than 20100 members");
        }

        @Test
        void of_anything_else_names_all_that_is_missing() throws IOException {
            refused(
                    Packs.zip(Map.of("hello.txt", new byte[] {'x'})),
                    "manifest.json: It is missing.",
                    "checkpoint: It is missing.");
        }
    }
}
