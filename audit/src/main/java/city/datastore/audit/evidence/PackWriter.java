package city.datastore.audit.evidence;

import city.datastore.audit.merkle.Hash;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the members of a pack one after the other, and keeps the name and hash of each. */
final class PackWriter {
    private final ZipOutputStream zip;
    private final LocalDateTime time;
    private final List<Member> members = new ArrayList<>();

    PackWriter(OutputStream out, Instant time) {
        this.zip = new ZipOutputStream(out);
        this.time = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    /** A file in the pack. */
    record Member(String name, long bytes, Hash sha256) {}

    void member(String name, byte[] bytes) throws IOException {
        try (OutputStream member = begin(name)) {
            member.write(bytes);
        }
    }

    /** The next member; it is done when the stream is closed. */
    OutputStream begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        return new Begun(name);
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    void finish() throws IOException {
        zip.finish();
        zip.flush();
    }

    private final class Begun extends FilterOutputStream {
        private final String name;
        private final MessageDigest digest = sha256();
        private long bytes;

        private Begun(String name) {
            super(zip);
            this.name = name;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            zip.write(from, offset, length);
            digest.update(from, offset, length);
            bytes += length;
        }

        @Override
        public void close() throws IOException {
            zip.closeEntry();
            members.add(new Member(name, bytes, Hash.of(digest.digest())));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
