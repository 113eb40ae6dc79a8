package city.datastore.agreements.signing;

import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.TermsDigest;
import city.datastore.audit.event.CanonicalJson;
import city.datastore.audit.event.CanonicalJson.Field;
import city.datastore.audit.event.CanonicalJson.Fields;
import city.datastore.audit.event.CanonicalJson.Text;
import city.datastore.audit.event.CanonicalJson.Truth;
import city.datastore.audit.event.CanonicalJson.Whole;
import java.util.List;

/**
 * What somebody put their name to: these very terms, by their digest, for that agency and in that
 * office. Its form is written down in {@code docs/agreements.md}.
 *
 * @param office in which they signed, such as {@code ig-lead} or {@code siro}
 * @param secondFactor whether they had signed in with a second factor
 */
public record Statement(Head head, Signature by, String office, boolean secondFactor) {
    /** Names the form of the statement, and changes with it. */
    public static final String TYPE = "city-datastore/agreement-signature/1";

    /** The digest of the terms, lower-case hexadecimal. */
    public String digest() {
        return TermsDigest.of(head);
    }

    /** The statement as canonical JSON (RFC 8785): what is signed. */
    public byte[] bytes() {
        return canonical().bytes();
    }

    private CanonicalJson canonical() {
        return Fields.sorted(
                List.of(
                        text("type", TYPE),
                        text("agreement", head.reference().value()),
                        new Field("version", new Whole(head.version())),
                        text("digest", digest()),
                        text("agency", by.agency().value()),
                        text("office", office),
                        text("person", by.person().value()),
                        text("name", by.name()),
                        text("comment", by.comment()),
                        text("at", by.at().toString()),
                        new Field("secondFactor", new Truth(secondFactor))));
    }

    private static Field text(String name, String value) {
        return new Field(name, new Text(value));
    }
}
