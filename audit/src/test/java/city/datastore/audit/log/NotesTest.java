package city.datastore.audit.log;

import static city.datastore.audit.log.Signed.CHECKPOINT;
import static city.datastore.audit.log.Signed.LOG;
import static city.datastore.audit.log.Signed.LOG_PQ;
import static city.datastore.audit.log.Signed.NOON;
import static city.datastore.audit.log.Signed.ORIGIN;
import static city.datastore.audit.log.Signed.ROOT;
import static city.datastore.audit.log.Signed.WITNESS;
import static city.datastore.audit.log.Signed.WITNESS_PQ;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NotesTest {
    private static final List<SigningKey> ALL = List.of(LOG, LOG_PQ, WITNESS, WITNESS_PQ);

    private static void refusedNote(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note.getBytes(UTF_8)))
                .as(note)
                .isInstanceOf(LogFormatException.class);
    }

    @Nested
    class A_checkpoint {
        private static final String TEXT = CHECKPOINT.text();

        @Test
        void is_three_lines_and_comes_back_from_them() {
            assertThat(TEXT).isEqualTo(ORIGIN + "\n5\n" + ROOT.base64() + "\n");
            assertThat(Checkpoint.parse(TEXT)).isEqualTo(CHECKPOINT);
        }

        @Test
        void keeps_the_extension_lines_that_another_log_adds() {
            Checkpoint read = Checkpoint.parse(TEXT + "one\ntwo\n");

            assertThat(read.extensions()).containsExactly("one", "two");
            assertThat(read.text()).isEqualTo(TEXT + "one\ntwo\n");
        }

        @Test
        void is_refused_in_any_other_form() {
            String root = ROOT.base64();
            for (String text :
                    List.of(
                            "",
                            "\n",
                            TEXT.substring(0, TEXT.length() - 1),
                            TEXT + "\n",
                            TEXT + "one\n\ntwo\n",
                            "\n5\n" + root + "\n",
                            ORIGIN + "\n5\n",
                            ORIGIN + "\n\n" + root + "\n",
                            ORIGIN + "\n05\n" + root + "\n",
                            ORIGIN + "\n00\n" + root + "\n",
                            ORIGIN + "\n+5\n" + root + "\n",
                            ORIGIN + "\n-5\n" + root + "\n",
                            ORIGIN + "\n 5\n" + root + "\n",
                            ORIGIN + "\n5 \n" + root + "\n",
                            ORIGIN + "\n0x5\n" + root + "\n",
                            ORIGIN + "\n\u0665\n" + root + "\n",
                            ORIGIN + "\n9223372036854775808\n" + root + "\n",
                            ORIGIN + "\n99999999999999999999\n" + root + "\n",
                            ORIGIN + "\n5\n" + root.substring(1) + "\n",
                            ORIGIN + "\n5\n" + root + "=\n",
                            ORIGIN + "\n5\n" + ROOT.hex() + "\n",
                            ORIGIN + "\n5\n" + Signed.base64(31) + "\n",
                            ORIGIN + "\n5\n" + Signed.base64(33) + "\n",
                            ORIGIN + "\r\n5\r\n" + root + "\r\n",
                            "o".repeat(256) + "\n5\n" + root + "\n",
                            TEXT + "more\n".repeat(17))) {
                assertThatThrownBy(() -> Checkpoint.parse(text))
                        .as(text)
                        .isInstanceOf(LogFormatException.class);
            }
        }

        @Test
        void may_have_the_largest_size() {
            String text = ORIGIN + "\n9223372036854775807\n" + ROOT.base64() + "\n";

            assertThat(Checkpoint.parse(text).size()).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void is_not_made_of_lines_that_are_none() {
            for (String origin : List.of("", "a\nb", "a\tb", "\ud83d")) {
                assertThatThrownBy(() -> new Checkpoint(origin, 5, ROOT))
                        .isInstanceOf(LogFormatException.class);
            }
            assertThatThrownBy(() -> new Checkpoint(ORIGIN, -1, ROOT))
                    .isInstanceOf(LogFormatException.class);
        }
    }

    @Nested
    class A_note {
        private static final SignedNote NOTE = Signed.note(LOG, LOG_PQ, WITNESS, WITNESS_PQ);
        private static final String TEXT = NOTE.format();

        @Test
        void comes_back_from_its_bytes() {
            assertThat(SignedNote.parse(NOTE.bytes())).isEqualTo(NOTE);
        }

        @Test
        void holds_for_every_kind_of_key() {
            List<VerifierKey> keys = ALL.stream().map(SigningKey::verifierKey).toList();

            List<SignedNote.Verified> verified = NOTE.verify(keys);

            assertThat(verified).extracting(SignedNote.Verified::key).isEqualTo(keys);
            assertThat(verified)
                    .extracting(SignedNote.Verified::time)
                    .containsExactly(
                            0L,
                            NOON.getEpochSecond(),
                            NOON.getEpochSecond(),
                            NOON.getEpochSecond());
        }

        @Test
        void keeps_empty_lines_in_its_text() {
            SignedNote note = NoteSigner.note("one\n\ntwo\n", NOON, LOG);

            assertThat(SignedNote.parse(note.format()).text()).isEqualTo("one\n\ntwo\n");
        }

        @Test
        void with_unknown_signers_holds_when_a_known_one_signed() {
            SigningKey sameName = Signed.key(ORIGIN, SignatureType.ED25519, 'x');
            byte[] junk = new byte[] {1};
            SignedNote note =
                    NOTE.with(
                            List.of(
                                    sameName.sign(CHECKPOINT.text(), NOON),
                                    new NoteSignature(ORIGIN, 7, junk),
                                    new NoteSignature("other", LOG.verifierKey().id(), junk)));

            assertThat(note.signatures()).hasSize(7);
            assertThat(note.verify(List.of(LOG.verifierKey()))).hasSize(1);
        }

        @Test
        void that_no_known_key_signed_is_refused() {
            VerifierKey other = Signed.key(ORIGIN, SignatureType.ED25519, 'x').verifierKey();

            assertThatThrownBy(() -> NOTE.verify(List.of(other)))
                    .isInstanceOf(NoteException.NotSigned.class);
            assertThatThrownBy(() -> NOTE.verify(List.of()))
                    .isInstanceOf(NoteException.NotSigned.class);
        }

        @Test
        void is_refused_when_one_known_key_signed_something_else() {
            for (SigningKey key : ALL) {
                SigningKey honest = key == LOG ? LOG_PQ : LOG;
                Checkpoint other = new Checkpoint(ORIGIN, 6, ROOT);
                SignedNote note = Signed.note(honest).with(List.of(key.sign(other.text(), NOON)));

                assertThat(note.verify(List.of(honest.verifierKey()))).hasSize(1);
                assertThatThrownBy(
                                () -> note.verify(List.of(honest.verifierKey(), key.verifierKey())))
                        .isInstanceOf(NoteException.BadSignature.class)
                        .hasMessageContaining(key.verifierKey().name());
            }
        }

        @Test
        void is_refused_when_any_part_of_a_signature_is_changed_cut_or_lengthened() {
            for (SigningKey key : ALL) {
                byte[] signature = key.sign(CHECKPOINT.text(), NOON).signature();
                for (int at : new int[] {0, 7, 8, 40, signature.length - 1}) {
                    byte[] changed = signature.clone();
                    changed[at] ^= (byte) 0x80;
                    bad(key, changed);
                }
                bad(key, Arrays.copyOf(signature, signature.length - 1));
                bad(key, Arrays.copyOf(signature, signature.length + 1));
                bad(key, new byte[] {0});
            }
        }

        private static void bad(SigningKey key, byte[] signature) {
            NoteSignature line =
                    new NoteSignature(key.verifierKey().name(), key.verifierKey().id(), signature);
            SignedNote note = new SignedNote(CHECKPOINT.text(), List.of(line));

            assertThatThrownBy(() -> note.verify(List.of(key.verifierKey())))
                    .isInstanceOf(NoteException.BadSignature.class);
        }

        @Test
        void that_is_cut_anywhere_is_refused() {
            String text = Signed.note(LOG).format();
            for (int length = 0; length < text.length(); length++) {
                refusedNote(text.substring(0, length));
            }
        }

        @Test
        void in_any_other_form_is_refused() {
            String line = Signed.note(LOG).signatures().getFirst().line();
            String blob = line.substring(line.lastIndexOf(' ') + 1, line.length() - 1);
            for (String lines :
                    List.of(
                            "",
                            "\n",
                            line + "\n",
                            line.replace("\n", "\r\n"),
                            line.replace("\u2014", "-"),
                            line.replace("\u2014 ", "\u2014"),
                            " " + line,
                            line.replace(" ", "  "),
                            "\u2014 " + blob + "\n",
                            "\u2014  " + blob + "\n",
                            "\u2014 a+b " + blob + "\n",
                            "\u2014 a\u00a0b " + blob + "\n",
                            "\u2014 name " + blob.substring(1) + "\n",
                            "\u2014 name \n",
                            "\u2014 name AAAAAA==\n",
                            "\u2014 name AAAAAB==\n",
                            "\u2014 name " + blob + " more\n",
                            line + "text\n",
                            line.repeat(65))) {
                refusedNote("text\n\n" + lines);
            }
            refusedNote("text\n" + line);
            refusedNote("\n" + line);
            refusedNote("te\txt\n\n" + line);
            refusedNote("te\u0000xt\n\n" + line);
            refusedNote("t".repeat(SignedNote.MAX_BYTES) + "\n\n" + line);
            assertThatThrownBy(() -> SignedNote.parse(new byte[] {(byte) 0xff, '\n', '\n'}))
                    .isInstanceOf(LogFormatException.class);
        }

        @Test
        void with_as_many_signatures_as_anybody_needs_is_read() {
            String line = Signed.note(LOG_PQ).signatures().getFirst().line();

            assertThat(SignedNote.parse("text\n\n" + line.repeat(64)).signatures()).hasSize(64);
        }

        @Test
        void is_not_checked_with_two_keys_of_one_name_and_id() {
            VerifierKey key = LOG.verifierKey();

            assertThatIllegalArgumentException().isThrownBy(() -> NOTE.verify(List.of(key, key)));
        }

        @Test
        void takes_each_signature_once() {
            assertThat(NOTE.with(NOTE.signatures())).isEqualTo(NOTE);
            assertThat(SignedNote.lines(TEXT.substring(CHECKPOINT.text().length() + 1)))
                    .isEqualTo(NOTE.signatures());
        }
    }

    /** The JDK's Ed25519 and ML-DSA-44 over messages that the test puts together by itself. */
    @Nested
    class A_second_opinion {
        private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
        private static final byte[] ML_DSA_44 =
                HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

        private static boolean holds(
                String algorithm, byte[] header, SigningKey key, byte[] message, int skip)
                throws Exception {
            byte[] raw = key.verifierKey().publicKey();
            byte[] encoded = Arrays.copyOf(header, header.length + raw.length);
            System.arraycopy(raw, 0, encoded, header.length, raw.length);
            PublicKey publicKey =
                    KeyFactory.getInstance(algorithm)
                            .generatePublic(new X509EncodedKeySpec(encoded));
            byte[] signature = key.sign(CHECKPOINT.text(), NOON).signature();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            verifier.update(message);
            return verifier.verify(signature, skip, signature.length - skip);
        }

        @Test
        void agrees_with_a_plain_signature() throws Exception {
            byte[] message = CHECKPOINT.text().getBytes(UTF_8);

            assertThat(holds("Ed25519", ED25519, LOG, message, 0)).isTrue();
        }

        @Test
        void agrees_with_a_cosignature() throws Exception {
            String message =
                    "cosignature/v1\ntime " + NOON.getEpochSecond() + "\n" + CHECKPOINT.text();

            assertThat(holds("Ed25519", ED25519, WITNESS, message.getBytes(UTF_8), 8)).isTrue();
        }

        @Test
        void agrees_with_an_ML_DSA_44_cosignature() throws Exception {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream message = new DataOutputStream(bytes);
            message.writeBytes("subtree/v1\n\0");
            message.writeByte(11);
            message.writeBytes("w.example/2");
            message.writeLong(NOON.getEpochSecond());
            message.writeByte(ORIGIN.length());
            message.writeBytes(ORIGIN);
            message.writeLong(0);
            message.writeLong(5);
            message.write(ROOT.bytes());

            assertThat(holds("ML-DSA-44", ML_DSA_44, WITNESS_PQ, bytes.toByteArray(), 8)).isTrue();
            assertThat(holds("ML-DSA-44", ML_DSA_44, LOG_PQ, bytes.toByteArray(), 8)).isFalse();
        }
    }

    @Nested
    class A_cosignature {
        @Test
        void is_made_on_a_checkpoint_only() {
            for (SigningKey key : List.of(LOG_PQ, WITNESS, WITNESS_PQ)) {
                assertThatThrownBy(() -> key.sign("some text\n", NOON))
                        .isInstanceOf(LogFormatException.class);
                assertThatThrownBy(() -> key.sign(CHECKPOINT.text(), Instant.ofEpochSecond(-1)))
                        .isInstanceOf(LogFormatException.class);
            }
        }

        @Test
        void by_ML_DSA_44_leaves_extension_lines_alone() {
            String text = CHECKPOINT.text() + "extension\n";
            SignedNote note =
                    new SignedNote(text, List.of(WITNESS_PQ.sign(CHECKPOINT.text(), NOON)));

            assertThatThrownBy(() -> WITNESS_PQ.sign(text, NOON))
                    .isInstanceOf(LogFormatException.class);
            assertThat(note.verify(List.of(WITNESS_PQ.verifierKey()))).hasSize(1);
        }
    }

    @Nested
    class A_verifier_key {
        @Test
        void comes_back_from_its_text() {
            for (SigningKey key : ALL) {
                VerifierKey back = VerifierKey.parse(key.verifierKey().text());

                assertThat(back).isEqualTo(key.verifierKey()).hasSameHashCodeAs(key.verifierKey());
                assertThat(back.type()).isEqualTo(key.verifierKey().type());
            }
        }

        @Test
        void has_another_id_for_another_kind_or_name() {
            VerifierKey plain = LOG.verifierKey();
            VerifierKey cosigning =
                    new VerifierKey(ORIGIN, SignatureType.ED25519_COSIGNATURE, plain.publicKey());
            VerifierKey named = new VerifierKey("other", SignatureType.ED25519, plain.publicKey());

            assertThat(List.of(plain.id(), cosigning.id(), named.id())).doesNotHaveDuplicates();
        }

        @Test
        void in_any_other_form_is_refused() {
            String text = LOG.verifierKey().text();
            String[] parts = text.split("\\+", 3);
            for (String other :
                    List.of(
                            "",
                            "+",
                            "++",
                            parts[0] + "+" + parts[1],
                            "+" + parts[1] + "+" + parts[2],
                            "other+" + parts[1] + "+" + parts[2],
                            "a b+" + parts[1] + "+" + parts[2],
                            parts[0] + "+00000000+" + parts[2],
                            parts[0] + "+" + parts[1].substring(1) + "+" + parts[2],
                            parts[0] + "+0" + parts[1] + "+" + parts[2],
                            text.replace(parts[1], "FFFFFFFF"),
                            text.substring(0, text.length() - 1),
                            text + "\n",
                            text + "=",
                            parts[0] + "+" + parts[1] + "+",
                            parts[0] + "+" + parts[1] + "+" + Signed.base64(33),
                            "x".repeat(VerifierKey.MAX_LENGTH + 1))) {
                assertThatThrownBy(() -> VerifierKey.parse(other))
                        .as(other)
                        .isInstanceOf(LogFormatException.class);
            }
        }

        @Test
        void that_is_no_point_of_the_curve_or_one_of_small_order_is_refused() {
            byte[] none = new byte[32];
            Arrays.fill(none, (byte) 0xff);
            byte[] identity = new byte[32];
            identity[0] = 1;
            for (byte[] key : List.of(none, identity, new byte[32], new byte[31], new byte[33])) {
                assertThatThrownBy(() -> new VerifierKey("n", SignatureType.ED25519, key))
                        .isInstanceOf(LogFormatException.class);
            }
        }
    }

    @Nested
    class A_signing_key {
        @Test
        void comes_back_from_its_text() {
            for (SigningKey key : ALL) {
                SigningKey back = SigningKey.parse(key.secretText() + "\n");

                assertThat(back.verifierKey()).isEqualTo(key.verifierKey());
                assertThat(back.secretText()).isEqualTo(key.secretText());
            }
        }

        @Test
        void never_shows_itself() {
            for (SigningKey key : ALL) {
                String secret = key.secretText().substring(key.secretText().lastIndexOf('+') + 3);

                assertThat(key.toString()).doesNotContain(secret.substring(0, 20), "PRIVATE");
            }
        }

        @Test
        void is_new_each_time() {
            SecureRandom random = new SecureRandom();

            assertThat(SigningKey.generate("n", SignatureType.ED25519, random).secretText())
                    .isNotEqualTo(
                            SigningKey.generate("n", SignatureType.ED25519, random).secretText());
        }

        @Test
        void in_any_other_form_is_refused_without_showing_it() {
            String text = LOG.secretText();
            String seed = text.substring(text.lastIndexOf('+') + 1);
            for (String other :
                    List.of(
                            "",
                            text.substring(1),
                            text.substring(0, text.length() - 4),
                            text + "\n\n",
                            text.replace("log.", "LOG."),
                            text.replace(seed, "BQ" + seed.substring(2)),
                            text.replace(seed, "BA" + seed.substring(2)),
                            LOG.verifierKey().text(),
                            "PRIVATE+KEY+" + "x".repeat(5_000))) {
                assertThatThrownBy(() -> SigningKey.parse(other))
                        .isInstanceOf(LogFormatException.class)
                        .hasMessageNotContaining(seed);
            }
        }
    }

    @Test
    void notes_do_not_share_their_lists() {
        SignedNote note = Signed.note(LOG);

        assertThatThrownBy(() -> note.signatures().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> new SignedNote("text\n", Collections.emptyList()))
                .isInstanceOf(LogFormatException.class);
    }
}
