package city.datastore.agreements;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the parties promise.
 *
 * @param starts first instant it is in force
 * @param ends first instant it no longer is
 * @param reviewDue when the parties have to look at it again
 * @param particulars what it says besides what the gate enforces
 * @param template the template that it follows, null where none
 */
public record Terms(
        String title,
        List<Party> parties,
        List<Scope> datasets,
        List<Purpose> purposes,
        Set<PermittedAction> actions,
        LawfulBasis lawfulBasis,
        Instant starts,
        Instant ends,
        Instant reviewDue,
        Particulars particulars,
        @Nullable TemplateRef template) {

    /** Terms that follow no template. */
    public Terms(
            String title,
            List<Party> parties,
            List<Scope> datasets,
            List<Purpose> purposes,
            Set<PermittedAction> actions,
            LawfulBasis lawfulBasis,
            Instant starts,
            Instant ends,
            Instant reviewDue,
            Particulars particulars) {
        this(
                title,
                parties,
                datasets,
                purposes,
                actions,
                lawfulBasis,
                starts,
                ends,
                reviewDue,
                particulars,
                null);
    }

    public Terms {
        parties = List.copyOf(parties);
        datasets = List.copyOf(datasets);
        purposes = List.copyOf(purposes);
        actions = Set.copyOf(actions);
    }

    /** The same with other particulars. */
    public Terms with(Particulars others) {
        return new Terms(
                title,
                parties,
                datasets,
                purposes,
                actions,
                lawfulBasis,
                starts,
                ends,
                reviewDue,
                others,
                template);
    }

    /** The same about those datasets. */
    public Terms about(List<Scope> others) {
        return new Terms(
                title,
                parties,
                others,
                purposes,
                actions,
                lawfulBasis,
                starts,
                ends,
                reviewDue,
                particulars,
                template);
    }

    /** The same, following that template. */
    public Terms with(@Nullable TemplateRef other) {
        return new Terms(
                title,
                parties,
                datasets,
                purposes,
                actions,
                lawfulBasis,
                starts,
                ends,
                reviewDue,
                particulars,
                other);
    }

    /**
     * The same as the text that comes after another one: it goes on to follow the template of that
     * one, or a later version of it.
     *
     * @throws BadTerms if it names another template, or an earlier version
     */
    public Terms following(Terms before) {
        TemplateRef was = before.template;
        if (was == null) {
            return this;
        }
        if (template == null) {
            return with(was);
        }
        if (!template.id().equals(was.id()) || template.version() < was.version()) {
            throw new BadTerms(
                    List.of(
                            new Fault(
                                    "template",
                                    "it follows version "
                                            + was.version()
                                            + " of the template "
                                            + was.id()
                                            + "; it can follow a later version, and no other"
                                            + " template")));
        }
        return this;
    }

    /** The datasets that it names. */
    public Set<DatasetId> datasetIds() {
        return datasets.stream().map(Scope::dataset).collect(Collectors.toUnmodifiableSet());
    }

    /** That purpose in words; its code where they do not name it. */
    public String inWords(PurposeCode code) {
        return purposes.stream()
                .filter(purpose -> purpose.code().equals(code))
                .map(Purpose::text)
                .findFirst()
                .orElse(code.value());
    }

    /** The same with one more party. */
    public Terms with(Party party) {
        return between(Stream.concat(parties.stream(), Stream.of(party)).toList());
    }

    /** The same between those parties. */
    public Terms between(List<Party> others) {
        return new Terms(
                title,
                others,
                datasets,
                purposes,
                actions,
                lawfulBasis,
                starts,
                ends,
                reviewDue,
                particulars,
                template);
    }

    /**
     * One agency in it.
     *
     * @param role its controller role, such as {@code independent_controller} (UK GDPR Articles
     *     4(7) and 26)
     * @param provides whether it gives data of its own
     * @param receives whether its officers may be granted the data
     */
    public record Party(AgencyCode agency, String role, boolean provides, boolean receives) {}

    /**
     * A dataset it covers and how much of it.
     *
     * @param protection what is done to its columns and rows before they leave
     */
    public record Scope(DatasetId dataset, ColumnScope columns, Protection protection) {

        /** Every row, and the columns in clear. */
        public Scope(DatasetId dataset, ColumnScope columns) {
            this(dataset, columns, Protection.NONE);
        }
    }

    /** What the data is for. */
    public record Purpose(PurposeCode code, String text) {}

    /**
     * The law it rests on (UK GDPR Articles 6 and 9, Data Protection Act 2018 Schedule 1, and the
     * statutory gateway).
     *
     * @param article6 such as {@code 6(1)(e)}
     */
    public record LawfulBasis(
            String article6,
            @Nullable String article9,
            @Nullable String schedule1,
            List<String> gateways) {
        public LawfulBasis {
            gateways = List.copyOf(gateways);
        }
    }
}
