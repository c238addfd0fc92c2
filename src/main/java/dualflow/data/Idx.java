package dualflow.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files, the format of the MNIST digits, plain, gzipped or in a zip archive, and writes those of images.
 *
 * <p>A file is a magic number, one big-endian 32-bit size for each axis, and exactly as many bytes as the product of the sizes.
 * No array is allocated before the bytes that fill it have been counted, so that a corrupt header cannot exhaust the memory.
 */
public final class Idx {
    private enum Kind {
        LABELS(0x00000801, 1, "labels", "idx1"),
        IMAGES(0x00000803, 3, "images", "idx3");

        private final int magic;
        private final int axes;
        private final String contents;
        private final String mark;

        Kind(int magic, int axes, String contents, String mark) {
            this.magic = magic;
            this.axes = axes;
            this.contents = contents;
            this.mark = mark;
        }

        int headerBytes() {
            return Integer.BYTES * (1 + axes);
        }
    }

    private record Content(int[] sizes, byte[] bytes) {}

    private Idx() {}

    /**
     * Reads images: magic number 0x00000803, then count, rows and columns.
     *
     * @param file the file, plain, gzipped or in a zip archive: its only entry, or the only one with idx3 in its name
     * @return the images
     * @throws BadFileException if there is no such file, or it is not exactly what its header announces
     */
    public static IdxImages readImages(Path file) {
        return readImages(unzipped(file, Kind.IMAGES));
    }

    /**
     * Reads labels: magic number 0x00000801, then the count.
     *
     * @param file the file, plain, gzipped or in a zip archive: its only entry, or the only one with idx1 in its name
     * @return the labels
     * @throws BadFileException if there is no such file, or it is not exactly what its header announces
     */
    public static IdxLabels readLabels(Path file) {
        return readLabels(unzipped(file, Kind.LABELS));
    }

