package dualflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests of files. */
public final class Sha256 {
    private Sha256() {}

    /**
     * The digest of a file's bytes.
     *
     * @param file the file
     * @return 64 lower-case hexadecimal digits
     * @throws BadFileException if the file cannot be read
     */
    public static String of(Path file) {
        InputFile input = InputFile.of(file);
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(input.open(), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw input.unreadable(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A new digest. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256.", e);
        }
    }
}
