package city.datastore.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom to trust: the logs and witnesses by their keys, and which witnesses have to have cosigned a
 * checkpoint (c2sp.org/tlog-policy).
 */
public final class TlogPolicy {
    /** What stands for no witness at all. */
    static final String NONE = "none";

    private final List<Log> logs;
    private final List<Witness> witnesses;
    private final Map<String, Rule> rules;
    private final String quorum; // as octets, see PolicyReader
    private final Set<VerifierKey> keys = new LinkedHashSet<>();

    TlogPolicy(List<Log> logs, List<Witness> witnesses, Map<String, Rule> rules, String quorum) {
        this.logs = List.copyOf(logs);
        this.witnesses = List.copyOf(witnesses);
        this.rules = Map.copyOf(rules);
        this.quorum = quorum;
        logs.forEach(log -> keys.add(log.key()));
        witnesses.forEach(witness -> keys.add(witness.key()));
        Set<String> ids = keys.stream().map(VerifierKey::nameAndId).collect(Collectors.toSet());
        if (ids.size() < keys.size()) {
            throw new LogFormatException("two keys of the policy have the same name and id");
        }
    }

    /** A log that is trusted; its key is named as the log calls itself. */
    public record Log(VerifierKey key, Optional<String> url) {}

    /** A witness by the name that the policy gives it. */
    public record Witness(String name, VerifierKey key, Optional<String> url) {}

    /** What has to be there for a name to count as having witnessed. */
    sealed interface Rule {
        /** A cosignature by this key. */
        record Key(VerifierKey key) implements Rule {}

        /** At least so many of these. */
        record Group(int least, List<String> members) implements Rule {}
    }

    /** A checkpoint that the policy accepts, and the signatures that hold. */
    public record Accepted(Checkpoint checkpoint, List<SignedNote.Verified> signatures) {
        public Accepted {
            signatures = List.copyOf(signatures);
        }
    }

    /** Trusts one log by any of these keys, and asks for no witness. */
    public static TlogPolicy trusting(VerifierKey... logs) {
        return new TlogPolicy(
                List.of(logs).stream().map(key -> new Log(key, Optional.empty())).toList(),
                List.of(),
                Map.of(),
                NONE);
    }

    /**
     * The policy in this file.
     *
     * @throws LogFormatException with the number of the line, when the file is no policy
     */
    public static TlogPolicy parse(byte[] file) {
        return new PolicyReader().read(file);
    }

    /** The logs, in the order of the file. */
    public List<Log> logs() {
        return logs;
    }

    /** The witnesses, in the order of the file. */
    public List<Witness> witnesses() {
        return witnesses;
    }

    /** The name of the witness or group that has to have witnessed, or {@code none}. */
    public String quorum() {
        return new String(quorum.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The same witnesses and quorum, for these logs and no others. */
    public TlogPolicy onlyFor(VerifierKey... logs) {
        return new TlogPolicy(trusting(logs).logs, witnesses, rules, quorum);
    }

    /**
     * Checks that a checkpoint is signed by a log that is trusted and cosigned as the quorum asks.
     *
     * @throws NoteException.BadSignature when a signature by a key of the policy does not hold
     * @throws NoteException.NotSigned when no log of the policy has signed
     * @throws NoteException.OtherOrigin when the log that signed is not the one of the checkpoint
     * @throws NoteException.NoQuorum when too few witnesses have cosigned
     * @throws LogFormatException when the note is no checkpoint
     */
    public Accepted accept(SignedNote note) {
        List<SignedNote.Verified> verified = note.verify(keys);
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        Set<VerifierKey> signers = new HashSet<>();
        verified.forEach(signature -> signers.add(signature.key()));
        List<VerifierKey> signed = logs.stream().map(Log::key).filter(signers::contains).toList();
        if (signed.isEmpty()) {
            throw new NoteException.NotSigned();
        }
        if (signed.stream().noneMatch(key -> key.name().equals(checkpoint.origin()))) {
            throw new NoteException.OtherOrigin(checkpoint.origin());
        }
        if (!witnessed(signers)) {
            throw new NoteException.NoQuorum(quorum());
        }
        return new Accepted(checkpoint, verified);
    }

    /** Whether cosignatures by these keys make up the quorum. */
    public boolean witnessed(Collection<VerifierKey> cosigners) {
        return quorum.equals(NONE) || witnessed(quorum, Set.copyOf(cosigners));
    }

    private boolean witnessed(String name, Set<VerifierKey> cosigners) {
        return switch (rules.get(name)) {
            case Rule.Key(VerifierKey key) -> cosigners.contains(key);
            case Rule.Group(int least, List<String> members) ->
                    members.stream().filter(member -> witnessed(member, cosigners)).count()
                            >= least;
            case null -> throw new IllegalStateException("the policy does not define " + name);
        };
    }
}
