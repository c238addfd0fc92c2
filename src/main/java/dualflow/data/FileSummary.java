package dualflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The contents of a file of arrays, without their elements.
 *
 * @param kind its format
 * @param bytes its size on disk
 * @param arrays type and shape of each array by name, in the order of the file
 * @param metadata free text by key, which safetensors files may have
 * @param passedOver what else is in the file, each with the reason why it is not among the arrays
 */
public record FileSummary(
        Kind kind,
        long bytes,
        Map<String, ArrayHeader> arrays,
        Map<String, String> metadata,
        Map<String, String> passedOver) {
    /** A format of files of arrays. */
    public enum Kind {
        /** Named arrays with metadata: {@link Safetensors}. */
        SAFETENSORS("safetensors"),
        /** One numpy array: {@link Npy}. */
        NPY("npy"),
        /** Named numpy arrays: {@link Npz}. */
        NPZ("npz"),
        /** Images or labels: {@link Idx}. */
        IDX("IDX"),
        /** Gzipped images or labels: {@link Idx}. */
        IDX_GZIPPED("IDX, gzipped"),
        /** Images, labels or both in a zip archive: {@link Idx}. */
        IDX_ZIPPED("IDX, in a zip archive");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Enough to tell the formats apart: the first byte of a safetensors header is the ninth. */
    private static final int PREFIX = Long.BYTES + 1;

    /**
     * Makes the maps immutable.
     *
     * @param kind its format
     * @param bytes its size on disk
     * @param arrays type and shape of each array by name
     * @param metadata free text by key
     * @param passedOver what else is in the file, each with the reason why it is not among the arrays
     */
    public FileSummary {
        passedOver = Collections.unmodifiableMap(new LinkedHashMap<>(passedOver));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads the headers of a file, whose format is determined by its first bytes, whatever its name.
     *
     * @param path the file
     * @return what it holds
     * @throws BadFileException if there is no such file, it has none of these formats, or a header violates its format
     */
    public static FileSummary read(Path path) {
        InputFile file = InputFile.of(path);
        Kind kind = kind(file);
        Map<String, ArrayHeader> arrays = new LinkedHashMap<>();
        Map<String, String> metadata = Map.of();
        Map<String, String> passedOver = new LinkedHashMap<>();
        switch (kind) {
            case SAFETENSORS -> {
                try (Safetensors tensors = Safetensors.open(path)) {
                    tensors.names().forEach(name -> arrays.put(name, tensors.header(name)));
                    metadata = tensors.metadata();
                    tensors.others().forEach((name, type) -> passedOver.put(name, "of type " + type));
                    tensors.unknownKeys().forEach(key -> passedOver.put(key, "an unknown key of tensors"));
                }
            }
            case NPY -> arrays.put("array", Npy.header(path));
            case NPZ -> {
                try (Npz npz = Npz.open(path)) {
                    for (String name : npz.names()) {
                        try {
                            arrays.put(name, npz.header(name));
                        } catch (NotNumbersException e) {
                            passedOver.put(name, "not of numbers");
                        }
                    }
                    boolean hasArrays = !npz.names().isEmpty();
                    for (String name : npz.others()) {
                        InputFile member = ZipMember.named(path, name);
                        if (!hasArrays && Idx.isIdx(member)) {
                            kind = Kind.IDX_ZIPPED;
                            arrays.put(name, Idx.header(member).getValue());
                        } else {
                            passedOver.put(name, hasArrays ? "no npy file" : "no npy or IDX file");
                        }
                    }
                }
            }
            case IDX, IDX_GZIPPED, IDX_ZIPPED -> {
                Map.Entry<String, ArrayHeader> content = Idx.header(file);
                arrays.put(content.getKey(), content.getValue());
            }
        }
        return new FileSummary(kind, file.size(), arrays, metadata, passedOver);
    }

    private static Kind kind(InputFile file) {
        byte[] start;
        try (InputStream in = file.open()) {
            start = in.readNBytes(PREFIX);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
        // First, since the length of a header may begin like another magic number; none of those is followed by a
        // brace.
        boolean brace = start.length == PREFIX && start[PREFIX - 1] == '{';
        if (brace && headerLengthFits(start)) {
            return Kind.SAFETENSORS;
        }
        if (startsWith(start, NpyHeader.MAGIC)) {
            return Kind.NPY;
        }
        // A local file header, or the end of an empty archive.
        if (startsWith(start, 'P', 'K', 3, 4) || startsWith(start, 'P', 'K', 5, 6)) {
            return Kind.NPZ;
        }
        if (startsWith(start, 0x1f, 0x8b)) {
            return Kind.IDX_GZIPPED;
        }
        if (startsWith(start, 0, 0, 8, 1) || startsWith(start, 0, 0, 8, 3)) {
            return Kind.IDX;
        }
        if (brace) {
            return Kind.SAFETENSORS; // whose reader says what is wrong
        }
        if (startsWith(start, 0x80) && start.length > 1 && start[1] >= 2 && start[1] <= 5) {
            throw new BadFileException("The file " + file.name()
                    + " holds pickled Python objects, which are never loaded; save arrays instead, as the guide shows"
                    + " under Weights from PyTorch.");
        }
        throw new BadFileException(
                "The file " + file.name() + " is not a safetensors, npy, npz or IDX file: it starts with "
                        + (start.length == 0
                                ? "nothing"
                                : "the bytes " + HexFormat.ofDelimiter(" ").formatHex(start))
                        + "; name another file.");
    }

    private static boolean headerLengthFits(byte[] start) {
        long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return length >= 0 && length <= SafetensorsHeader.LARGEST;
    }

    private static boolean startsWith(byte[] start, int... bytes) {
        byte[] wanted = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            wanted[i] = (byte) bytes[i];
        }
        return startsWith(start, wanted);
    }

    private static boolean startsWith(byte[] start, byte[] wanted) {
        return start.length >= wanted.length && Arrays.equals(start, 0, wanted.length, wanted, 0, wanted.length);
    }
}
