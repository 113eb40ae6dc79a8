package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Role;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.log.Salt;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.subjects.Access;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the copy for the person concerned says of accesses that lie back. */
class SubjectCopyIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);
    private final SubjectCopy copy = platform.bean(SubjectCopy.class);

    @Test
    void it_says_what_each_access_was_for_in_the_words_that_the_agreement_had_then() {
        var dataset = sharing.dataset("copy-words");
        var agreement = sharing.agreement(dataset);
        sharing.rephrase(agreement, "Find payments that were made twice");

        var lines =
                copy.lines(
                        sharing.brent(Role.IG_LEAD),
                        List.of(access(dataset, agreement, 2), access(dataset, agreement, 1)));

        assertThat(lines)
                .extracting(SubjectCopy.Line::purpose)
                .containsExactly(
                        "Find payments that were made twice",
                        "Find suppliers that several agencies pay");
    }

    /** Under that version of the agreement, as the record has it. */
    private Access access(DatasetId dataset, AgreementRef agreement, int version) {
        var event =
                AuditEvent.now(
                        Instant.now(),
                        sharing.gla(Role.OFFICER).actor(),
                        new Action("dataset.read", Activity.READ),
                        About.dataset(dataset)
                                .withDataset(dataset, 1)
                                .withAgreement(agreement, version)
                                .withPurpose(new PurposeCode("procurement-review")),
                        new Outcome.Allowed(List.of()),
                        new RequestId("subject-copy"));
        var stored =
                new StoredEvent(version, event.at(), event, "{}", Salt.of(new byte[Salt.BYTES]));
        return new Access(stored, new VersionId(dataset, 1), null, /* withheld= */ false);
    }
}
