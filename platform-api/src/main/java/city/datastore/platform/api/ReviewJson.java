package city.datastore.platform.api;

import city.datastore.agreements.reviews.Findings;
import city.datastore.agreements.reviews.Proposal;
import city.datastore.agreements.reviews.Review;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.use.UseOfAgreement.ByAgency;
import city.datastore.platform.desk.ReviewDesk;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agreement promises beside what was used of it; numbers of people and nobody's name.
 *
 * @param from first day, in London
 * @param to last day
 * @param complete whether everything that the record holds was counted
 * @param reads how often anything was read
 * @param reviewDue when it is due for review
 * @param latestNextReview the latest that a review made now can put off the next one
 * @param reviews the reviews so far, newest first
 */
record ReviewJson(
        String reference,
        int version,
        LocalDate from,
        LocalDate to,
        boolean complete,
        long reads,
        List<OfDataset> datasets,
        List<OfPurpose> purposes,
        List<OfAgency> agencies,
        List<Refusal> refusals,
        Suggested proposal,
        Instant reviewDue,
        Instant latestNextReview,
        List<Made> reviews) {

    /**
     * A dataset.
     *
     * @param promised its columns: the word {@code "all"}, or a list
     * @param read columns released at least once: the word {@code "all"}, or a list
     * @param grants how many were in force at some time
     * @param grantsNeverUsed how many of them nothing was read under
     */
    record OfDataset(
            String dataset,
            Object promised,
            List<String> receivers,
            long reads,
            long people,
            List<By> by,
            List<Integer> versions,
            Object read,
            List<String> neverRead,
            @Nullable Instant lastRead,
            int grants,
            int grantsNeverUsed) {
        static OfDataset of(Findings.OfDataset found) {
            return new OfDataset(
                    found.dataset().toString(),
                    ColumnsJson.of(found.promised()),
                    found.receivers().stream().map(AgencyCode::value).toList(),
                    found.reads(),
                    found.people(),
                    found.by().stream().map(By::of).toList(),
                    List.copyOf(found.versions()),
                    found.whole() ? "all" : List.copyOf(found.read()),
                    found.neverRead(),
                    found.last().orElse(null),
                    found.grants(),
                    found.unused());
        }
    }

    /** Reading by the staff of one agency. */
    record By(String agency, long reads, long people, Instant lastRead) {
        static By of(ByAgency by) {
            return new By(by.agency().value(), by.reads(), by.people(), by.last());
        }
    }

    /** A purpose that the agreement names. */
    record OfPurpose(String code, String text, long reads) {}

    /** A party that receives. */
    record OfAgency(String agency, long reads, long people) {}

    /** Attempts that were refused for one reason. */
    record Refusal(String code, long count) {}

    /** What the numbers suggest. */
    record Suggested(String outcome, List<Because> reasons) {
        static Suggested of(Proposal proposal) {
            return new Suggested(
                    proposal.outcome().word(),
                    proposal.reasons().stream()
                            .map(each -> new Because(each.code(), each.subject(), each.items()))
                            .toList());
        }
    }

    /**
     * Why.
     *
     * @param subject the dataset, purpose or agency, or a number of reads or days
     * @param items the columns
     */
    record Because(String code, String subject, List<String> items) {}

    /** A review that was made. */
    record Made(
            int number,
            int version,
            LocalDate from,
            LocalDate to,
            String outcome,
            Instant nextReview,
            String agency,
            PersonJson person,
            Instant at,
            String comment) {
        static Made of(Review review) {
            return new Made(
                    review.number(),
                    review.version(),
                    review.period().from(),
                    review.period().lastDay(),
                    review.outcome().word(),
                    review.nextDue(),
                    review.by().agency().value(),
                    new PersonJson(review.by().person().value(), review.by().name()),
                    review.by().at(),
                    review.by().comment());
        }
    }

    static ReviewJson of(ReviewDesk.Looked looked) {
        var head = looked.agreement().head();
        Findings found = looked.findings();
        return new ReviewJson(
                head.reference().value(),
                head.version(),
                found.period().from(),
                found.period().lastDay(),
                found.complete(),
                found.reads(),
                found.datasets().stream().map(OfDataset::of).toList(),
                found.purposes().stream()
                        .map(each -> new OfPurpose(each.code().value(), each.text(), each.reads()))
                        .toList(),
                found.agencies().stream()
                        .map(each ->
                                new OfAgency(each.agency().value(), each.reads(), each.people()))
                        .toList(),
                found.refused().entrySet().stream()
                        .map(each -> new Refusal(each.getKey(), each.getValue()))
                        .toList(),
                Suggested.of(found.proposal()),
                head.reviewDue(),
                looked.latestNext(),
                looked.past().stream().map(Made::of).toList());
    }
}
