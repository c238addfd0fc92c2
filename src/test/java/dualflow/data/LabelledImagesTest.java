package dualflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledImagesTest {
    private static final LabelledImages FOUR = new LabelledImages(
            new IdxImages(4, 1, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), new IdxLabels(new byte[] {5, 0, 5, 1}));

    @TempDir
    private Path folder;

    @Test
    void keepsTheImagesOfTheWantedLabels() {
        LabelledImages fives = FOUR.withLabels(5);
        assertThat(fives.images().count()).isEqualTo(2);
        assertThat(fives.images().pixels()).containsExactly(1, 2, 5, 6);
        assertThat(fives.labels().labels()).containsExactly(5, 5);

        assertThat(FOUR.withLabels(1, 0).images().pixels()).containsExactly(3, 4, 7, 8);
        assertThat(FOUR.images().count()).isEqualTo(4);
    }

    @Test
    void countsEachLabel() {
        assertThat(FOUR.countByLabel()).hasToString("{0=1, 1=1, 5=2}");
    }

    @Test
    void refusesLabelThatIsNotThere() {
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> FOUR.withLabels(5, 7))
                .withMessage("No image is labelled 7: choose among the labels there are, [0, 1, 5].");
    }

    @Test
    void refusesDifferentCounts() throws IOException {
        Path images = folder.resolve("images");
        Path labels = folder.resolve("labels");
        Files.write(
                images,
                ByteBuffer.allocate(18)
                        .putInt(0x803)
                        .putInt(2)
                        .putInt(1)
                        .putInt(1)
                        .array());
        Files.write(labels, ByteBuffer.allocate(11).putInt(0x801).putInt(3).array());
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> LabelledImages.read(images, labels))
                .withMessageContaining("holds 2 images, but " + labels + " holds 3 labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelledImages(FOUR.images(), new IdxLabels(new byte[3])));
    }

    @Test
    void mnistFivesHaveThePublishedCorrelation() {
        String data = System.getenv("DUALFLOW_DATA");
        assumeTrue(
                data != null, "DUALFLOW_DATA is unset: name the folder that holds mnist/t10k-*.gz to run this test.");
        Path mnist = Path.of(data, "mnist");
        LabelledImages all = LabelledImages.read(
                mnist.resolve("t10k-images-idx3-ubyte.gz"), mnist.resolve("t10k-labels-idx1-ubyte.gz"));
        assertThat(all.images().count()).isEqualTo(10_000);
        assertThat(all.images().height()).isEqualTo(28);
        assertThat(all.images().width()).isEqualTo(28);

        IdxImages fives = all.withLabels(5).images();
        assertThat(fives.count()).isEqualTo(892);
        double[] left = new double[892];
        double[] right = new double[892];
        for (int i = 0; i < 892; i++) {
            left[i] = fives.pixel(i, 8, 14);
            right[i] = fives.pixel(i, 8, 15);
        }
        // Published to four digits.
        assertThat(new PearsonsCorrelation().correlation(left, right)).isCloseTo(0.8805, within(0.5e-4));
    }
}
