package city.datastore.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.Commitment;
import city.datastore.audit.log.Salt;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.TreeHasher;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A small log in memory, with a witness, that packs are made from; each event at its own index. */
public final class Packs {
    public static final String ORIGIN = "example.test/log";
    public static final Instant MADE = Instant.parse("2026-11-22T09:30:00Z");
    public static final EventId ASKED = EventId.parse("019aa6a8-ffff-7abc-8def-0123456789ab");

    private static final int PAGE = 2;

    public final CheckpointSigner log =
            new CheckpointSigner(
                    ORIGIN,
                    List.of(
                            key(ORIGIN, SignatureType.ED25519),
                            key(ORIGIN, SignatureType.ML_DSA_44_COSIGNATURE)));
    public final SigningKey witness = key("w.test/1", SignatureType.ED25519_COSIGNATURE);
    public final EvidenceSigner signer = EvidenceSigner.generate(new SecureRandom(), MADE);

    private static SigningKey key(String name, SignatureType type) {
        return SigningKey.generate(name, type, new SecureRandom());
    }

    public String keys() {
        return log.keys().stream().map(VerifierKey::text).collect(Collectors.joining("\n"));
    }

    /** A policy that asks for the witness. */
    public String policy() {
        return "log %s\nwitness one %s\nquorum one\n"
                .formatted(log.keys().getFirst().text(), witness.verifierKey().text());
    }

    /** The pack of these events, in a log that holds nothing else. */
    public byte[] pack(AuditEvent... events) {
        return pack(0, events);
    }

    /** The same, where the checkpoint does not cover the last so many. */
    public byte[] pack(int leftOut, AuditEvent... events) {
        var hasher = new TreeHasher();
        Map<String, Hash> nodes = new HashMap<>();
        var tree = Frontier.empty();
        List<StoredEvent> stored = new ArrayList<>();
        for (AuditEvent event : events) {
            byte[] canonical = EventCodec.encode(event);
            Salt salt = Salt.random(new SecureRandom());
            stored.addFirst(
                    new StoredEvent(
                            stored.size() + 1L, MADE, event, new String(canonical, UTF_8), salt));
            if (stored.size() <= events.length - leftOut) {
                tree.append(
                        hasher.leaf(new Commitment().entry(salt, canonical)),
                        (level, index, hash) -> nodes.put(level + "/" + index, hash));
            }
        }
        long size = (long) events.length - leftOut;
        if (size == 0) {
            tree.append(hasher.leaf(new byte[Hash.BYTES]), (_, _, _) -> {});
            size = 1;
        }
        var note = log.cosign(log.sign(size, tree.root(), MADE), MADE);
        note = note.with(List.of(witness.sign(note.text(), MADE)));
        var pack =
                new EvidencePack(
                        new Commission(
                                Events.actor("city.auditor"),
                                new TrailScope.Everything(),
                                TrailQuery.ANY,
                                ASKED,
                                MADE),
                        new LogHead(size, tree.root(), note.format(), MADE),
                        leftOut,
                        cursor -> page(stored, cursor == null ? 0 : Integer.parseInt(cursor)),
                        () ->
                                (level, index) ->
                                        Objects.requireNonNull(nodes.get(level + "/" + index)),
                        Map.of(
                                "log.vkeys",
                                keys().getBytes(UTF_8),
                                "certificate.pem",
                                signer.certificatePem().getBytes(UTF_8),
                                "certificate.note",
                                log.vouch(signer.certificateSha256(), MADE).bytes()),
                        signer);
        var out = new ByteArrayOutputStream();
        try {
            pack.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Page<StoredEvent> page(List<StoredEvent> all, int from) {
        int to = Math.min(from + PAGE, all.size());
        return new Page<>(all.subList(from, to), to == all.size() ? null : Integer.toString(to));
    }

    /** The members of a pack, in their order. */
    public static Map<String, byte[]> members(byte[] pack) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(pack))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                members.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return members;
    }

    /** A ZIP of these members. */
    public static byte[] zip(Map<String, byte[]> members) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
