package city.datastore.access.policy;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody supposes to be otherwise, to learn what would change: facts as they would then be.
 * Only for explaining; no pass is ever made of it. Pure.
 */
public enum Supposition {
    /** The person holds a grant for just this, on every column. */
    GRANTED {
        @Override
        public Facts supposed(Question question, Facts facts) {
            var agency = question.caller().agency();
            var purpose = question.purpose();
            var dataset = dataset(question);
            if (agency == null || purpose == null || dataset == null) {
                return facts;
            }
            var grants = new ArrayList<>(facts.grants());
            for (var permit : facts.permits()) {
                grants.add(
                        new HeldGrant(
                                NO_GRANT,
                                question.caller().person(),
                                agency,
                                dataset,
                                permit.agreement(),
                                purpose,
                                Set.of(PermittedAction.READ),
                                ColumnScope.ALL,
                                facts.now(),
                                facts.now().plus(Duration.ofDays(1)),
                                false));
            }
            return facts.with(facts.permits(), grants);
        }
    },
    /** The agreements that it rests on are in force. */
    IN_FORCE {
        @Override
        public Facts supposed(Question question, Facts facts) {
            var standing =
                    facts.permits().stream()
                            .map(permit ->
                                    permit.inForceAt(facts.now())
                                            ? permit
                                            : inForce(permit, facts.now()))
                            .toList();
            return facts.with(standing, facts.grants());
        }
    },
    /** The owner forbids nothing, and sets no condition and no role policy. */
    LIFTED {
        @Override
        public Facts supposed(Question question, Facts facts) {
            return new Facts(
                    facts.now(),
                    facts.permits(),
                    facts.grants(),
                    List.of(),
                    List.of(),
                    List.of(),
                    facts.emergency());
        }
    };

    private static final GrantId NO_GRANT = new GrantId(new UUID(0, 0));

    /** The facts as they would be. */
    public abstract Facts supposed(Question question, Facts facts);

    private static Permit inForce(Permit permit, Instant now) {
        return new Permit(
                permit.agreement(),
                permit.version(),
                Permit.Standing.ACTIVE,
                now,
                now.plus(Duration.ofDays(1)),
                permit.parties(),
                permit.receivers(),
                permit.datasets(),
                permit.purposes(),
                permit.actions(),
                permit.absent(),
                permit.protections());
    }

    private static @Nullable DatasetId dataset(Question question) {
        return switch (question.target()) {
            case Target.OfDataset(var dataset) -> dataset;
            case Target.OfVersion(var dataset, _) -> dataset;
            default -> null;
        };
    }
}
