package city.datastore.audit.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes evidence packs out of the trail and the log. Thread-safe. */
public final class EvidencePacks {
    /** Most events that a pack holds. */
    public static final int MAX_EVENTS = 10_000;

    /** Most pages to look at; those of a search for text may be empty and have a next. */
    private static final int MAX_PAGES = 500;

    private final Trail trail;
    private final LogTables tables;
    private final EvidenceSigner evidence;
    private final CheckpointSigner log;
    private final String policy;
    private final int most;

    /**
     * @param policy what the log proposes, a tlog-policy
     */
    public EvidencePacks(
            Trail trail,
            LogTables tables,
            EvidenceSigner evidence,
            CheckpointSigner log,
            String policy) {
        this(trail, tables, evidence, log, policy, MAX_EVENTS);
    }

    EvidencePacks(
            Trail trail,
            LogTables tables,
            EvidenceSigner evidence,
            CheckpointSigner log,
            String policy,
            int most) {
        this.trail = trail;
        this.tables = tables;
        this.evidence = evidence;
        this.log = log;
        this.policy = policy;
        this.most = most;
    }

    /**
     * The pack of everything that the search finds and the newest cosigned checkpoint covers. What
     * it does not cover yet is counted and left out.
     *
     * @throws EvidenceException when there is too much, or nothing that can be proved yet
     */
    public EvidencePack prepare(Commission commission) {
        LogHead head =
                tables.cosigned()
                        .filter(cosigned -> cosigned.checkpoint() != null)
                        .orElseThrow(EvidenceException.NothingProvable::new);
        int found = 0;
        int leftOut = 0;
        int looked = 0;
        EvidencePack.Pages pages = cursor -> page(commission, cursor);
        String cursor = null;
        do {
            Page<StoredEvent> page = pages.after(cursor);
            found += page.items().size();
            leftOut +=
                    (int) page.items().stream().filter(e -> e.leafIndex() >= head.size()).count();
            cursor = page.next();
            looked++;
            boolean more = cursor != null;
            if (found > most || (more && (found == most || looked == MAX_PAGES))) {
                throw new EvidenceException.TooMany(most);
            }
        } while (cursor != null);
        if (found > 0 && leftOut == found) {
            throw new EvidenceException.NothingProvable();
        }
        return new EvidencePack(
                commission,
                head,
                leftOut,
                pages,
                () -> tables.nodes(head.size()),
                standing(commission),
                evidence);
    }

    private Page<StoredEvent> page(Commission commission, @Nullable String cursor) {
        return trail.searchForFile(
                commission.scope(), commission.search(), new PageRequest(Page.MAX_ITEMS, cursor));
    }

    /** The members that do not depend on what was found. */
    private Map<String, byte[]> standing(Commission commission) {
        String keys =
                log.keys().stream()
                        .map(VerifierKey::text)
                        .collect(Collectors.joining("\n", "", "\n"));
        Hash certificate = evidence.certificateSha256();
        return Map.of(
                "log.vkeys", keys.getBytes(UTF_8),
                "policy", policy.getBytes(UTF_8),
                "certificate.pem", evidence.certificatePem().getBytes(UTF_8),
                "certificate.note", log.vouch(certificate, commission.madeAt()).bytes());
    }
}
