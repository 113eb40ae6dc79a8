package city.datastore.audit.verify.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import city.datastore.audit.event.CanonicalJson;
import city.datastore.audit.verify.receipt.Checkpoint;
import city.datastore.audit.verify.receipt.Note;
import city.datastore.audit.verify.receipt.ReceiptFile;
import city.datastore.audit.verify.receipt.RefusedException;
import city.datastore.audit.verify.receipt.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks one evidence pack and collects all that is wrong with it. */
final class PackCheck {
    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "manifest.p7s";
    static final String SUMMARY = "summary.html";
    static final String CHECKPOINT = "checkpoint";
    static final String CERTIFICATE = "certificate.pem";
    static final String VOUCHED = "certificate.note";

    private static final String FOLDER = "events/";
    private static final String EVENT = ".json";
    private static final String PROOF = ".tlog-proof";
    private static final List<String> STANDING =
            List.of(MANIFEST, SIGNATURE, SUMMARY, CHECKPOINT, CERTIFICATE, VOUCHED);
    private static final Set<String> UNLISTED = Set.of(MANIFEST, SIGNATURE);
    private static final int MAX_KEPT = 1_000;

    private final PackZip pack;
    private final Trust trust;
    private final byte[] checkpoint;
    private final List<Fault> faults = new ArrayList<>();
    private long counted;
    private Trust.@Nullable Accepted accepted;
    private @Nullable CmsSignature signature;

    private PackCheck(PackZip pack, Trust trust) {
        this.pack = pack;
        this.trust = trust;
        this.checkpoint = has(CHECKPOINT) ? pack.bytes(CHECKPOINT) : new byte[0];
    }

    /**
     * What the check of a pack came to.
     *
     * @param faults at most a thousand of them; all are counted
     * @param manifest nothing when it is missing or cannot be read
     * @param accepted nothing when the checkpoint is not to be believed
     */
    record Result(
            List<Fault> faults,
            long counted,
            Optional<ManifestFile> manifest,
            Optional<Trust.Accepted> accepted) {
        boolean holds() {
            return counted == 0;
        }
    }

    /**
     * Checks the pack in this file.
     *
     * @throws RefusedException when it is no ZIP as a pack is one
     */
    static Result of(Path file, Trust trust) throws IOException {
        try (PackZip pack = new PackZip(file)) {
            PackCheck check = new PackCheck(pack, trust);
            Optional<ManifestFile> manifest = check.run();
            return new Result(
                    List.copyOf(check.faults),
                    check.counted,
                    manifest,
                    Optional.ofNullable(check.accepted));
        }
    }

    /** Something that refuses what it does not believe. */
    private interface Step {
        void run();
    }

    private void step(String member, Step step) {
        try {
            step.run();
        } catch (RefusedException e) {
            fault(member, String.valueOf(e.getMessage()));
        }
    }

    private void fault(String member, String what) {
        counted++;
        if (faults.size() < MAX_KEPT) {
            faults.add(new Fault(member, what));
        }
    }

    private Optional<ManifestFile> run() {
        STANDING.stream().filter(name -> !has(name)).forEach(name -> fault(name, "It is missing."));
        ManifestFile manifest = manifest();
        if (manifest != null) {
            members(manifest.members());
        }
        if (has(MANIFEST) && has(SIGNATURE)) {
            step(SIGNATURE, this::signature);
        }
        if (has(CHECKPOINT)) {
            step(CHECKPOINT, this::checkpoint);
        }
        if (manifest != null) {
            step(MANIFEST, () -> agrees(manifest));
        }
        if (has(CERTIFICATE) && has(VOUCHED) && signature != null) {
            certificate(signature.certificate(), manifest);
        }
        events(manifest);
        return Optional.ofNullable(manifest);
    }

    private boolean has(String name) {
        return pack.members().containsKey(name);
    }

