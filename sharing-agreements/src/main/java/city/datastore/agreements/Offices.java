package city.datastore.agreements;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.AgreementException.WrongSigner;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.AgencyCode;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who has to sign an agreement for each party besides its lead, and how strongly, for what the
 * agreement covers. The offices and the marks on which they sign are data, in {@code
 * vocabularies.txt} under {@code sign-off}.
 *
 * <p>A condensed agreement is for sharing at low risk and takes the leads alone, unless a column is
 * special category or criminal offence data.
 */
public final class Offices {
    /** The office that may always speak and never decides (UK GDPR Article 39(1)(a)). */
    public static final String ADVISER = "dpo";

    private static final String LIST = "sign-off";

    private final Vocabularies vocabularies;
    private final Questionnaire questionnaire;

    public Offices(Vocabularies vocabularies, Questionnaire questionnaire) {
        this.vocabularies = vocabularies;
        this.questionnaire = questionnaire;
    }

    /** The offices that have to sign off for each party. */
    public Set<String> demanded(Terms terms) {
        if (!serious(terms)) {
            return Set.of();
        }
        Set<String> marks = marks(terms);
        return vocabularies.list(LIST).entries().stream()
                .filter(office -> !Collections.disjoint(office.marks(), marks))
                .map(Vocabulary.Entry::code)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether its signatures take a sign-in with a second factor (RFC 9470). */
    public boolean secondFactor(Terms terms) {
        return serious(terms);
    }

    /** The office of the caller in which their agency has still to sign; empty where none. */
    public static Optional<String> open(Caller caller, Agreement agreement) {
        AgencyCode agency = caller.agency();
        if (agency == null || !(agreement instanceof Agreement.Offered offered)) {
            return Optional.empty();
        }
        return offered.signatories().missing(agency).stream()
                .filter(office -> !office.equals(Signatories.LEAD))
                .filter(office -> caller.roles().stream().map(Role::code).anyMatch(office::equals))
                .findFirst();
    }

    /**
     * That the caller holds the office, and does not advise at the same time.
     *
     * @throws WrongSigner unless they do
     */
    static void requireHeld(Caller caller, String office) {
        if (caller.roles().stream().map(Role::code).noneMatch(office::equals)) {
            throw new WrongSigner("wrong-office", "you do not hold the office of " + office);
        }
        if (!office.equals(ADVISER) && caller.is(Role.DPO)) {
            throw new WrongSigner(
                    "advisers-do-not-sign",
                    "you are a data protection officer, who advises and does not sign");
        }
    }

    private boolean serious(Terms terms) {
        Set<String> marks = marks(terms);
        return terms.particulars().extent() == Extent.FULL
                || marks.contains(Marks.SPECIAL)
                || marks.contains(Marks.CRIMINAL);
    }

    private Set<String> marks(Terms terms) {
        return new Marks(terms, vocabularies, questionnaire).ofData();
    }
}
