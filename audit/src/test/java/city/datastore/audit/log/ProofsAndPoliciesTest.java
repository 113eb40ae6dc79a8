package city.datastore.audit.log;

import static city.datastore.audit.log.Signed.CHECKPOINT;
import static city.datastore.audit.log.Signed.LOG;
import static city.datastore.audit.log.Signed.LOG_PQ;
import static city.datastore.audit.log.Signed.NOON;
import static city.datastore.audit.log.Signed.ORIGIN;
import static city.datastore.audit.log.Signed.WITNESS;
import static city.datastore.audit.log.Signed.WITNESS_PQ;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.ProofException;
import city.datastore.audit.merkle.Proofs;
import city.datastore.audit.merkle.TreeHasher;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProofsAndPoliciesTest {
    private static final TlogPolicy TRUSTING = TlogPolicy.trusting(LOG.verifierKey());

    private static TlogPolicy policy(String... lines) {
        return TlogPolicy.parse((String.join("\n", lines) + "\n").getBytes(UTF_8));
    }

    private static String logLine() {
        return "log " + LOG.verifierKey().text();
    }

    @Nested
    class A_proof {
        private static final List<Hash> PATH =
                Proofs.inclusion(3, 5, (level, index) -> node(level, (int) index)).path();
        private static final SignedNote NOTE = Signed.note(LOG, WITNESS);
        private static final TlogProof PROOF = new TlogProof(new byte[] {1, 2}, 3, PATH, NOTE);
        private static final String TEXT = PROOF.format();

        private static Hash node(int level, int index) {
            return level == 0
                    ? Signed.leaf(index)
                    : new TreeHasher()
                            .node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
        }

        @Test
        void comes_back_from_its_text_with_and_without_extra_data() {
            TlogProof bare = new TlogProof(new byte[0], 3, PATH, NOTE);

            assertThat(TlogProof.parse(TEXT.getBytes(UTF_8))).isEqualTo(PROOF);
            assertThat(TlogProof.parse(bare.format())).isEqualTo(bare).isNotEqualTo(PROOF);
            assertThat(TEXT).startsWith("c2sp.org/tlog-proof@v1\nextra AQI=\nindex 3\n");
            assertThat(bare.format()).startsWith("c2sp.org/tlog-proof@v1\nindex 3\n");
            assertThat(bare.extra()).isEmpty();
        }

        @Test
        void holds_for_its_leaf_and_says_who_signed() {
            TlogPolicy.Accepted accepted = PROOF.verify(Signed.leaf(3), TRUSTING);

            assertThat(accepted.checkpoint()).isEqualTo(CHECKPOINT);
            assertThat(accepted.signatures())
                    .extracting(SignedNote.Verified::key)
                    .containsExactly(LOG.verifierKey());
        }

        @Test
        void fails_for_another_leaf_index_or_path() {
            assertThatThrownBy(() -> PROOF.verify(Signed.leaf(2), TRUSTING))
                    .isInstanceOf(ProofException.OtherRoot.class);
            for (long index : new long[] {0, 2, 4, 5, Long.MAX_VALUE}) {
                TlogProof moved = new TlogProof(new byte[0], index, PATH, NOTE);
                assertThatThrownBy(() -> moved.verify(Signed.leaf(3), TRUSTING))
                        .isInstanceOf(ProofException.class);
            }
            List<List<Hash>> paths =
                    List.of(
                            PATH.subList(1, PATH.size()),
                            PATH.subList(0, PATH.size() - 1),
                            PATH.reversed(),
                            List.of());
            for (List<Hash> path : paths) {
                TlogProof other = new TlogProof(new byte[0], 3, path, NOTE);
                assertThatThrownBy(() -> other.verify(Signed.leaf(3), TRUSTING))
                        .isInstanceOf(ProofException.class);
            }
        }

        @Test
        void that_the_log_did_not_sign_is_refused() {
            TlogProof unsigned = new TlogProof(new byte[0], 3, PATH, Signed.note(WITNESS));

            assertThatThrownBy(() -> unsigned.verify(Signed.leaf(3), TRUSTING))
                    .isInstanceOf(NoteException.NotSigned.class);
        }

        @Test
        void that_is_cut_anywhere_is_refused() {
            for (int length = 0; length < TEXT.length(); length++) {
                String cut = TEXT.substring(0, length);
                boolean whole = cut.endsWith("\n") && cut.contains("\u2014");
                if (whole) {
                    assertThat(TlogProof.parse(cut).note().signatures()).hasSize(1);
                } else {
                    assertThatThrownBy(() -> TlogProof.parse(cut))
                            .as(cut)
                            .isInstanceOf(LogFormatException.class);
                }
            }
        }

        @Test
        void in_any_other_form_is_refused() {
            String hash = PATH.getFirst().base64() + "\n";
            List<String> faults =
                    new ArrayList<>(
                            List.of(
                                    TEXT.replace("@v1", "@v2"),
                                    "\n" + TEXT,
                                    " " + TEXT,
                                    TEXT + "\n",
                                    TEXT.replace("\n", "\r\n"),
                                    TEXT.replace("extra AQI=\n", "extra \n"),
                                    TEXT.replace("extra AQI=\n", "extra AQJ=\n"),
                                    TEXT.replace("extra AQI=\n", "extra AQI=\nextra AQI=\n"),
                                    TEXT.replace("extra AQI=\nindex 3\n", "index 3\nextra AQI=\n"),
                                    TEXT.replace("extra ", "Extra "),
                                    TEXT.replace("index 3\n", ""),
                                    TEXT.replace("index 3\n", "index 3\nindex 3\n"),
                                    TEXT.replace("index 3", "index 03"),
                                    TEXT.replace("index 3", "index -3"),
                                    TEXT.replace("index 3", "index  3"),
                                    TEXT.replace("index 3", "index 3 "),
                                    TEXT.replace("index 3", "index 9223372036854775808"),
                                    TEXT.replace(hash, hash.substring(1)),
                                    TEXT.replace(hash, "\n" + hash),
                                    TEXT.replace(hash, " " + hash),
                                    TEXT.replace(hash, hash.repeat(64)),
                                    TEXT.replace("\n5\n", "\n05\n"),
                                    TEXT.replace("\n5\n", "\n")));
            faults.add("x".repeat(TlogProof.MAX_LENGTH + 1));
            for (String fault : faults) {
                assertThat(fault).isNotEqualTo(TEXT);
                assertThatThrownBy(() -> TlogProof.parse(fault.getBytes(UTF_8)))
                        .as(fault)
                        .isInstanceOf(LogFormatException.class);
            }
        }

        @Test
        void is_not_made_of_what_no_proof_has() {
            List<Hash> many = IntStream.range(0, 64).mapToObj(_ -> PATH.getFirst()).toList();
            byte[] none = {};
            byte[] large = new byte[TlogProof.MAX_EXTRA_BYTES + 1];
            SignedNote text = NoteSigner.note("some text\n", NOON, LOG);
            assertThatThrownBy(() -> new TlogProof(none, -1, PATH, NOTE))
                    .isInstanceOf(LogFormatException.class);
            assertThatThrownBy(() -> new TlogProof(none, 3, many, NOTE))
                    .isInstanceOf(LogFormatException.class);
            assertThatThrownBy(() -> new TlogProof(large, 3, PATH, NOTE))
                    .isInstanceOf(LogFormatException.class);
            assertThatThrownBy(() -> new TlogProof(none, 3, PATH, text))
                    .isInstanceOf(LogFormatException.class);
        }
    }

    @Nested
    class A_policy {
        private static final String W1 = "witness one " + WITNESS.verifierKey().text();
        private static final String W2 = "witness two " + WITNESS_PQ.verifierKey().text();

        @Test
        void is_read_with_comments_spaces_and_urls() {
            TlogPolicy policy =
                    policy(
                            "# who is trusted",
                            "",
                            " \t ",
                            "  # more",
                            "\tlog  " + LOG.verifierKey().text() + "\thttps://log.example/ ",
                            W1 + " https://w.example/",
                            "quorum one");

            assertThat(policy.logs())
                    .singleElement()
                    .satisfies(log -> assertThat(log.url()).contains("https://log.example/"));
            assertThat(policy.witnesses())
                    .singleElement()
                    .satisfies(witness -> assertThat(witness.name()).isEqualTo("one"));
            assertThat(policy.quorum()).isEqualTo("one");
        }

        @Test
        void that_asks_for_no_witness_accepts_what_the_log_signed() {
            TlogPolicy policy = policy(logLine(), W1, "quorum none");

            assertThat(policy.accept(Signed.note(LOG)).checkpoint()).isEqualTo(CHECKPOINT);
            assertThatThrownBy(() -> policy.accept(Signed.note(WITNESS)))
                    .isInstanceOf(NoteException.NotSigned.class);
        }

        @Test
        void accepts_any_of_the_keys_of_a_log() {
            TlogPolicy policy =
                    policy(logLine(), "log " + LOG_PQ.verifierKey().text(), "quorum none");

            assertThat(policy.accept(Signed.note(LOG)).signatures()).hasSize(1);
            assertThat(policy.accept(Signed.note(LOG_PQ)).signatures()).hasSize(1);
            assertThat(policy.accept(Signed.note(LOG, LOG_PQ)).signatures()).hasSize(2);
        }

        @Test
        void demands_what_its_quorum_says() {
            TlogPolicy all = policy(logLine(), W1, W2, "group both all one two", "quorum both");
            TlogPolicy any = policy(logLine(), W1, W2, "group some any one two", "quorum some");
            SignedNote none = Signed.note(LOG);
            SignedNote one = Signed.note(LOG, WITNESS);
            SignedNote two = Signed.note(LOG, WITNESS, WITNESS_PQ);

            assertThatThrownBy(() -> any.accept(none))
                    .isInstanceOf(NoteException.NoQuorum.class)
                    .hasMessageContaining("some");
            assertThat(any.accept(one).signatures()).hasSize(2);
            assertThatThrownBy(() -> all.accept(one)).isInstanceOf(NoteException.NoQuorum.class);
            assertThat(all.accept(two).signatures()).hasSize(3);
        }

        @Test
        void does_not_count_a_witness_twice() {
            TlogPolicy two = policy(logLine(), W1, W2, "group g 2 one two", "quorum g");
            SignedNote twice =
                    Signed.note(LOG, WITNESS)
                            .with(List.of(WITNESS.sign(CHECKPOINT.text(), NOON.plusSeconds(1))));

            assertThat(twice.signatures()).hasSize(3);
            assertThatThrownBy(() -> two.accept(twice)).isInstanceOf(NoteException.NoQuorum.class);
        }

        @Test
        void counts_groups_of_groups() {
            List<SigningKey> keys =
                    IntStream.range(0, 6)
                            .mapToObj(i ->
                                    Signed.key(
                                            "w" + i,
                                            SignatureType.ED25519_COSIGNATURE,
                                            (char) ('0' + i)))
                            .toList();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                lines.add("witness W" + i + " " + keys.get(i).verifierKey().text());
            }
            lines.addAll(
                    List.of(
                            "group X 2 W0 W1 W2",
                            "group Y any W3 W4 W5",
                            "group Z all X Y",
                            "quorum Z"));
            TlogPolicy policy = policy(lines.toArray(String[]::new));

            for (int set = 0; set < 64; set++) {
                int chosen = set;
                List<VerifierKey> cosigners =
                        IntStream.range(0, 6)
                                .filter(i -> ((chosen >> i) & 1) == 1)
                                .mapToObj(i -> keys.get(i).verifierKey())
                                .toList();
                boolean wanted = Integer.bitCount(set & 7) >= 2 && (set & 56) != 0;
                assertThat(policy.witnessed(cosigners)).isEqualTo(wanted);
            }
        }

        @Test
        void refuses_a_checkpoint_of_another_log_than_the_one_that_signed() {
            SigningKey other = Signed.key("other.example", SignatureType.ED25519, 'o');
            TlogPolicy policy = TlogPolicy.trusting(other.verifierKey());

            assertThatThrownBy(() -> policy.accept(Signed.note(other)))
                    .isInstanceOf(NoteException.OtherOrigin.class)
                    .hasMessageContaining(ORIGIN);
        }

        @Test
        void refuses_a_checkpoint_with_one_bad_signature_among_good_ones() {
            Checkpoint forked = new Checkpoint(ORIGIN, 6, Signed.root(6));
            SignedNote note = Signed.note(LOG).with(List.of(WITNESS.sign(forked.text(), NOON)));

            assertThatThrownBy(() -> policy(logLine(), W1, "quorum none").accept(note))
                    .isInstanceOf(NoteException.BadSignature.class);
        }

        @Test
        void serves_one_log_with_the_witnesses_of_another() {
            TlogPolicy policy = policy(W1, "quorum one").onlyFor(LOG.verifierKey());

            assertThat(policy.accept(Signed.note(LOG, WITNESS)).signatures()).hasSize(2);
            assertThat(policy.witnessed(Set.of())).isFalse();
        }

        @Test
        void takes_names_as_octets() {
            byte[] name = {(byte) 0xc3, (byte) 0x28, (byte) 0xff};
            String file =
                    "witness "
                            + new String(name, ISO_8859_1)
                            + " "
                            + WITNESS.verifierKey().text()
                            + "\nquorum "
                            + new String(name, ISO_8859_1)
                            + "\n";

            TlogPolicy policy = TlogPolicy.parse(file.getBytes(ISO_8859_1));

            assertThat(policy.witnessed(Set.of(WITNESS.verifierKey()))).isTrue();
        }

        @Test
        void that_breaks_a_rule_is_refused() {
            String again = "witness again " + WITNESS.verifierKey().text();
            String log = logLine();
            List<String[]> faults =
                    List.of(
                            new String[] {},
                            new String[] {log},
                            new String[] {log, "quorum"},
                            new String[] {log, "quorum none", "quorum none"},
                            new String[] {log, "quorum none none"},
                            new String[] {log, "quorum nobody"},
                            new String[] {log, "quorum one", W1},
                            new String[] {log, log, "quorum none"},
                            new String[] {"log", "quorum none"},
                            new String[] {log + " url more", "quorum none"},
                            new String[] {"log nonsense", "quorum none"},
                            new String[] {"Log " + LOG.verifierKey().text(), "quorum none"},
                            new String[] {"witness one", "quorum none"},
                            new String[] {W1, again, "quorum none"},
                            new String[] {W1, W2.replace("two", "one"), "quorum none"},
                            new String[] {W1.replace("one", "none"), "quorum none"},
                            new String[] {"witness one " + LOG.verifierKey().text(), "quorum none"},
                            new String[] {W1, "group g any", "quorum none"},
                            new String[] {W1, "group g 1", "quorum none"},
                            new String[] {W1, "group g 0 one", "quorum none"},
                            new String[] {W1, "group g 2 one", "quorum none"},
                            new String[] {W1, "group g 01 one", "quorum none"},
                            new String[] {W1, "group g -1 one", "quorum none"},
                            new String[] {W1, "group g most one", "quorum none"},
                            new String[] {W1, "group g any two", W2, "quorum none"},
                            new String[] {W1, "group g any g", "quorum none"},
                            new String[] {W1, "group g any none", "quorum none"},
                            new String[] {W1, "group one any one", "quorum none"},
                            new String[] {W1, "group none any one", "quorum none"},
                            new String[] {W1, W2, "group g any one one", "quorum none"},
                            new String[] {
                                W1, W2, "group g any one two", "group h any one", "quorum g"
                            },
                            new String[] {log, "quorum none\r"},
                            new String[] {log, "quorum\u0000none"},
                            new String[] {log, "# \u007f", "quorum none"},
                            new String[] {log, "trust everybody", "quorum none"});
            for (String[] fault : faults) {
                assertThatThrownBy(() -> policy(fault))
                        .as(String.join(" / ", fault))
                        .isInstanceOf(LogFormatException.class);
            }
        }

        @Test
        void says_which_line_breaks_a_rule() {
            assertThatThrownBy(() -> policy(logLine(), "", "quorum nobody"))
                    .hasMessageStartingWith("line 3 of the policy");
        }

        @Test
        void has_limits() {
            assertThatThrownBy(() -> TlogPolicy.parse(new byte[512 * 1024 + 1]))
                    .isInstanceOf(LogFormatException.class);
        }
    }

    @Nested
    class A_receipt {
        private static final byte[] EVENT = "{\"an\":\"event\"}".getBytes(UTF_8);
        private static final Salt SALT = Salt.of(new byte[32]);
        private static final Hash LEAF = new TreeHasher().leaf(new Commitment().entry(SALT, EVENT));
        private static final Receipt RECEIPT =
                Receipt.of(
                        SALT,
                        0,
                        List.of(),
                        NoteSigner.note(new Checkpoint(ORIGIN, 1, LEAF).text(), NOON, LOG));

        @Test
        void proves_its_event_after_travelling_as_text() {
            Receipt back = Receipt.parse(RECEIPT.format().getBytes(UTF_8));

            assertThat(back).isEqualTo(RECEIPT);
            assertThat(back.verify(EVENT, TRUSTING).checkpoint().size()).isEqualTo(1);
        }

        @Test
        void proves_no_other_event_and_nothing_with_another_salt() {
            byte[] changed = EVENT.clone();
            changed[3] ^= 1;
            byte[] other = new byte[32];
            other[31] = 1;
            Receipt salted = Receipt.of(Salt.of(other), 0, List.of(), RECEIPT.proof().note());

            assertThatThrownBy(() -> RECEIPT.verify(changed, TRUSTING))
                    .isInstanceOf(ProofException.OtherRoot.class);
            assertThatThrownBy(() -> salted.verify(EVENT, TRUSTING))
                    .isInstanceOf(ProofException.OtherRoot.class);
        }

        @Test
        void without_a_salt_or_with_another_form_is_refused() {
            SignedNote note = RECEIPT.proof().note();
            byte[] wrongForm = new byte[33];
            wrongForm[0] = 2;
            for (byte[] extra : List.of(new byte[0], new byte[32], new byte[33], wrongForm)) {
                TlogProof proof = new TlogProof(extra, 0, List.of(), note);
                assertThatThrownBy(() -> Receipt.parse(proof.format().getBytes(UTF_8)))
                        .isInstanceOf(LogFormatException.class);
            }
            Salt other = Salt.random(new SecureRandom());
            assertThatThrownBy(() -> new Receipt(other, RECEIPT.proof()))
                    .isInstanceOf(LogFormatException.class);
        }
    }

    @Nested
    class A_commitment {
        private static final byte[] EVENT = "{}".getBytes(UTF_8);

        @Test
        void opens_with_its_salt_and_event_and_no_other() {
            Commitment commitment = new Commitment();
            Salt salt = Salt.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
            Salt other = Salt.of("0123456789abcdef0123456789abcdeg".getBytes(UTF_8));

            byte[] entry = commitment.entry(salt, EVENT);

            assertThat(entry).hasSize(Commitment.ENTRY_BYTES);
            assertThat(commitment.opens(salt, EVENT, entry)).isTrue();
            assertThat(commitment.opens(other, EVENT, entry)).isFalse();
            assertThat(commitment.opens(salt, "{ }".getBytes(UTF_8), entry)).isFalse();
            assertThat(commitment.opens(salt, EVENT, new byte[32])).isFalse();
        }

        @Test
        void can_be_made_from_the_digest_of_an_event_whose_body_is_gone() throws Exception {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(EVENT);
            Salt salt = Salt.of(new byte[32]);

            assertThat(new Commitment().entryOfDigest(salt, digest))
                    .isEqualTo(new Commitment().entry(salt, EVENT));
            assertThatThrownBy(() -> new Commitment().entryOfDigest(salt, EVENT))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void has_a_salt_of_32_bytes_that_never_shows_itself() {
            for (int length : new int[] {0, 31, 33}) {
                assertThatThrownBy(() -> Salt.of(new byte[length]))
                        .isInstanceOf(LogFormatException.class);
            }
            assertThat(Salt.random(new SecureRandom())).hasToString("Salt");
        }
    }
}
