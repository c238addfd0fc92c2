package dualflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import dualflow.random.Draws;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {
    @TempDir
    private Path folder;

    static Stream<GoldenCsv.Case> goldenCases() {
        return GoldenCsv.read("data/image_square").cases().stream();
    }

    /** Through a PNG file, bit-identical. */
    @ParameterizedTest
    @MethodSource("goldenCases")
    void resizesAndCutsAsThePublishedCode(GoldenCsv.Case golden) throws IOException {
        int height = (int) golden.scalar("height");
        int width = (int) golden.scalar("width");
        double[] u = new Draws(3).uniforms(Draws.stream("image " + golden.name()), 0, height * width * 3);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.getRaster()
                .setPixels(
                        0,
                        0,
                        width,
                        height,
                        Arrays.stream(u).mapToInt(value -> (int) (256 * value)).toArray());
        save("image.png", encode(image, "png"));

        int channels = golden.shape("y")[2];
        ImageFolder images = ImageFolder.open(folder, channels, (int) golden.scalar("size"));
        assertThat(images.shape()).isEqualTo(Shape.of(golden.shape("y")));
        double[] expected =
                Arrays.stream(golden.values("y")).map(value -> value / 255).toArray();
        assertThat(images.image(0)).isEqualTo(expected);
    }

    @Test
    void givesImagesInTheOrderOfTheirNamesAndPassesOtherFilesOver() throws IOException {
        save("b.PNG", encode(grey(2, 3, 20), "png"));
        save("a.bmp", encode(colour(2, 3, 10, 40, 250), "bmp"));
        save("c.jpeg", encode(grey(2, 3, 200), "jpeg"));
        save("list_attr_celeba.txt", new byte[] {'1'});
        save(".hidden.png", new byte[] {'1'});
        Files.createDirectory(folder.resolve("d.png"));

        ImageFolder images = ImageFolder.open(folder, 3);
        assertThat(images.files()).containsExactly("a.bmp", "b.PNG", "c.jpeg");
        assertThat(images.count()).isEqualTo(3);
        assertThat(images.shape()).isEqualTo(Shape.of(2, 3, 3));
        assertThat(Arrays.copyOf(images.image(0), 3)).containsExactly(10 / 255.0, 40 / 255.0, 250 / 255.0);
        assertThat(images.image(1)).hasSize(18).containsOnly(20 / 255.0);
        assertThat(images.image(2)).containsOnly(200 / 255.0);
        assertThat(ImageFolder.open(folder, 1).image(0))
                .hasSize(6)
                .containsOnly(Math.rint(0.299 * 10 + 0.587 * 40 + 0.114 * 250) / 255);
    }

    @Test
    void readsEveryKindOfPng() throws IOException {
        BufferedImage sixteenBits = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        sixteenBits.getRaster().setSample(0, 0, 0, 51 * 257);
        BufferedImage transparent = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        transparent.setRGB(0, 0, 0x00336699);
        byte[] palette = {0, 0, 0, 0x33, 0x66, (byte) 0x99};
        BufferedImage indexed =
                new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, palette, 0, false));
        indexed.getRaster().setSample(0, 0, 0, 1);
        BufferedImage oneBit = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY);
        oneBit.getRaster().setSample(0, 0, 0, 1);
        save("0.png", encode(sixteenBits, "png"));
        save("1.png", encode(transparent, "png"));
        save("2.png", encode(indexed, "png"));
        save("3.png", encode(oneBit, "png"));

        ImageFolder images = ImageFolder.open(folder, 3);
        double[] blue = {0x33 / 255.0, 0x66 / 255.0, 0x99 / 255.0};
        assertThat(images.image(0)).containsExactly(0.2, 0.2, 0.2);
        assertThat(images.image(1)).containsExactly(blue);
        assertThat(images.image(2)).containsExactly(blue);
        assertThat(images.image(3)).containsExactly(1, 1, 1);
    }

    @Test
    void colourJpegIsCloseToItsSource() throws IOException {
        save("a.jpg", encode(colour(32, 24, 200, 100, 50), "jpeg"));
        double[] pixels = ImageFolder.open(folder, 3, 8).image(0);
        assertThat(Arrays.copyOf(pixels, 3))
                .containsExactly(new double[] {200 / 255.0, 100 / 255.0, 50 / 255.0}, offset(0.02));
    }

    @Test
    void mayBeReadByManyThreads() throws IOException {
        for (int i = 0; i < 20; i++) {
            save("%02d.png".formatted(i), encode(grey(9, 12, 10 * i), "png"));
        }
        ImageFolder images = ImageFolder.open(folder, 1, 5);
        double[] firsts = IntStream.range(0, 200)
                .parallel()
                .mapToDouble(i -> images.image(i % 20)[7])
                .toArray();
        assertThat(firsts)
                .isEqualTo(IntStream.range(0, 200)
                        .mapToDouble(i -> i % 20 * 10 / 255.0)
                        .toArray());
    }

    @Test
    void refusesImagesOfDifferentSizesWhereNoneIsGiven() throws IOException {
        save("a.png", encode(grey(2, 3, 1), "png"));
        save("b.png", encode(grey(3, 2, 1), "png"));
        requireRefused("b.png", "has 3 rows and 2 columns, where the first in its folder has 2 and 3");
        assertThat(ImageFolder.open(folder, 1, 2).image(1)).hasSize(4);
    }

    @Test
    void refusesFoldersWithoutImages() {
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> ImageFolder.open(folder.resolve("none"), 3))
                .withMessageContaining("There is no folder " + folder.resolve("none"));
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> ImageFolder.open(folder, 3, 64))
                .withMessageContaining("The folder " + folder + " holds no image");
    }

    @Test
    void refusesOtherChannelsAndSizes() throws IOException {
        save("a.png", encode(grey(2, 3, 1), "png"));
        assertThatIllegalArgumentException().isThrownBy(() -> ImageFolder.open(folder, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> ImageFolder.open(folder, 3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ImageFolder.open(folder, 3, 4097));
    }

    @Test
    void namesAnImageThatIsGone() throws IOException {
        save("a.png", encode(grey(2, 3, 1), "png"));
        ImageFolder images = ImageFolder.open(folder, 1);
        Files.delete(folder.resolve("a.png"));
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> images.image(0))
                .withMessageContaining("There is no file " + folder.resolve("a.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp"})
    void refusesEveryImageThatIsCutShort(String format) throws IOException {
        save("a.png", encode(grey(8, 8, 1), "png"));
        BufferedImage image = colour(8, 8, 200, 100, 50);
        image.setRGB(3, 4, 0x123456);
        byte[] whole = encode(image, format);
        // A BMP file may end with bytes that pad a row; a JPEG file ends with a marker.
        for (int length = 0; length < whole.length; length++) {
            save("b." + format, Arrays.copyOf(whole, length));
            requireRefused("b." + format, "");
        }
    }

    /** Only PNG has checksums: there a changed bit is always detected. */
    @Test
    void refusesEveryPngWithAChangedBit() throws IOException {
        save("a.png", encode(grey(8, 8, 1), "png"));
        byte[] whole = encode(colour(8, 8, 200, 100, 50), "png");
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            save("b.png", damaged);
            requireRefused("b.png", "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "bmp"})
    void mutantsGiveTypedErrorsAlone(String format) throws IOException {
        save("a.png", encode(grey(8, 8, 1), "png"));
        byte[] whole = encode(colour(8, 8, 200, 100, 50), format);
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int mutant = 0; mutant < 1000; mutant++) {
            byte[] damaged = whole.clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            save("b." + format, damaged);
            try {
                assertThat(ImageFolder.open(folder, 3, 4).image(1)).hasSize(48);
            } catch (BadFileException e) {
                assertThat(e).hasMessageContaining("b." + format).hasMessageEndingWith(".");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void refusesWhatIsNoImageOfTheThreeFormats() throws IOException {
        save("a.png", encode(grey(8, 8, 1), "png"));
        save("b.png", encode(grey(8, 8, 1), "gif"));
        requireRefused("b.png", "is not a PNG, JPEG or BMP image");
        save("b.png", "not an image".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        requireRefused("b.png", "is not a PNG, JPEG or BMP image");
    }

    /** A file of a few hundred bytes that would take gigabytes as an image. */
    @Test
    void refusesHugeDimensionsBeforeMakingRoomForThem() throws IOException {
        save("a.png", encode(grey(8, 8, 1), "png"));
        byte[] bomb = encode(grey(8, 8, 1), "png");
        ByteBuffer header = ByteBuffer.wrap(bomb);
        header.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(bomb, 12, 17);
        header.putInt(29, (int) sum.getValue());
        save("b.png", bomb);
        requireRefused("b.png", "has 60000 x 60000 pixels, more than the 2^26");
    }

    private void requireRefused(String name, String sentence) {
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> ImageFolder.open(folder, 1).image(1))
                .withMessageContaining(folder.resolve(name).toString())
                .withMessageContaining(sentence)
                .withMessageNotContaining("null")
                .withMessageEndingWith(".");
    }

    private void save(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    /** The raster is set, since setRGB changes grey samples. */
    private static BufferedImage grey(int height, int width, int value) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = image.getRaster();
        int[] samples = new int[height * width];
        Arrays.fill(samples, value);
        raster.setPixels(0, 0, width, height, samples);
        return image;
    }

    private static BufferedImage colour(int height, int width, int red, int green, int blue) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < height * width; i++) {
            image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
        }
        return image;
    }

    private static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, format, bytes)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
