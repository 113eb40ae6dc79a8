package city.datastore.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks a {@code .tar.xz}: files, folders and symbolic links, with the owner's permissions
 * (POSIX.1 ustar and GNU long names).
 */
final class TarXz {
    private static final int BLOCK = 512;

    private TarXz() {}

    static void unpack(InputStream packed, Path target) throws IOException {
        try (var tar = new BufferedInputStream(new XZInputStream(packed), 1 << 16)) {
            String longName = "";
            while (true) {
                byte[] header = tar.readNBytes(BLOCK);
                if (header.length < BLOCK || header[0] == 0) {
                    return;
                }
                long sizeBytes = octal(header, 124, 12);
                String name = longName.isEmpty() ? ustarName(header) : longName;
                longName = "";
                char kind = (char) header[156];
                switch (kind) {
                    case 'L' ->
                            longName = text(tar.readNBytes((int) sizeBytes), 0, (int) sizeBytes);
                    case '5' -> Files.createDirectories(inside(target, name));
                    case '2' -> {
                        Path link = inside(target, name);
                        Files.createDirectories(link.getParent());
                        Files.createSymbolicLink(link, Path.of(text(header, 157, 100)));
                    }
                    case '0', 0 ->
                            writeFile(tar, inside(target, name), sizeBytes, octal(header, 100, 8));
                    default -> tar.skipNBytes(sizeBytes);
                }
                tar.skipNBytes((BLOCK - sizeBytes % BLOCK) % BLOCK);
            }
        }
    }

    private static void writeFile(InputStream tar, Path file, long sizeBytes, long mode)
            throws IOException {
        Files.createDirectories(file.getParent());
        try (var out = Files.newOutputStream(file)) {
            long left = sizeBytes;
            while (left > 0) {
                byte[] piece = tar.readNBytes((int) Math.min(left, 1 << 16));
                if (piece.length == 0) {
                    throw new IOException("the archive ends inside " + file.getFileName());
                }
                out.write(piece);
                left -= piece.length;
            }
        }
        var permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        permissions.add(PosixFilePermission.GROUP_READ);
        permissions.add(PosixFilePermission.OTHERS_READ);
        if ((mode & 0100) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        Files.setPosixFilePermissions(file, permissions);
    }

    private static Path inside(Path target, String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive names a file outside its folder: " + name);
        }
        return path;
    }

    private static String ustarName(byte[] header) {
        String prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) {
        String digits = text(header, from, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
}
