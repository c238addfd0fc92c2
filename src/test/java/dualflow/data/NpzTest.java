package dualflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
    private static final Path FILES = SafetensorsTest.FILES;

    /** A tenth for each archive, as the files that Java's zip reader needs take most of the time. */
    private static final int MUTANTS = 10_000;

    private static final byte[] ARRAY = NpyTest.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 24);

    /** The offsets of an entry's fields in an archive's central directory, counted from the signature PK 1 2. */
    private static final int METHOD = 10;

    private static final int CRC = 16;
    private static final int COMPRESSED_SIZE = 20;
    private static final int SIZE = 24;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "compressed.npz"})
    void archivesOfNumpyAreRead(String name) {
        try (Npz file = Npz.open(FILES.resolve(name))) {
            assertThat(file.names()).containsExactly("weight", "layer/bias", "steps");
            assertThat(file.header("weight")).isEqualTo(ArrayHeader.of(ElementType.FLOAT32, 2, 3));
            assertThat(file.array("weight").doubles()).containsExactly(-0.5, -0.25, 0, 0.25, 0.5, 0.75);
            assertThat(file.array("layer/bias").doubles()).containsExactly(-0.5, -0.25, 0, 0.25);
            assertThat(file.array("steps").header()).isEqualTo(ArrayHeader.of(ElementType.INT64));
            assertThat(file.array("steps").doubles()).containsExactly(7);
        }
    }

    @Test
    void whatIsWrittenComesBackAndIsAlwaysTheSameBytes() {
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        arrays.put("b/größe", NumericArray.of(new double[] {1 / 3.0, Double.NaN}, 2));
        arrays.put("a", NumericArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
        arrays.put("", NumericArray.of(new double[0], 0));
        Path path = folder.resolve("one.npz");
        Npz.write(path, arrays);
        Npz.write(folder.resolve("two.npz"), arrays);
        assertThat(path).hasSameBinaryContentAs(folder.resolve("two.npz"));
        try (Npz file = Npz.open(path)) {
            assertThat(file.names()).containsExactly("b/größe", "a", "");
            arrays.forEach((name, array) -> {
                assertThat(file.array(name).header()).isEqualTo(array.header());
                assertThat(file.array(name).doubles()).isEqualTo(array.doubles());
            });
        }
    }

    @Test
    void namesThatWouldBePathsAreNotWritten() {
        for (String name : new String[] {"../a", "/a", "a/../b", "a\\b", "a\n"}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(
                            () -> Npz.write(folder.resolve("bad.npz"), Map.of(name, NumericArray.of(new double[1]))))
                    .withMessageContaining("would be a path");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void passesOverWhatIsNoArrayOfNumbers() throws IOException {
        byte[] objects = NpyTest.npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 8);
        Map<String, byte[]> entries = ordered("a.npy", "b.npy");
        entries.put("names.npy", objects);
        entries.put("readme.txt", ARRAY);
        entries.put("folder/", new byte[0]);
        Path file = Files.write(folder.resolve("mixed.npz"), zip(entries));
        FileSummary summary = FileSummary.read(file);
        assertThat(summary.arrays()).containsOnlyKeys("a", "b");
        assertThat(summary.passedOver())
                .containsExactly(
                        Map.entry("names", "not of numbers"),
                        Map.entry("readme.txt", "no npy file"),
                        Map.entry("folder/", "no npy file"));
        try (Npz npz = Npz.open(file)) {
            assertThat(npz.array("b").header().shape()).isNotEmpty();
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> npz.array("names"))
                    .withMessageContaining("holds Python objects");
        }
    }

    static Stream<Arguments> attacks() throws IOException {
        byte[] good = zip(Map.of("a.npy", ARRAY));
        byte[] claimsLittle = NpyTest.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 1 << 20);
        return Stream.of(
                Arguments.of("empty", new byte[0], "is a damaged zip archive"),
                Arguments.of("no list of files", Arrays.copyOf(good, good.length - 1), "is a damaged zip archive"),
                Arguments.of("magic alone", new byte[] {'P', 'K', 3, 4}, "is a damaged zip archive"),
                Arguments.of("parent folder", zip(Map.of("../a.npy", ARRAY)), "\"../a.npy\", whose name leads out"),
                Arguments.of("parent within", zip(Map.of("x/../../a.npy", ARRAY)), "whose name leads out"),
                Arguments.of("absolute path", zip(Map.of("/etc/a.npy", ARRAY)), "\"/etc/a.npy\", whose name leads out"),
                Arguments.of("path of Windows", zip(Map.of("C:\\a.npy", ARRAY)), "\"C:\\a.npy\", whose name leads out"),
                Arguments.of("terminal codes", zip(Map.of("\u001b[2Ja.npy", ARRAY)), "\"?[2Ja.npy\", whose name"),
                Arguments.of(
                        "another file outside", zip(Map.of("../a.txt", ARRAY)), "\"../a.txt\", whose name leads out"),
                Arguments.of(
                        "name in no encoding",
                        replaced(zip(Map.of("\u00e4.npy", ARRAY)), "\u00c3\u00a4", "\u00e4\u00e4"),
                        "is a damaged zip archive"),
                Arguments.of(
                        "the same name twice",
                        replaced(zip(ordered("a.npy", "b.npy")), "b.npy", "a.npy"),
                        "has two entries \"a.npy\""),
                Arguments.of("no array", zip(Map.of("a.npy", new byte[99])), "\"a.npy\" in %s is not an npy file"),
                Arguments.of("nothing", zip(Map.of("a.npy", new byte[0])), "is not an npy file"),
                Arguments.of(
                        "cut array", zip(Map.of("a.npy", Arrays.copyOf(ARRAY, 70))), "in 24 bytes, but only 1 follow"),
                Arguments.of(
                        "bomb behind an array", zip(Map.of("a.npy", claimsLittle)), "holds more than the 24 bytes"),
                Arguments.of(
                        "array beyond what deflate can hold",
                        zip(Map.of(
                                "a.npy",
                                NpyTest.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (100000,)}", 8))),
                        "announces 400000 bytes, more than an archive of"),
                Arguments.of(
                        "shape that overflows",
                        zip(Map.of(
                                "a.npy",
                                NpyTest.npy(
                                        "{'descr': '|u1', 'fortran_order': False,"
                                                + " 'shape': (4194305, 4194305, 211106198978564)}",
                                        4))),
                        "the shape takes more than 2^63 - 1 bytes"),
                Arguments.of(
                        "objects",
                        zip(Map.of("a.npy", NpyTest.npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", 9))),
                        "the array holds Python objects"),
                Arguments.of("wrong checksum", changed(good, CRC, 1), "does not have the checksum"),
                Arguments.of("size too small", changed(good, SIZE, 12), "but the archive says 12"),
                Arguments.of("size too large", changed(good, SIZE, 2_000_000_000), "but the archive says 2000000000"),
                Arguments.of("compressed size 0", changed(good, COMPRESSED_SIZE, 0), "is a damaged zip archive"),
                Arguments.of(
                        "compressed size 2^31 - 1",
                        changed(good, COMPRESSED_SIZE, Integer.MAX_VALUE),
                        "takes 2147483647 bytes of the archive"),
                Arguments.of("unknown compression", changed(good, METHOD, 99), "is a damaged zip archive"),
                Arguments.of("deflated data said to be stored", changed(good, METHOD, 0), "is not an npy file"),
                Arguments.of("damaged data", damaged(good), "is a damaged zip archive"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void refusesWithItsOwnSentence(String attack, byte[] file, String sentence) throws IOException {
        Path path = Files.write(folder.resolve("attack"), file);
        assertThatExceptionOfType(BadFileException.class)
                .as(attack)
                .isThrownBy(() -> readAll(path))
                .withMessageContaining(path.toString())
                .withMessageContaining(sentence.replace("%s", path.toString()))
                .withMessageEndingWith(".");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    /** 1 GiB of zeros in about 1 MiB, as the header says: more than half of a small memory. */
    @Test
    void anHonestBombIsRefusedByMemory() throws IOException {
        Path path = folder.resolve("bomb.npz");
        long numbers = Runtime.getRuntime().maxMemory() / 8 + 1;
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.putNextEntry(new ZipEntry("a.npy"));
            zip.write(NpyTest.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (" + numbers + ",)}", 0));
            zip.closeEntry();
            // So that the archive is large enough to be plausible.
            ZipEntry ballast = new ZipEntry("b.npy");
            byte[] zeros = new byte[1 << 20];
            CRC32 sum = new CRC32();
            sum.update(zeros);
            zip.putNextEntry(ballast);
            zip.setLevel(0);
            for (long i = 0; i < numbers * 4 / 1032; i += zeros.length) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> {
                    try (Npz file = Npz.open(path)) {
                        file.array("a");
                    }
                })
                .withMessageContaining("more than half of Java's memory");
    }

    @Test
    void aCheckpointOfPicklesIsRefusedWithTheWayOut() {
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> Npz.open(FILES.resolve("refused_pickle.pt")))
                .withMessageContaining("is a PyTorch checkpoint of pickled Python objects, which are never loaded")
                .withMessageContaining("as the guide shows under Weights from PyTorch");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] good = Files.readAllBytes(FILES.resolve("compressed.npz"));
        for (int length = 0; length < good.length; length++) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(good, length));
            assertThatExceptionOfType(BadFileException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> readAll(cut));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "compressed.npz"})
    void mutantsGiveOnlyBadFileExceptions(String name) throws IOException {
        byte[] good = Files.readAllBytes(FILES.resolve(name));
        Path path = folder.resolve("mutant");
        Mutations.Count count = Mutations.read(good, MUTANTS, 13, file -> readAll(path, file));
        assertThat(count.accepted()).isGreaterThan(MUTANTS / 1000);
        assertThat(count.refused()).isGreaterThan(MUTANTS / 4);
    }

    static void readAll(Path path, InputFile mutant) {
        try (var in = mutant.open()) {
            Files.deleteIfExists(path); // Some systems wait for the disk when a file is truncated and rewritten.
            Files.write(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        readAll(path);
    }

    private static void readAll(Path path) {
        try (Npz file = Npz.open(path)) {
            for (String name : file.names()) {
                NumericArray array = file.array(name);
                assertThat(array.doubles().length)
                        .isEqualTo((int) array.header().count());
            }
        }
    }

    private static Map<String, byte[]> ordered(String... names) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String name : names) {
            entries.put(name, ARRAY);
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** The archive with another value in a field of its central directory: 2 bytes for the method, 4 for the others. */
    private static byte[] changed(byte[] zip, int field, int value) {
        byte[] changed = zip.clone();
        int at = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\1\2") + field;
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        if (field == METHOD) {
            buffer.putShort(at, (short) value);
        } else {
            buffer.putInt(at, value);
        }
        return changed;
    }

    private static byte[] replaced(byte[] zip, String from, String to) {
        return new String(zip, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The archive with a block of the reserved kind at the start of its first data. */
    private static byte[] damaged(byte[] zip) {
        byte[] damaged = zip.clone();
        damaged[30 + "a.npy".length()] |= 6;
        return damaged;
    }
}
