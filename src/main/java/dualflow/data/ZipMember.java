package dualflow.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** One file of a zip archive, read in place: its name is never used as a path. */
final class ZipMember {
    private static final int MOST_NAMES = 8;

    private ZipMember() {}

    /** Whether a file begins like a zip archive. */
    static boolean isZip(InputFile file) {
        try (InputStream in = file.open()) {
            return in.read() == 'P' && in.read() == 'K' && in.read() == 3 && in.read() == 4;
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /**
     * The only file of an archive, or the only one with a given text in its name.
     *
     * @param path the archive
     * @param mark the text that the name contains
     * @return the file, of the size {@link InputFile#UNKNOWN}: what an archive says about it is not trusted
     * @throws BadFileException if there is none or more than one, or the archive is damaged
     */
    static InputFile of(Path path, String mark) {
        InputFile archive = InputFile.of(path);
        try (ZipFile zip = new ZipFile(path.toFile())) {
            List<String> names = Collections.list(zip.entries()).stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .filter(name -> !name.startsWith("__MACOSX/")) // what the macOS Finder adds
                    .toList();
            List<String> marked = names.stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).contains(mark))
                    .toList();
            List<String> chosen = names.size() == 1 ? names : marked;
            if (chosen.size() != 1) {
                throw new BadFileException("The zip archive " + path + " holds "
                        + (marked.isEmpty() ? "no file" : marked.size() + " files") + " with " + mark
                        + " in the name, where one is needed, among "
                        + names.stream().limit(MOST_NAMES).map(Quoted::of).collect(Collectors.joining(", "))
                        + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "")
                        + ": unpack it and name the file.");
            }
            return named(path, chosen.get(0));
        } catch (ZipException | IllegalArgumentException e) {
            throw new BadFileException(
                    "The file " + path + " is a damaged zip archive (" + Quoted.plain(String.valueOf(e.getMessage()))
                            + "); fetch it again.",
                    e);
        } catch (IOException e) {
            throw archive.unreadable(e);
        }
    }

    /** A file of an archive that has one of this name. */
    static InputFile named(Path path, String name) {
        return new InputFile(Quoted.of(name) + " in " + path, InputFile.UNKNOWN, () -> open(path, name));
    }

    private static InputStream open(Path path, String name) throws IOException {
        ZipFile zip = new ZipFile(path.toFile());
        try {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new ZipException("it has changed");
            }
            return new Member(zip, entry.getCrc(), new CheckedInputStream(zip.getInputStream(entry), new CRC32()));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Compares the checksum at the end, and closes the archive with the stream. */
    private static final class Member extends FilterInputStream {
        private final ZipFile zip;
        private final long sum;
        private final CheckedInputStream bytes;

        Member(ZipFile zip, long sum, CheckedInputStream bytes) {
            super(bytes);
            this.zip = zip;
            this.sum = sum;
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            return checked(bytes.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return checked(bytes.read(buffer, offset, length));
        }

        private int checked(int read) throws IOException {
            if (read < 0 && bytes.getChecksum().getValue() != sum) {
                throw new ZipException("its checksum is another");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            try (zip) {
                super.close();
            }
        }
    }
}
