package dualflow.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The segments of a JPEG file before its first scan (ITU-T T.81, annex B): which colours it stores, and the same file without application
 * data. A decoder that sees no profile applies none.
 *
 * @param colours how its colours are stored
 * @param bare the file without application segments and comments before the first scan
 */
record JpegFile(JpegColours colours, byte[] bare) {
    private static final int START = 0xd8;
    private static final int SCAN = 0xda;
    private static final int END = 0xd9;
    private static final int COMMENT = 0xfe;
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.ISO_8859_1);

    /** Whether bytes begin like those of a JPEG file. */
    static boolean isBegunBy(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 255) == 0xff && (bytes[1] & 255) == START;
    }

    /** Reads the segments, and refuses a file that javax.imageio does not decode, or not to bytes. */
    static JpegFile of(String file, byte[] bytes) {
        ByteArrayOutputStream bare = new ByteArrayOutputStream(bytes.length);
        bare.write(bytes, 0, 2);
        byte[] names = null;
        boolean isJfif = false;
        int transform = JpegColours.NO_TRANSFORM;
        int at = 2;
        while (true) {
            int marker = at + 1 < bytes.length && bytes[at] == -1 ? bytes[at + 1] & 255 : 0;
            if (marker == 0xff) {
                at++; // markers may be preceded by fill bytes
                continue;
            }
            if (marker == SCAN && names != null) {
                bare.write(bytes, at, bytes.length - at);
                return new JpegFile(JpegColours.of(names, isJfif, transform), bare.toByteArray());
            }
            int length = at + 3 < bytes.length ? ((bytes[at + 2] & 255) << 8) | (bytes[at + 3] & 255) : 0;
            if (marker < 0xc0 || marker == SCAN || marker == END || length < 2 || length > bytes.length - at - 2) {
                throw new BadFileException(
                        "The image " + file + " is cut short or damaged before its first scan: fetch it again.");
            }
            byte[] content = Arrays.copyOfRange(bytes, at + 4, at + 2 + length);
            if (isFrame(marker)) {
                names = names(file, marker, content);
            }
            isJfif |= marker == 0xe0 && content.length >= 12 && startsWith(content, JFIF);
            if (marker == 0xee && content.length >= 12 && startsWith(content, ADOBE)) {
                transform = content[11] & 255;
            }
            if ((marker & 0xf0) != 0xe0 && marker != COMMENT) {
                bare.write(bytes, at, 2 + length);
            }
            at += 2 + length;
        }
    }

    /** Whether a segment states size and coding: SOF0 to SOF15, except the tables DHT and DAC and the extension JPG, and that of JPEG-LS. */
    private static boolean isFrame(int marker) {
        return ((marker & 0xf0) == 0xc0 && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) || marker == 0xf7;
    }

    private static byte[] names(String file, int frame, byte[] content) {
        String coding = switch (frame) {
            case 0xc0, 0xc1, 0xc2 -> "";
            case 0xc3, 0xf7 -> "losslessly";
            case 0xc9, 0xca -> "arithmetically";
            default -> "hierarchically, losslessly or arithmetically";
        };
        if (!coding.isEmpty()) {
            throw new BadFileException("The image " + file + " is a JPEG file coded " + coding
                    + ", which is not read: save it as a baseline or progressive one, or as PNG.");
        }
        int count = content.length < 6 ? 0 : content[5] & 255;
        if (content.length != 6 + 3 * count) {
            throw new BadFileException(
                    "The image " + file + " is damaged in the segment that states its size: fetch it again.");
        }
        if (content[0] != 8) {
            throw new BadFileException("The image " + file + " is a JPEG file with " + (content[0] & 255)
                    + " bits per sample, where 8 are read: save it with 8, or as PNG.");
        }
        if (count != 1 && count != 3 && count != 4) {
            throw new BadFileException("The image " + file + " is a JPEG file of " + count
                    + " components, where 1, 3 or 4 are read: save it in grey or in colours.");
        }
        byte[] names = new byte[count];
        for (int i = 0; i < count; i++) {
            names[i] = content[6 + 3 * i];
        }
        return names;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
