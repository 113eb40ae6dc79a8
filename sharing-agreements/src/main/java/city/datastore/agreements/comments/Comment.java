package city.datastore.agreements.comments;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.audit.names.AgreementRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody who is asked to sign has to say of a clause.
 *
 * @param number within the agreement, from 1
 * @param version of the terms that it is about
 * @param edition the very text that it is about
 * @param said by whom, when and what
 * @param answers oldest first; the last one settles it, if any does
 */
public record Comment(
        AgreementRef agreement,
        int number,
        int version,
        int edition,
        Clause clause,
        Signature said,
        List<Reply> answers) {

    public Comment {
        answers = List.copyOf(answers);
    }

    /**
     * What somebody says to it.
     *
     * @param settles whether nothing remains to be done about it
     */
    public record Reply(int number, boolean settles, Signature said) {}

    public boolean open() {
        return settled().isEmpty();
    }

    /** The answer that settled it. */
    public Optional<Reply> settled() {
        return answers.stream().filter(Reply::settles).findFirst();
    }

    Comment with(Reply answer) {
        var all = new ArrayList<>(answers);
        all.add(answer);
        return new Comment(agreement, number, version, edition, clause, said, all);
    }
}
