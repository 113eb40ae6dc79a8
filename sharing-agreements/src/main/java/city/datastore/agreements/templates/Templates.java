package city.datastore.agreements.templates;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsReview;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of templates. Everybody who has signed in may read them; the information governance
 * leads of an agency publish its own.
 */
public final class Templates {
    /** Most templates that one agency can publish; versions of one count once. */
    public static final int MAX_OF_AGENCY = 100;

    /** More than all agencies together come to. */
    private static final int MAX_LISTED = 20_000;

    /** Most versions of one that are listed. */
    public static final int MAX_VERSIONS = 50;

    private final Gatekeeper gate;
    private final TemplateRegister register;
    private final TemplateDraftRegister drafts;
    private final TemplateCheck check;
    private final TermsReview review;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final int maxOfAgency;

    /**
     * @param maxOfAgency most templates that one agency can publish
     */
    public Templates(
            Gatekeeper gate,
            TemplateRegister register,
            TemplateDraftRegister drafts,
            TemplateCheck check,
            TermsReview review,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock,
            int maxOfAgency) {
        this.gate = gate;
        this.register = register;
        this.drafts = drafts;
        this.check = check;
        this.review = review;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
        this.maxOfAgency = maxOfAgency;
    }

    /** The latest version of each. */
    public List<TemplateLine> all() {
        return register.latest(MAX_LISTED);
    }

    public Optional<Template> find(TemplateRef ref) {
        return register.find(ref);
    }

    public Optional<Template> latest(String id) {
        return register.latest(id);
    }

    /** The latest versions of one, newest first. */
    public List<TemplateLine> versions(String id) {
        return register.versions(id, MAX_VERSIONS);
    }

    /** What publishing it is asked of the gate. */
    public static Target toPublish(String id, @Nullable AgencyCode owner) {
        return new Target.OfMark("template " + id, owner);
    }

    /**
     * The clauses as they would be published, for somebody to look at before.
     *
     * @throws city.datastore.agreements.AgreementException.BadTerms with every fault
     */
    public List<Template.Clause> checked(TemplateCheck.Draft draft) {
        return check.check(draft);
    }

    /**
     * Publishes a template, or the next version of one of the caller's agency; their draft of it is
     * done with.
     */
    public Recorded<Template> publish(Caller caller, TemplateCheck.Draft draft) {
        AgencyCode owner = register.latest(draft.id()).map(Template::owner).orElse(caller.agency());
        gate.admit(Question.of(caller, Act.PUBLISH_TEMPLATE, toPublish(draft.id(), owner)));
        Signature by = Signature.of(caller, "", clock.instant().truncatedTo(ChronoUnit.MILLIS));
        List<Template.Clause> clauses = check.check(draft);
        return Objects.requireNonNull(
                transactions.execute(_ -> {
                    register.hold(draft.id());
                    var template =
                            new Template(
                                    draft.id(),
                                    next(draft.id(), by.agency()),
                                    by.agency(),
                                    draft.title().strip(),
                                    draft.about().strip(),
                                    clauses,
                                    by);
                    register.add(template);
                    drafts.delete(by.person(), template.id());
                    AuditEvent event = event(caller, template);
                    outbox.add(event);
                    return new Recorded<>(template, event.id());
                }));
    }

    private int next(String id, AgencyCode agency) {
        var last = register.latest(id);
        if (last.isEmpty()) {
            register.hold(agency);
            if (register.count(agency) >= maxOfAgency) {
                throw new WrongState(
                        "an agency can publish "
                                + maxOfAgency
                                + " templates, and "
                                + agency
                                + " has that many; publish a version of one of them");
            }
            return 1;
        }
        if (!last.get().owner().equals(agency)) {
            throw new WrongAgency(
                    "the template " + id + " belongs to " + last.get().owner(), last.get().owner());
        }
        if (last.get().version() == TemplateRef.MAX_VERSION) {
            throw new WrongState("the template " + id + " has had its last version");
        }
        return last.get().version() + 1;
    }

    /**
     * The terms of a new draft with what their template says where they say nothing, locked and
     * suggested. Terms that name a template that is not there come back as they are; the check says
     * so.
     */
    public Terms begin(Terms terms) {
        TemplateRef named = terms.template();
        return named == null
                ? terms
                : register.find(named).map(template -> template.begun(terms, review)).orElse(terms);
    }

    /** What the terms' template locks; nothing where they follow none. */
    public Optional<Template> followed(Terms terms) {
        return Optional.ofNullable(terms.template()).flatMap(register::find);
    }

    private static AuditEvent event(Caller caller, Template template) {
        return AuditEvent.now(
                template.published().at(),
                caller.actor(),
                Act.PUBLISH_TEMPLATE.action(),
                About.NOTHING.withDetails(
                        Map.of(
                                "template", template.id(),
                                "version", String.valueOf(template.version()),
                                "locked", template.locked().digest())),
                new Outcome.Done(),
                caller.request());
    }
}
