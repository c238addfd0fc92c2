package dualflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * An npz file: named numpy arrays, a zip archive with one npy file for each.
 *
 * <p>No entry is read further than the header within it announces, whatever the archive says about its size, and nothing is allocated
 * before the bytes that fill it have been counted. The names of entries are names of arrays, never paths.
 */
public final class Npz implements AutoCloseable {
    private static final String SUFFIX = ".npy";

    /** Deflate expands 2 bits to at most 258 bytes. */
    private static final long LARGEST_RATIO = 1032;

    /** The earliest time that a zip archive can store, so that the same arrays give the same bytes. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final String file;
    private final long size;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;

    private Npz(String file, long size, ZipFile zip, Map<String, ZipEntry> entries) {
        this.file = file;
        this.size = size;
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Opens a file and reads its list of arrays.
     *
     * @param path the file
     * @return the open file
     * @throws BadFileException if there is no such file, it is not a zip archive, or an entry's name points out of it or is duplicated
     */
    public static Npz open(Path path) {
        InputFile input = InputFile.of(path);
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException e) {
            throw damaged(input.name(), e);
        } catch (IOException e) {
            throw input.unreadable(e);
        }
        try {
            return new Npz(input.name(), input.size(), zip, entries(input.name(), zip));
        } catch (IllegalArgumentException e) {
            close(zip);
            throw damaged(input.name(), e); // a name is not in the encoding that its entry declares
        } catch (RuntimeException | Error e) {
            close(zip);
            throw e;
        }
    }

    private static Map<String, ZipEntry> entries(String file, ZipFile zip) {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (name.endsWith("/data.pkl")) {
                throw new BadFileException(
                        "The file " + file + " is a PyTorch checkpoint of pickled Python objects, which are"
                                + " never loaded; turn it into safetensors, as the guide shows under Weights from"
                                + " PyTorch.");
            }
            if (looksLikePathOutside(name)) {
                throw new BadFileException("The file " + file + " has the entry " + Quoted.of(name)
                        + ", whose name leads out of the archive; do not trust this file.");
            }
            if (!name.endsWith(SUFFIX)) {
                continue;
            }
            if (entries.put(name.substring(0, name.length() - SUFFIX.length()), entry) != null) {
                throw new BadFileException("The file " + file + " has two entries " + Quoted.of(name)
                        + "; write it again with numpy.savez.");
            }
        }
        return entries;
    }

    private static boolean looksLikePathOutside(String name) {
        return name.startsWith("/")
                || name.indexOf('\\') >= 0
                || List.of(name.split("/", -1)).contains("..")
                || name.chars().anyMatch(Character::isISOControl);
    }

    /**
     * The arrays of the file.
     *
     * @return their names, in the order of the archive, without the extension .npy
     */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /**
     * The entries of the archive that are not named as npy files; they are ignored.
     *
     * @return their names, in the order of the archive
     */
    public List<String> others() {
        return Collections.list(zip.entries()).stream()
                .map(ZipEntry::getName)
                .filter(name -> !name.endsWith(SUFFIX))
                .toList();
    }

    /**
     * The header of one array.
     *
     * @param name one of {@link #names}
     * @return type and shape
     * @throws BadFileException if the file has no such array, or its header violates the format
     */
    public ArrayHeader header(String name) {
        ZipEntry entry = entry(name);
        try (InputStream in = zip.getInputStream(entry)) {
            return plausible(name, in).array();
        } catch (IOException e) {
            throw damaged(inside(name), e);
        }
    }

    /**
     * Reads one array.
     *
     * @param name one of {@link #names}
     * @return the array, row-major whatever its order in the file
     * @throws BadFileException if the file has no such array, it is not exactly what its header and the archive announce, it contains
     *     anything but numbers, memory cannot hold it, or a double cannot represent one of its integers
     */
    public NumericArray array(String name) {
        ZipEntry entry = entry(name);
        try {
            NpyHeader header = check(name, entry);
            try (InputStream in = zip.getInputStream(entry)) {
                in.skipNBytes(header.bytes());
                return Npy.numbers(inside(name), header, in);
            }
        } catch (IOException e) {
            throw damaged(inside(name), e);
        }
    }

    /** Counts the bytes of an entry, up to one more than its header announces, and checks what the archive says about them. */
    private NpyHeader check(String name, ZipEntry entry) throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
            NpyHeader header = plausible(name, in);
            Heap.require(inside(name), header.array(), header.array().type().bytes());
            long count = InputFile.countUpTo(header.array().bytes() + 1, in);
            Npy.requireLength(inside(name), header, count);
            if (entry.getCompressedSize() > size) {
                throw new BadFileException("The file " + inside(name) + " takes " + entry.getCompressedSize()
                        + " bytes of the archive, which has " + size + "; fetch it again.");
            }
            if (entry.getSize() != header.bytes() + count) {
                throw new BadFileException("The file " + inside(name) + " has " + (header.bytes() + count)
                        + " bytes, but the archive says " + entry.getSize() + "; fetch it again.");
            }
            if (entry.getCrc() != sum.getValue()) {
                throw new BadFileException("The file " + inside(name)
                        + " does not have the checksum that the archive says; fetch it again.");
            }
            return header;
        }
    }

    /** Reads a header, and refuses one that announces more than the archive can hold at the highest compression. */
    private NpyHeader plausible(String name, InputStream in) throws IOException {
        NpyHeader header = NpyHeader.read(inside(name), in);
        if (header.array().bytes() / LARGEST_RATIO > size) {
            throw new BadFileException(
                    "The file " + inside(name) + " announces " + header.array().bytes()
                            + " bytes, more than an archive of " + size + " bytes can hold; it is damaged.");
        }
        return header;
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new BadFileException("The file " + file + " has no array " + Quoted.of(name)
                    + "; 'dualflow inspect' lists those it has.");
        }
        return entry;
    }

    private String inside(String name) {
        return Quoted.of(name + SUFFIX) + " in " + file;
    }

    private static BadFileException damaged(String file, Exception e) {
        return new BadFileException(
                "The file " + file + " is a damaged zip archive ("
                        + (e.getMessage() == null ? "it ends too early" : Quoted.plain(e.getMessage()))
                        + "); fetch it again.",
                e);
    }

    /** Closes the file; what was read remains valid. */
    @Override
    public void close() {
        close(zip);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost.
        }
    }

    /**
     * Writes a file, whole or not at all, compressed as numpy.savez_compressed does; the same arrays give the same bytes.
     *
     * @param file the file; replaced where it exists
     * @param arrays what to write, by name, in their order
     * @throws OutputException if the file cannot be written; the old contents are kept
     * @throws IllegalArgumentException if a name looks like a path out of the archive, or arrays of a type cannot be written
     */
    public static void write(Path file, Map<String, NumericArray> arrays) {
        List<ZipEntry> entries = new ArrayList<>();
        for (String name : arrays.keySet()) {
            if (looksLikePathOutside(name)) {
                throw new IllegalArgumentException("The array name " + Quoted.of(name) + " would be a path.");
            }
            ZipEntry entry = new ZipEntry(name + SUFFIX);
            entry.setTimeLocal(TIME);
            entries.add(entry);
        }
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (ZipEntry entry : entries) {
                zip.putNextEntry(entry);
                String name = entry.getName();
                Npy.write(arrays.get(name.substring(0, name.length() - SUFFIX.length())), zip);
                zip.closeEntry();
            }
            zip.finish();
        });
    }
}
