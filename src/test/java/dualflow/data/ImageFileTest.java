package dualflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dualflow.testing.GoldenCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that Pillow wrote, and those put together byte by byte, against the samples that Pillow reads from them. */
class ImageFileTest {
    private static final Path FILES = Path.of(System.getProperty("basedir", ""), "src/test/resources/images");
    private static final String HALVED_UPRIGHT = "ycc_440.jpg";

    @TempDir
    private Path folder;

    static Stream<GoldenCsv.Case> goldenCases() {
        return GoldenCsv.read("data/image_files").cases().stream();
    }

    static Stream<GoldenCsv.Case> exactCases() {
        return goldenCases().filter(golden -> !golden.name().equals(HALVED_UPRIGHT));
    }

    /**
     * Bit-identical, JPEG files too: libjpeg, on which both Java and Pillow are based, decodes in integers. A JDK with another decoder could
     * differ by 1 or 2, and this test would say so.
     */
    @ParameterizedTest
    @MethodSource("exactCases")
    void readsWhatIsStoredAsPillow(GoldenCsv.Case golden) {
        ByteImage image = read(golden.name());
        assertThat(List.of(image.height(), image.width(), 3))
                .isEqualTo(Arrays.stream(golden.shape("pixels")).boxed().toList());
        assertThat(numbers(image.colour())).isEqualTo(golden.values("pixels"));
    }

    /** Chroma that is subsampled only vertically is interpolated by Pillow and by some JDKs, and replicated by the libjpeg that others bundle. */
    @Test
    void brightnessIsPillowsWhereColoursAreHalvedUpright() {
        GoldenCsv.Case golden = goldenCases()
                .filter(one -> one.name().equals(HALVED_UPRIGHT))
                .findFirst()
                .orElseThrow();
        double[] read = numbers(read(HALVED_UPRIGHT));
        double[] expected = golden.values("pixels");
        for (int pixel = 0; pixel < expected.length; pixel += 3) {
            double difference = 0.299 * (read[pixel] - expected[pixel])
                    + 0.587 * (read[pixel + 1] - expected[pixel + 1])
                    + 0.114 * (read[pixel + 2] - expected[pixel + 2]);
            boolean isClamped = IntStream.range(pixel, pixel + 3)
                    .anyMatch(i -> expected[i] == 0 || expected[i] == 255 || read[i] == 0 || read[i] == 255);
            assertThat(Math.abs(difference)).isLessThan(isClamped ? 24 : 1);
        }
    }

    @Test
    void thereIsAGoldenForEachFile() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            goldenCases().map(GoldenCsv.Case::name).toList());
        }
    }

    @Test
    void greyStaysOneChannel() {
        assertThat(Stream.of("grey.jpg", "grey_16.png", "grey_alpha_8.png", "grey_8_transparent_shade.png")
                        .map(file -> read(file).channels()))
                .containsOnly(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0xc3, is a JPEG file coded losslessly",
        "0xc5, is a JPEG file coded hierarchically",
        "0xc9, is a JPEG file coded arithmetically",
        "0xca, is a JPEG file coded arithmetically",
        "0xf7, is a JPEG file coded losslessly"
    })
    void namesJpegCodingsThatAreNotRead(int frame, String sentence) throws IOException {
        byte[] jpeg = Files.readAllBytes(FILES.resolve("ycc_444.jpg"));
        jpeg[frame(jpeg) + 1] = (byte) frame;
        requireRefused(jpeg, sentence);
    }

    @Test
    void namesJpegFilesOfTwelveBitsAndOfTwoComponents() throws IOException {
        byte[] jpeg = Files.readAllBytes(FILES.resolve("ycc_444.jpg"));
        int frame = frame(jpeg);
        jpeg[frame + 4] = 12;
        requireRefused(jpeg, "is a JPEG file with 12 bits per sample, where 8 are read");

        byte[] two = Files.readAllBytes(FILES.resolve("ycc_444.jpg"));
        byte[] shortened = new byte[two.length - 3];
        System.arraycopy(two, 0, shortened, 0, frame + 16);
        System.arraycopy(two, frame + 19, shortened, frame + 16, two.length - frame - 19);
        shortened[frame + 3] = (byte) (shortened[frame + 3] - 3);
        shortened[frame + 9] = 2;
        requireRefused(shortened, "is a JPEG file of 2 components, where 1, 3 or 4 are read");
    }

    private static int frame(byte[] jpeg) {
        return IntStream.range(0, jpeg.length - 1)
                .filter(i -> jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc0)
                .findFirst()
                .orElseThrow();
    }

    private void requireRefused(byte[] bytes, String sentence) throws IOException {
        Path file = Files.write(folder.resolve("a.jpg"), bytes);
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> ImageFile.read(InputFile.of(file)))
                .withMessageContaining(file.toString())
                .withMessageContaining(sentence)
                .withMessageEndingWith(".");
    }

    private static ByteImage read(String name) {
        return ImageFile.read(InputFile.of(FILES.resolve(name)));
    }

    private static double[] numbers(ByteImage image) {
        return IntStream.range(0, image.samples().length)
                .mapToDouble(i -> image.samples()[i] & 255)
                .toArray();
    }
}