    private @Nullable ManifestFile manifest() {
        if (!has(MANIFEST)) {
            return null;
        }
        try {
            ManifestFile manifest = ManifestFile.parse(pack.bytes(MANIFEST));
            var _ = List.of(manifest.events(), manifest.leftOut(), manifest.size());
            return manifest;
        } catch (RefusedException e) {
            fault(MANIFEST, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Every member is listed, every one listed is there, and each is the same. */
    private void members(Map<String, PackZip.Member> listed) {
        Set<String> names = new TreeSet<>(listed.keySet());
        names.addAll(pack.members().keySet());
        for (String name : names) {
            PackZip.Member said = listed.get(name);
            PackZip.Member here = pack.members().get(name);
            if (here == null) {
                fault(PackZip.shown(name), "It is missing; the manifest lists it.");
            } else if (said == null) {
                if (!UNLISTED.contains(name)) {
                    fault(name, "It was added: the manifest does not list it.");
                }
            } else if (!said.equals(here)) {
                fault(name, "It was altered: its SHA-256 is not the one in the manifest.");
            }
        }
    }

    private void signature() {
        CmsSignature read = CmsSignature.parse(pack.bytes(SIGNATURE));
        read.check(pack.bytes(MANIFEST));
        signature = read;
    }

    private void checkpoint() {
        accepted = trust.accept(Note.parse(checkpoint));
    }

    private void agrees(ManifestFile manifest) {
        Trust.Accepted here = accepted;
        if (here == null) {
            return; // said already
        }
        Checkpoint checkpoint = here.checkpoint();
        String root = Base64.getEncoder().encodeToString(checkpoint.root().bytes());
        if (!checkpoint.origin().equals(manifest.origin())
                || checkpoint.size() != manifest.size()
                || !root.equals(manifest.root())) {
            throw RefusedException.untrue("It names another checkpoint than the one in the pack.");
        }
    }

    /** The log vouches for the certificate; nothing else makes it good. */
    private void certificate(byte[] certificate, @Nullable ManifestFile manifest) {
        byte[] sha256 = PackZip.sha256().digest(certificate);
        step(
                CERTIFICATE,
                () -> {
                    if (!Arrays.equals(certificate, pem(pack.bytes(CERTIFICATE)))) {
                        throw RefusedException.untrue(
                                "It is not the certificate that the manifest is signed under.");
                    }
                });
        if (manifest != null) {
            step(
                    MANIFEST,
                    () -> {
                        if (!HexFormat.of()
                                .formatHex(sha256)
                                .equals(manifest.certificateSha256())) {
                            throw RefusedException.untrue(
                                    "It names another certificate than it is signed under.");
                        }
                    });
        }
        Trust.Accepted here = accepted;
        if (here != null) {
            String origin = here.checkpoint().origin();
            String text =
                    "city-datastore/evidence-certificate/v1\n"
                            + origin
                            + "\n"
                            + Base64.getEncoder().encodeToString(sha256)
                            + "\n";
            step(
                    SIGNATURE,
                    () -> {
                        try {
                            trust.vouched(pack.bytes(VOUCHED), text, origin);
                        } catch (RefusedException e) {
                            throw RefusedException.untrue(
                                    "The manifest is signed under a certificate that the log does"
                                            + " not vouch for in "
                                            + VOUCHED
                                            + ". "
                                            + e.getMessage());
                        }
                    });
        }
    }

    private static byte[] pem(byte[] text) {
        String[] lines = new String(text, US_ASCII).split("\n", -1);
        StringBuilder body = new StringBuilder();
        Arrays.stream(lines).filter(line -> !line.startsWith("-----")).forEach(body::append);
        try {
            return Base64.getDecoder().decode(body.toString());
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private void events(@Nullable ManifestFile manifest) {
        long events = 0;
        for (String name : pack.members().keySet()) {
            if (name.startsWith(FOLDER) && name.endsWith(EVENT)) {
                events++;
                String proof = name.substring(0, name.length() - EVENT.length()) + PROOF;
                if (has(proof)) {
                    event(name, proof);
                } else {
                    fault(name, "Its proof is missing.");
                }
            } else if (name.endsWith(PROOF)) {
                String event = name.substring(0, name.length() - PROOF.length()) + EVENT;
                if (!has(event)) {
                    fault(name, "Its event is missing.");
                }
            }
        }
        if (manifest != null && manifest.events() != events) {
            fault(
                    MANIFEST,
                    "It speaks of " + manifest.events() + " events, and there are " + events + ".");
        }
    }

    private void event(String name, String proof) {
        step(
                name,
                () -> {
                    byte[] canonical = pack.bytes(name);
                    String id = new Fault(name, "").event().orElse("");
                    if (id.isEmpty()
                            || !id.equals(id(ManifestFile.canonical(canonical, "event")))) {
                        throw RefusedException.untrue("It is another event than its name says.");
                    }
                    ReceiptFile receipt = ReceiptFile.parse(pack.bytes(proof));
                    if (!receipt.isUnder(checkpoint)) {
                        throw RefusedException.untrue(
                                "Its proof is under another checkpoint than that of the pack.");
                    }
                    Trust.Accepted here = accepted;
                    if (here != null) {
                        receipt.check(canonical, here.checkpoint());
                    }
                });
    }

    private static String id(CanonicalJson event) {
        return event instanceof CanonicalJson.Fields fields
                        && fields.get("metadata") instanceof CanonicalJson.Fields metadata
                        && metadata.get("uid") instanceof CanonicalJson.Text(String id)
                ? id
                : "";
    }
}
