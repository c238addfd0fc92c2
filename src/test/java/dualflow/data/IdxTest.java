package dualflow.data;

import static dualflow.data.Mutations.concatenate;
import static dualflow.data.Mutations.gzip;
import static dualflow.data.Mutations.memory;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdxTest {
    private static final int MUTANTS = 100_000;

    @TempDir
    private Path folder;

    @Test
    void imagesAreEqualOrNot() {
        assertThat(new IdxImages(2, 1, 2, new byte[] {1, 2, 1, 2}).areEqual()).isTrue();
        assertThat(new IdxImages(1, 1, 2, new byte[] {1, 2}).areEqual()).isTrue();
        assertThat(new IdxImages(2, 1, 2, new byte[] {1, 2, 1, 3}).areEqual()).isFalse();
    }

    @Test
    void pixelsComeBackInRowMajorOrder() {
        IdxImages images = Idx.readImages(memory("images", images(2, 3, 4)));

        assertThat(images.count()).isEqualTo(2);
        assertThat(images.height()).isEqualTo(3);
        assertThat(images.width()).isEqualTo(4);
        assertThat(images.pixel(1, 2, 3)).isEqualTo(23 * 11 / 255.0);
        assertThat(images.image(1)[2 * 4 + 3]).isEqualTo(images.pixel(1, 2, 3));
        assertThat(images.image(1)).hasSize(12);
    }

    @Test
    void bytesAreUnsigned() {
        byte[] file = concatenate(header(0x803, 1, 1, 2), new byte[] {(byte) 255, (byte) 128});
        assertThat(Idx.readImages(memory("images", file)).image(0)).containsExactly(1.0, 128 / 255.0);
        byte[] labels = concatenate(header(0x801, 1), new byte[] {(byte) 200});
        assertThat(Idx.readLabels(memory("labels", labels)).label(0)).isEqualTo(200);
    }

    @Test
    void gzippedEqualsPlain() throws IOException {
        byte[] plain = images(5, 7, 3);
        // The file's name is ignored: the first bytes decide.
        Path zipped = Files.write(folder.resolve("images"), gzip(plain));
        Path bare = Files.write(folder.resolve("images.gz"), plain);
        assertThat(Idx.readImages(zipped).pixels())
                .isEqualTo(Idx.readImages(bare).pixels())
                .isEqualTo(Arrays.copyOfRange(plain, 16, plain.length));
    }

    private Path zip(String name, Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    @Test
    void readsTheOnlyFileOfAnArchiveOrTheOneOfMatchingName() throws IOException {
        byte[] plain = images(5, 7, 3);
        byte[] labels = concatenate(header(0x801, 5), new byte[] {1, 2, 3, 4, 5});
        byte[] pixels = Arrays.copyOfRange(plain, 16, plain.length);
        assertThat(Idx.readImages(zip("one.zip", Map.of("whatever", plain))).pixels())
                .isEqualTo(pixels);
        Path both = zip(
                "both.zip",
                Map.of(
                        "mnist/t10k-images-idx3-ubyte.gz",
                        gzip(plain),
                        "mnist/",
                        new byte[0],
                        "mnist/t10k-labels.idx1-ubyte",
                        labels,
                        "__MACOSX/t10k-images-idx3-ubyte",
                        new byte[9]));
        assertThat(Idx.readImages(both).pixels()).isEqualTo(pixels);
        assertThat(Idx.readLabels(both).label(4)).isEqualTo(5);
    }

    @Test
    void refusesArchivesThatLeaveAChoice() throws IOException {
        byte[] plain = images(1, 2, 2);
        Path two = zip("two.zip", Map.of("train-images-idx3-ubyte", plain, "t10k-images-idx3-ubyte", plain));
        assertZipRefused(two, "holds 2 files with idx3 in the name, where one is needed, among \"t");
        assertZipRefused(zip("none.zip", Map.of("a", plain, "b", plain)), "holds no file with idx3 in the name");
        assertZipRefused(zip("labels.zip", Map.of("a", header(0x801, 0))), "\"a\" in ");
    }

    /** Nothing that an archive says about its files is trusted. */
    @Test
    void refusesDamagedArchivesAndBombs() throws IOException {
        byte[] plain = images(5, 7, 3);
        byte[] good = Files.readAllBytes(zip("good.zip", Map.of("a", plain)));
        byte[] wrongSum = good.clone();
        int directory = new String(good, ISO_8859_1).indexOf("PK\u0001\u0002");
        wrongSum[directory + 16] ^= 1;
        assertZipRefused(
                Files.write(folder.resolve("sum.zip"), wrongSum), "is a damaged part of a zip archive (its checksum");
        Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(good, good.length - 9));
        assertZipRefused(cut, "is a damaged zip archive");
        Path bomb = zip("bomb.zip", Map.of("a", concatenate(header(0x803, 1, 1, 1), new byte[1 << 24])));
        assertThat(Files.size(bomb)).isLessThan(1 << 16);
        assertZipRefused(bomb, "holds more than the 1 x 1 x 1 bytes");
        assertZipRefused(
                zip("huge.zip", Map.of("a", header(0x803, Integer.MAX_VALUE - 8, 1, 1))),
                "more than half of Java's memory");
    }

    private static void assertZipRefused(Path file, String sentence) {
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> Idx.readImages(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(sentence)
                .withMessageEndingWith(".");
    }

    static Stream<Arguments> attacks() {
        byte[] good = images(2, 3, 4);
        byte[] zipped = gzip(good);
        byte[] wrongSum = zipped.clone();
        wrongSum[zipped.length - 6] ^= 1;
        return Stream.of(
                Arguments.of("empty", new byte[0], "ends within its header, after 0 of 16 bytes"),
                Arguments.of("two bytes", new byte[] {0, 0}, "after 2 of 16 bytes"),
                Arguments.of("half a header", header(0x803, 2), "after 8 of 16 bytes"),
                Arguments.of(
                        "labels as images", concatenate(header(0x801, 9), new byte[9]), "holds labels where images"),
                Arguments.of("text", "count,rows,columns\n1,2,3\n".getBytes(UTF_8), "starts with 0x636f756e"),
                Arguments.of("little-endian", header(0x03080000, 2, 3, 4), "starts with 0x03080000"),
                Arguments.of("float data", header(0xd03, 2, 3, 4), "starts with 0x00000d03"),
                Arguments.of("two axes", header(0x802, 2, 3, 4), "starts with 0x00000802"),
                Arguments.of(
                        "a PNG", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, "starts with 0x89504e47"),
                Arguments.of("no image", header(0x803, 0, 28, 28), "announces 0 x 28 x 28 bytes, so it is empty"),
                Arguments.of("no row", header(0x803, 1, 0, 28), "announces 1 x 0 x 28 bytes, so it is empty"),
                Arguments.of("no column", header(0x803, 1, 28, 0), "announces 1 x 28 x 0 bytes, so it is empty"),
                Arguments.of("negative count", header(0x803, -1, 1, 1), "announces 4294967295 x 1 x 1 bytes"),
                // The product is 2^32 and 2^64: 0 in an int and in a long.
                Arguments.of("product wraps an int", header(0x803, 1 << 16, 1 << 8, 1 << 8), "more than the 2 GiB"),
                Arguments.of("product wraps a long", header(0x803, 1 << 30, 1 << 30, 16), "more than the 2 GiB"),
                Arguments.of("three negative sizes", header(0x803, -1, -1, -1), "more than the 2 GiB"),
                Arguments.of(
                        "all memory", header(0x803, Integer.MAX_VALUE - 8, 1, 1), "more than half of Java's memory"),
                Arguments.of("truncated", Arrays.copyOf(good, good.length - 1), "2 x 3 x 4 bytes, but only 23 follow"),
                Arguments.of("header alone", header(0x803, 2, 3, 4), "but only 0 follow"),
                Arguments.of(
                        "one byte too many", Arrays.copyOf(good, good.length + 1), "holds more than the 2 x 3 x 4"),
                Arguments.of("gzip of a truncated file", gzip(Arrays.copyOf(good, 20)), "but only 4 follow"),
                Arguments.of("gzip of half a header", gzip(header(0x803)), "after 4 of 16 bytes"),
                Arguments.of("gzip of nothing", gzip(new byte[0]), "after 0 of 16 bytes"),
                Arguments.of("gzip of too much", gzip(Arrays.copyOf(good, 99)), "holds more than the 2 x 3 x 4"),
                Arguments.of("gzip twice", gzip(zipped), "starts with 0x1f8b0800"),
                Arguments.of("gzip cut in its data", Arrays.copyOf(zipped, 15), "damaged gzip file"),
                Arguments.of("gzip cut in its trailer", Arrays.copyOf(zipped, zipped.length - 3), "damaged gzip file"),
                Arguments.of(
                        "gzip magic alone", new byte[] {0x1f, (byte) 0x8b}, "damaged gzip file (it ends too early)"),
                Arguments.of("gzip of a wrong sum", wrongSum, "damaged gzip file"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void refusesWithItsOwnSentence(String attack, byte[] file, String sentence) throws IOException {
        Path path = Files.write(folder.resolve("attack"), file);
        assertThatExceptionOfType(BadFileException.class)
                .as(attack)
                .isThrownBy(() -> Idx.readImages(path))
                .withMessageContaining(path.toString())
                .withMessageContaining(sentence)
                .withMessageEndingWith(".");
    }

    @Test
    void refusesImagesWhereLabelsAreNeeded() {
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> Idx.readLabels(memory("images", images(1, 2, 2))))
                .withMessageContaining("holds images where labels are needed");
    }

    /** 256 MiB of zeros in about 256 KiB, behind a header that announces 24 bytes: read no further than byte 25. */
    @Test
    void refusesGzipBomb() throws IOException {
        Path bomb = folder.resolve("bomb.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            out.write(header(0x803, 2, 3, 4));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1 << 8; i++) {
                out.write(zeros);
            }
        }
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> Idx.readImages(bomb))
                .withMessageContaining("holds more than the 2 x 3 x 4 bytes");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> Idx.readImages(folder.resolve("absent")))
                .withMessageContaining("There is no file");
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> Idx.readImages(folder))
                .withMessageContaining("is a folder");
    }

    @Test
    void imageMutantsGiveOnlyBadFileExceptions() {
        Mutations.Count count = Mutations.read(images(3, 5, 7), MUTANTS, 1, Idx::readImages);
        assertBothOutcomes(count);
    }

    @Test
    void labelMutantsGiveOnlyBadFileExceptions() {
        Mutations.Count count =
                Mutations.read(concatenate(header(0x801, 40), new byte[40]), MUTANTS, 2, Idx::readLabels);
        assertBothOutcomes(count);
    }

    @Test
    void gzipMutantsGiveOnlyBadFileExceptions() {
        assertBothOutcomes(Mutations.read(gzip(images(3, 5, 7)), MUTANTS, 3, Idx::readImages));
    }

    /** The gzip stream is intact here, its contents are not: a fifth of the mutants, as compressing each takes most of the time. */
    @Test
    void gzippedMutantsGiveOnlyBadFileExceptions() {
        assertBothOutcomes(Mutations.read(images(3, 5, 7), MUTANTS / 5, 4, file -> Idx.readImages(gzipped(file))));
    }

    private static void assertBothOutcomes(Mutations.Count count) {
        int mutants = count.accepted() + count.refused();
        assertThat(count.accepted()).isGreaterThan(mutants / 1000);
        assertThat(count.refused()).isGreaterThan(mutants / 4);
    }

    private static InputFile gzipped(InputFile file) {
        try {
            return memory(file.name(), gzip(file.open().readAllBytes()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Images whose i-th pixel is the byte 11 i. */
    private static byte[] images(int count, int rows, int columns) {
        byte[] pixels = new byte[count * rows * columns];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (11 * i);
        }
        return concatenate(header(0x803, count, rows, columns), pixels);
    }

    private static byte[] header(int... words) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * words.length);
        buffer.asIntBuffer().put(words);
        return buffer.array();
    }
}
