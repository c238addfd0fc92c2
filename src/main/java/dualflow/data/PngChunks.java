package dualflow.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file (third edition, section 5): after a signature of 8 bytes, each is a length, a type of 4 bytes, that many bytes,
 * and the CRC-32 of type and bytes, up to the chunk IEND. The decoder does not verify checksums.
 */
final class PngChunks {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int END = 0x49454e44;

    /** Bytes of a chunk's length, type and checksum. */
    private static final int FRAME = 12;

    private PngChunks() {}

    /** Whether bytes begin like those of a PNG file. */
    static boolean areBegunBy(byte[] bytes) {
        return bytes.length >= SIGNATURE.length
                && Arrays.equals(SIGNATURE, 0, SIGNATURE.length, bytes, 0, SIGNATURE.length);
    }

    /** The file with its critical chunks only: no profile, gamma or transparency. One that is truncated or damaged anywhere is refused. */
    static byte[] critical(String file, byte[] bytes) {
        ByteArrayOutputStream critical = new ByteArrayOutputStream(bytes.length);
        critical.writeBytes(SIGNATURE);
        ByteBuffer chunks = ByteBuffer.wrap(bytes);
        int at = SIGNATURE.length;
        int type = 0;
        while (type != END) {
            int length = bytes.length - at < FRAME ? -1 : chunks.getInt(at);
            if (length < 0 || length > bytes.length - at - FRAME) {
                throw new BadFileException("The image " + file + " is cut short: fetch it again.");
            }
            type = chunks.getInt(at + 4);
            CRC32 sum = new CRC32();
            sum.update(bytes, at + 4, length + 4);
            if ((int) sum.getValue() != chunks.getInt(at + 8 + length)) {
                throw new BadFileException(
                        "The image " + file + " is damaged: a checksum in it is wrong; fetch it again.");
            }
            boolean isAncillary = Character.isLowerCase(bytes[at + 4]);
            if (!isAncillary) {
                critical.write(bytes, at, FRAME + length);
            }
            at += FRAME + length;
        }
        return critical.toByteArray();
    }
}
