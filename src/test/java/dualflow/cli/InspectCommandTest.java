package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dualflow.data.NumericArray;
import dualflow.data.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

class InspectCommandTest {
    private static final Path FILES = Path.of("src/test/resources/formats");

    @TempDir
    private Path folder;

    @Test
    void safetensorsAreListedWithMetadataAndTotals() {
        Path file = FILES.resolve("all_types.safetensors");
        Invocation run = Invocation.of("inspect", file.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.words())
                .startsWith(
                        file + ": safetensors, 915 bytes",
                        "format = np",
                        "name type shape bytes",
                        "down.0.num_batches_tracked int64 [] 8",
                        "doubles float64 [2, 2] 32",
                        "down.0.weight float32 [2, 3] 24",
                        "empty float32 [0, 4] 0",
                        "größe float32 [1] 4")
                .endsWith("flags bool [3] 3", "12 arrays, 35 numbers in 115 bytes");
    }

    @Test
    void anNpzIsToldByItsContentWhateverItsName() throws IOException {
        Path file = Files.copy(FILES.resolve("compressed.npz"), folder.resolve("weights.safetensors"));
        assertThat(Invocation.of("inspect", file.toString()).words())
                .containsExactly(
                        file + ": npz, 617 bytes",
                        "name type shape bytes",
                        "weight float32 [2, 3] 24",
                        "layer/bias float64 [4] 32",
                        "steps int64 [] 8",
                        "3 arrays, 11 numbers in 64 bytes");
    }

    @Test
    void anNpyIsOneArray() {
        Path file = FILES.resolve("f4_big_column_major.npy");
        assertThat(Invocation.of("inspect", file.toString()).words())
                .containsExactly(
                        file + ": npy, 152 bytes",
                        "name type shape bytes",
                        "array float32 [3, 2] 24",
                        "1 array, 6 numbers in 24 bytes");
    }

    @Test
    void idxFilesShowTheirDimensions() throws IOException {
        byte[] images = ByteBuffer.allocate(16 + 24)
                .putInt(0x803)
                .putInt(2)
                .putInt(3)
                .putInt(4)
                .array();
        Path plain = Files.write(folder.resolve("images"), images);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(images);
        }
        Path gzipped = Files.write(folder.resolve("images.gz"), zipped.toByteArray());
        Path labels = Files.write(
                folder.resolve("labels"),
                ByteBuffer.allocate(8 + 123)
                        .putInt(0x801)
                        .putInt(123)
                        .put((byte) '{')
                        .array());
        assertThat(Invocation.of("inspect", plain.toString()).words())
                .contains(plain + ": IDX, 40 bytes", "images uint8 [2, 3, 4] 24");
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (Map.Entry<String, byte[]> entry : List.of(
                    Map.entry("digits-idx3-ubyte", images),
                    Map.entry("digits.gz", zipped.toByteArray()),
                    Map.entry("read.me", new byte[] {1}))) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        Path inArchive = Files.write(folder.resolve("digits.zip"), archive.toByteArray());
        assertThat(Invocation.of("inspect", inArchive.toString()).words())
                .contains(
                        inArchive + ": IDX, in a zip archive, " + archive.size() + " bytes",
                        "digits-idx3-ubyte uint8 [2, 3, 4] 24",
                        "digits.gz uint8 [2, 3, 4] 24",
                        "passed over: read.me, no npy or IDX file");
        assertThat(Invocation.of("inspect", gzipped.toString()).words())
                .contains(gzipped + ": IDX, gzipped, " + zipped.size() + " bytes", "images uint8 [2, 3, 4] 24");
        assertThat(Invocation.of("inspect", labels.toString()).words())
                .contains(labels + ": IDX, 131 bytes", "labels uint8 [123] 123");
    }

    @Test
    void jsonHoldsTheSame() throws IOException {
        Path file = FILES.resolve("bfloat16.safetensors");
        Invocation run = Invocation.of("inspect", "--json", file.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out().replaceAll("\\s+", ""))
                .isEqualTo(
                        "{\"file\":\"" + file + "\",\"kind\":\"safetensors\",\"bytes\":84,\"metadata\":{},\"arrays\":"
                                + "[{\"name\":\"array\",\"type\":\"bfloat16\",\"shape\":[2,3],\"bytes\":12}]}");
        try (JsonParser parser = new JsonFactory().createParser(run.out())) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
        }
    }

    /** A name could clear the screen or set the colours of a terminal. */
    @Test
    void namesAreSafeToPrint() {
        Path file = folder.resolve("names.safetensors");
        Safetensors.write(
                file,
                Map.of("\u001b[31m" + "x".repeat(200), NumericArray.of(new float[1])),
                Map.of("a\u202eb", "\u0007two\nlines"));
        Invocation run = Invocation.of("inspect", file.toString());
        assertThat(run.words()).contains("a?b = ?two?lines", "?[31m" + "x".repeat(95) + "... float32 [] 4");
    }

    /** 4 TiB, of which only the header is read. */
    @Test
    void theNumbersAreNotRead() throws IOException {
        Path file = folder.resolve("sparse.npy");
        Files.write(file, Files.readAllBytes(FILES.resolve("f4_vector.npy")));
        byte[] header = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .substring(0, 128)
                .replace("(5,), }            ", "(1099511627776,), }")
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, header);
        try (RandomAccessFile grown = new RandomAccessFile(file.toFile(), "rw")) {
            grown.setLength(128 + (1L << 42));
        }
        assertThat(Invocation.of("inspect", file.toString()).words())
                .contains("array float32 [1099511627776] 4398046511104");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("nothing", new byte[0], "starts with nothing"),
                Arguments.of("text", "a,b\n".getBytes(StandardCharsets.UTF_8), "the bytes 61 2c 62 0a"),
                Arguments.of("a pickle", new byte[] {(byte) 0x80, 2, 'c'}, "holds pickled Python objects"),
                Arguments.of(
                        "IDX of floats", new byte[] {0, 0, 0xd, 3, 0, 0, 0, 1, 0}, "is not a safetensors, npy, npz or"),
                Arguments.of(
                        "a giant header",
                        new byte[] {0, 0, 0, 0, 0, 1, 0, 0, '{'},
                        "is no safetensors file, or is damaged: it announces a header of 1099511627776 bytes"),
                Arguments.of(
                        "IDX cut short",
                        new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 7},
                        "announces 2 bytes, but only 1 follow"),
                Arguments.of("half a gzip", new byte[] {0x1f, (byte) 0x8b, 8}, "damaged gzip file"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatHasNoneOfTheFormatsIsRefused(String what, byte[] bytes, String sentence) throws IOException {
        Path file = Files.write(folder.resolve("file"), bytes);
        Invocation run = Invocation.of("inspect", file.toString());
        assertThat(run.exitCode()).as(what).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences()).hasSize(1);
        assertThat(run.err()).contains(file.toString()).contains(sentence);
    }

    @Test
    void aPyTorchCheckpointIsRefusedWithTheWayOut() {
        Invocation run =
                Invocation.of("inspect", FILES.resolve("refused_pickle.pt").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).hasSize(1).allMatch(line -> line.contains("turn it into safetensors"));
    }

    @Test
    void aMissingFileIsRefused() {
        Invocation run = Invocation.of("inspect", folder.resolve("absent").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).hasSize(1).allMatch(line -> line.startsWith("There is no file"));
    }
}