    /**
     * Writes images, whole or not at all, gzipped if the file's name ends in .gz. Equal images give equal bytes.
     *
     * @param file the file; replaced where it exists
     * @param images the images
     * @throws OutputException if the file cannot be written
     */
    public static void writeImages(Path file, IdxImages images) {
        byte[] header = ByteBuffer.allocate(Kind.IMAGES.headerBytes())
                .putInt(Kind.IMAGES.magic)
                .putInt(images.count())
                .putInt(images.height())
                .putInt(images.width())
                .array();
        AtomicFile.write(file, out -> {
            if (!file.toString().endsWith(".gz")) {
                out.write(header);
                out.write(images.pixels());
                return;
            }
            // Java writes no time into the header. The stream is finished, not closed: its owner flushes it to disk.
            GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 13);
            gzip.write(header);
            gzip.write(images.pixels());
            gzip.finish();
        });
    }

    private static InputFile unzipped(Path path, Kind kind) {
        InputFile file = InputFile.of(path);
        return ZipMember.isZip(file) ? ZipMember.of(path, kind.mark) : file;
    }

    static IdxImages readImages(InputFile file) {
        Content content = read(file, Kind.IMAGES);
        int[] sizes = content.sizes();
        return new IdxImages(sizes[0], sizes[1], sizes[2], content.bytes());
    }

    static IdxLabels readLabels(InputFile file) {
        return new IdxLabels(read(file, Kind.LABELS).bytes());
    }

    /**
     * Reads the header of a file of images or labels.
     *
     * @return "images" or "labels", with type and shape
     * @throws BadFileException if it is neither, or is plain and not as long as its header announces
     */
    static Map.Entry<String, ArrayHeader> header(InputFile file) {
        try {
            boolean gzip = isGzip(file);
            Kind kind;
            try (InputStream in = open(file, gzip)) {
                byte[] magic = in.readNBytes(Integer.BYTES);
                kind = magic.length == Integer.BYTES && ByteBuffer.wrap(magic).getInt() == Kind.LABELS.magic
                        ? Kind.LABELS
                        : Kind.IMAGES;
            }
            try (InputStream in = open(file, gzip)) {
                int[] sizes = readSizes(file, kind, in);
                int total = total(file, sizes);
                if (!gzip && file.size() != InputFile.UNKNOWN) {
                    requireLength(file, sizes, total, file.size() - kind.headerBytes());
                }
                return Map.entry(kind.contents, ArrayHeader.of(ElementType.UINT8, sizes));
            }
        } catch (ZipException | EOFException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /** Whether a file begins like one of images or of labels, plain or gzipped. */
    static boolean isIdx(InputFile file) {
        try {
            boolean gzip = isGzip(file);
            try (InputStream in = open(file, gzip)) {
                byte[] start = in.readNBytes(Integer.BYTES);
                int magic =
                        start.length == Integer.BYTES ? ByteBuffer.wrap(start).getInt() : 0;
                return magic == Kind.IMAGES.magic || magic == Kind.LABELS.magic;
            }
        } catch (ZipException | EOFException e) {
            return false;
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static Content read(InputFile file, Kind kind) {
        try {
            boolean gzip = isGzip(file);
            int[] sizes;
            int total;
            try (InputStream in = open(file, gzip)) {
                sizes = readSizes(file, kind, in);
                total = total(file, sizes);
                boolean isCounted = gzip || file.size() == InputFile.UNKNOWN;
                long found = isCounted ? InputFile.countUpTo(total + 1L, in) : file.size() - kind.headerBytes();
                requireLength(file, sizes, total, found);
            }
            try (InputStream in = open(file, gzip)) {
                in.skipNBytes(kind.headerBytes());
                byte[] bytes = new byte[total];
                if (in.readNBytes(bytes, 0, total) < total) {
                    throw new BadFileException(
                            "The file " + file.name() + " was truncated while it was read; start again.");
                }
                return new Content(sizes, bytes);
            }
        } catch (ZipException | EOFException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static void requireLength(InputFile file, int[] sizes, int total, long found) {
        if (found < total) {
            throw new BadFileException("The file " + file.name() + " is cut short: its header announces "
                    + product(sizes) + " bytes, but only " + found + " follow; fetch it again.");
        }
        if (found > total) {
            throw new BadFileException("The file " + file.name() + " holds more than the " + product(sizes)
                    + " bytes that its header announces; fetch it again.");
        }
    }

    private static BadFileException damaged(InputFile file, IOException e) {
        return new BadFileException(
                "The file " + file.name() + " is a damaged "
                        + (file.size() == InputFile.UNKNOWN ? "part of a zip archive" : "gzip file") + " ("
                        + (e.getMessage() == null ? "it ends too early" : e.getMessage()) + "); fetch it again.",
                e);
    }

    private static boolean isGzip(InputFile file) throws IOException {
        try (InputStream in = file.open()) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    private static InputStream open(InputFile file, boolean gzip) throws IOException {
        InputStream plain = new BufferedInputStream(file.open());
        if (!gzip) {
            return plain;
        }
        try {
            return new GZIPInputStream(plain, 1 << 13);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static int[] readSizes(InputFile file, Kind kind, InputStream in) throws IOException {
        byte[] header = in.readNBytes(kind.headerBytes());
        if (header.length >= Integer.BYTES) {
            checkMagic(file, kind, ByteBuffer.wrap(header).getInt());
        }
        if (header.length < kind.headerBytes()) {
            throw new BadFileException("The file " + file.name() + " ends within its header, after " + header.length
                    + " of " + kind.headerBytes() + " bytes; fetch it again.");
        }
        int[] sizes = new int[kind.axes];
        ByteBuffer.wrap(header, Integer.BYTES, kind.axes * Integer.BYTES)
                .asIntBuffer()
                .get(sizes);
        return sizes;
    }

    private static void checkMagic(InputFile file, Kind kind, int magic) {
        if (magic == kind.magic) {
            return;
        }
        for (Kind other : Kind.values()) {
            if (magic == other.magic) {
                throw new BadFileException("The file " + file.name() + " holds " + other.contents + " where "
                        + kind.contents + " are needed; name the other file.");
            }
        }
        throw new BadFileException(
                "The file " + file.name() + " is not an IDX file of " + kind.contents + ": it starts with "
                        + hexadecimal(magic) + " instead of " + hexadecimal(kind.magic) + "; name another file.");
    }

    /** The bytes that the sizes announce, where an array and the memory can hold them. */
    private static int total(InputFile file, int[] sizes) {
        long total = 1;
        for (int size : sizes) {
            if (size == 0) {
                throw new BadFileException("The file " + file.name() + " announces " + product(sizes)
                        + " bytes, so it is empty; name another file.");
            }
            // Sizes above 2^31 - 1 are taken as unsigned. No overflow: both factors are below 2^32.
            total *= Integer.toUnsignedLong(size);
            if (total > Heap.LARGEST_ARRAY) {
                throw new BadFileException("The file " + file.name() + " announces " + product(sizes)
                        + " bytes, more than the 2 GiB that can be read; split it.");
            }
        }
        Heap.requireBytes(file.name(), "announces " + product(sizes) + " bytes", total, Heap.Share.HALF);
        return (int) total;
    }

    private static String product(int[] sizes) {
        return Arrays.stream(sizes).mapToObj(Integer::toUnsignedString).collect(Collectors.joining(" x "));
    }

    private static String hexadecimal(int value) {
        return String.format(Locale.ROOT, "0x%08x", value);
    }
}
