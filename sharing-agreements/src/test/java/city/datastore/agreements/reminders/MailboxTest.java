package city.datastore.agreements.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that letters can go to. */
class MailboxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ig@brent.example",
                " ig@brent.example ",
                "i.g+dsa@mail-1.brent.gov.uk",
                "o'neil@x.uk"
            })
    void are_plain(String text) {
        assertThat(Mailbox.read(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ig",
                "@brent.example",
                "ig@",
                "ig@brent.example\r\nBcc: x@evil.example",
                "ig@brent.example,x@evil.example",
                "IG <ig@brent.example>",
                "\"i g\"@brent.example",
                "i..g@brent.example",
                ".ig@brent.example",
                "ig@-brent.example",
                "ig@brent..example",
                "ïg@brent.example",
                "ig@[127.0.0.1]",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg@brent.example"
            })
    void are_nothing_else(String text) {
        assertThat(Mailbox.read(text)).isEmpty();
    }

    @Test
    void are_not_said_by_their_text() {
        assertThat(new Mailbox("ig@brent.example").toString()).doesNotContain("brent");
    }
}
