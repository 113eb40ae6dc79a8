package city.datastore.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.log.Receipt;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.merkle.Nodes;
import city.datastore.audit.merkle.Proofs;
import city.datastore.audit.paging.Page;
import city.datastore.audit.trail.StoredEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One evidence pack, ready to be written: events, proofs under one checkpoint, a summary, a signed
 * manifest. It reads the events page by page while it is written, and keeps of each the names and
 * hashes of its members only.
 */
public final class EvidencePack {
    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "manifest.p7s";
    static final String SUMMARY = "summary.html";

    private final Commission commission;
    private final LogHead head;
    private final int leftOut;
    private final Pages pages;
    private final Supplier<Nodes> nodes;
    private final Map<String, byte[]> standing;
    private final EvidenceSigner signer;

    EvidencePack(
            Commission commission,
            LogHead head,
            int leftOut,
            Pages pages,
            Supplier<Nodes> nodes,
            Map<String, byte[]> standing,
            EvidenceSigner signer) {
        this.commission = commission;
        this.head = head;
        this.leftOut = leftOut;
        this.pages = pages;
        this.nodes = nodes;
        this.standing = new TreeMap<>(standing);
        this.signer = signer;
    }

    /** What was found, newest first; the same each time, but for events beyond the checkpoint. */
    interface Pages {
        Page<StoredEvent> after(@Nullable String cursor);
    }

    /** A name for the file, of characters that no system takes for anything else. */
    public String filename() {
        return "evidence-" + commission.event() + ".zip";
    }

    /** Writes the whole pack and leaves the stream open. */
    public void writeTo(OutputStream out) throws IOException {
        SignedNote checkpoint = SignedNote.parse(Objects.requireNonNull(head.checkpoint()));
        PackWriter pack = new PackWriter(out, commission.madeAt());
        pack.member("checkpoint", checkpoint.bytes());
        for (var member : standing.entrySet()) {
            pack.member(member.getKey(), member.getValue());
        }
        int events = events(pack, checkpoint);
        var manifest = new Manifest(commission, head, events, leftOut, signer.certificateSha256());
        try (OutputStream member = pack.begin(SUMMARY)) {
            summary(new Summary(member, manifest));
        }
        byte[] signed = manifest.json(pack.members()).bytes();
        pack.member(MANIFEST, signed);
        pack.member(SIGNATURE, signer.sign(signed, commission.madeAt()));
        pack.finish();
    }

    private int events(PackWriter pack, SignedNote checkpoint) throws IOException {
        int events = 0;
        String cursor = null;
        do {
            Page<StoredEvent> page = pages.after(cursor);
            Nodes tree = nodes.get(); // it keeps the tiles it has read
            for (StoredEvent event : page.items()) {
                if (covered(event)) {
                    events++;
                    String name = "events/" + event.event().id();
                    pack.member(name + ".json", event.canonical().getBytes(UTF_8));
                    pack.member(name + ".tlog-proof", proof(event, tree, checkpoint));
                }
            }
            cursor = page.next();
        } while (cursor != null);
        return events;
    }

    private void summary(Summary summary) throws IOException {
        summary.begin();
        String cursor = null;
        do {
            Page<StoredEvent> page = pages.after(cursor);
            for (StoredEvent event : page.items()) {
                if (covered(event)) {
                    summary.row(event);
                }
            }
            cursor = page.next();
        } while (cursor != null);
        summary.end();
    }

    private boolean covered(StoredEvent event) {
        return event.leafIndex() < head.size();
    }

    private byte[] proof(StoredEvent event, Nodes tree, SignedNote checkpoint) {
        var proof = Proofs.inclusion(event.leafIndex(), head.size(), tree);
        return Receipt.of(event.salt(), event.leafIndex(), proof.path(), checkpoint)
                .format()
                .getBytes(UTF_8);
    }
}
