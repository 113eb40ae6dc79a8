package city.datastore.platform.api;

import city.datastore.agreements.TemplateRef;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.AlertId;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.HoldId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.names.RolePolicyId;
import city.datastore.audit.names.WithholdingId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the names in a path. A name that breaks its rule cannot be the name of anything, so the
 * answer is that there is no such thing, with the rule.
 */
final class Paths {
    static final String V1 = "/api/v1";

    private static final int MAX_VERSION_DIGITS = 9;

    private Paths() {}

    static AgencyCode agency(String code) {
        return named(() -> new AgencyCode(code));
    }

    static DatasetId dataset(String agency, String name) {
        return named(() -> new DatasetId(new AgencyCode(agency), name));
    }

    static AgreementRef agreement(String reference) {
        return named(() -> new AgreementRef(reference));
    }

    static AccessRequestId request(String id) {
        return named(() -> AccessRequestId.parse(id));
    }

    static GrantId grant(String id) {
        return named(() -> GrantId.parse(id));
    }

    static HoldId hold(String id) {
        return named(() -> HoldId.parse(id));
    }

    static WithholdingId withholding(String id) {
        return named(() -> WithholdingId.parse(id));
    }

    static ConditionId condition(String id) {
        return named(() -> ConditionId.parse(id));
    }

    static RolePolicyId rolePolicy(String id) {
        return named(() -> RolePolicyId.parse(id));
    }

    static ProhibitionId prohibition(String id) {
        return named(() -> ProhibitionId.parse(id));
    }

    static EmergencyId emergency(String id) {
        return named(() -> EmergencyId.parse(id));
    }

    static EventId event(String id) {
        return named(() -> EventId.parse(id));
    }

    static AlertId alert(String id) {
        return named(() -> AlertId.parse(id));
    }

    /** The number of a version; nothing for {@code latest}. */
    static Optional<Integer> version(String text) {
        if (text.equals("latest")) {
            return Optional.empty();
        }
        if (text.length() > MAX_VERSION_DIGITS || !text.matches("[1-9][0-9]*")) {
            throw new CallException.NoSuchThing(
                    "a version is a whole number from 1, or the word latest");
        }
        return Optional.of(Integer.valueOf(text));
    }

    /** The number of an edition of an agreement's terms. */
    static int edition(String text) {
        if (text.length() > MAX_VERSION_DIGITS || !text.matches("[1-9][0-9]*")) {
            throw new CallException.NoSuchThing("an edition is a whole number from 1");
        }
        return Integer.parseInt(text);
    }

    /** A version of a template. */
    static TemplateRef template(String id, String version) {
        if (version.length() > MAX_VERSION_DIGITS || !version.matches("[1-9][0-9]*")) {
            throw new CallException.NoSuchThing("a version is a whole number from 1");
        }
        return named(() -> TemplateRef.of(id, Integer.parseInt(version)));
    }

    /** The number of a comment on an agreement. */
    static int comment(String text) {
        if (text.length() > MAX_VERSION_DIGITS || !text.matches("[1-9][0-9]*")) {
            throw new CallException.NoSuchThing("a comment is named by a whole number from 1");
        }
        return Integer.parseInt(text);
    }

    private static <T> T named(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (NameException e) {
            throw new CallException.NoSuchThing(String.valueOf(e.getMessage()));
        }
    }
}
