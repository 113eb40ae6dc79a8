package city.datastore.audit.verify.evidence;

import city.datastore.audit.verify.receipt.RefusedException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * A ZIP that says the same however it is read. Nothing is unpacked to disk; names, counts and sizes
 * have limits that are kept to while reading, whatever the ZIP says of itself.
 */
final class PackZip implements Closeable {
    private static final int MAX_MEMBERS = 20_100;
    private static final long MAX_TOTAL = 2L << 30;
    private static final long MAX_FILE = 2L << 30;
    private static final int MAX_SUMMARY = 256 << 20;
    private static final int MAX_MANIFEST = 16 << 20;
    private static final int MAX_OTHER = 1 << 20;
    private static final Pattern NAME =
            Pattern.compile("(?:events/)?[a-z0-9][a-z0-9-]{0,60}(?:\\.[a-z0-9-]{1,12})?");

    private static final byte[] START = {'P', 'K', 3, 4};
    private static final int END_BYTES = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int MAX_DIRECTORY = 8 << 20;

    private final Path file;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final ZipFile zip;
    private final MessageDigest sha256;

    /**
     * @throws RefusedException when it is not a ZIP as a pack is one
     */
    PackZip(Path file) throws IOException {
        this.file = file;
        this.sha256 = sha256();
        if (Files.size(file) > MAX_FILE) {
            throw refused("it is larger than 2 GiB");
        }
        checkEnd();
        try {
            readThrough();
            this.zip = new ZipFile(file.toFile());
        } catch (ZipException | IllegalArgumentException e) {
            throw RefusedException.unreadable(
                    "The pack is damaged or was cut off: " + e.getMessage() + ".", e);
        } catch (EOFException e) {
            throw RefusedException.unreadable("The pack was cut off.", e);
        }
        checkDirectory();
    }

    /** What a member holds. */
    record Member(String name, long bytes, String sha256) {}

    /** Whether a file starts as a ZIP does. */
    static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(START.length), START);
        }
    }

    /**
     * The end record is the last thing in the file, and the list before it is no larger than can
     * be.
     */
    private void checkEnd() throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
            long at = bytes.length() - END_BYTES;
            byte[] end = new byte[END_BYTES];
            if (at >= 0) {
                bytes.seek(at);
                bytes.readFully(end);
            }
            var record = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
            if (record.getInt(0) != END_SIGNATURE || record.getShort(20) != 0) {
                throw refused(
                        "it does not end as a ZIP does: it was cut off, or something follows it");
            }
            long directory = Integer.toUnsignedLong(record.getInt(12));
            long start = Integer.toUnsignedLong(record.getInt(16));
            if (directory > MAX_DIRECTORY || start + directory != at) {
                throw refused("its list of members is not where it has to be");
            }
        }
    }

    private void readThrough() throws IOException {
        long total = 0;
        byte[] buffer = new byte[1 << 16];
        try (var in =
                new ZipInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = named(entry);
                long bytes = 0;
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    bytes += read;
                    total += read;
                    if (bytes > most(name) || total > MAX_TOTAL) {
                        throw refused(name + " is larger than any such member can be");
                    }
                    sha256.update(buffer, 0, read);
                }
                if (members.put(name, new Member(name, bytes, hex(sha256.digest()))) != null) {
                    throw refused("it holds " + name + " twice");
                }
                if (members.size() > MAX_MEMBERS) {
                    throw refused("it holds more than " + MAX_MEMBERS + " members");
                }
            }
        }
    }

    private static String named(ZipEntry entry) {
        String name = entry.getName();
        if (!NAME.matcher(name).matches()) {
            throw refused("no member of a pack is called \"" + shown(name) + "\"");
        }
        if (entry.getExtra() != null) {
            throw refused(name + " carries extra fields, which could give it another name");
        }
        return name;
    }

    /** The list at the end names the same members in the same order as the file holds them. */
    private void checkDirectory() throws IOException {
        try {
            List<String> listed = zip.stream().map(PackZip::named).toList();
            if (!listed.equals(List.copyOf(members.keySet()))) {
                throw refused("its list of members names others than it holds");
            }
        } catch (RefusedException e) {
            zip.close();
            throw e;
        }
    }

    Map<String, Member> members() {
        return members;
    }

    /** What a member holds, which is there. */
    byte[] bytes(String name) {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            byte[] bytes = in.readNBytes(most(name) + 1);
            Member member = members.get(name);
            if (member == null || !hex(sha256.digest(bytes)).equals(member.sha256())) {
                throw refused(name + " holds something else when it is read in another way");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private static int most(String name) {
        return switch (name) {
            case PackCheck.SUMMARY -> MAX_SUMMARY;
            case PackCheck.MANIFEST -> MAX_MANIFEST;
            default -> MAX_OTHER;
        };
    }

    private static RefusedException refused(String why) {
        return RefusedException.unreadable(
                "This is no evidence pack as it has to be: " + why + ".");
    }

    /** A name is somebody else's text. */
    static String shown(String name) {
        String start = name.length() <= 100 ? name : name.substring(0, 100) + "…";
        return start.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
