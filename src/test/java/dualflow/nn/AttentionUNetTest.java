package dualflow.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.ArrayErrors;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionUNetTest extends ModelContract {
    private static final AttentionUNet PUBLISHED = new AttentionUNet(3, 64, 64, 1, true);
    private static final AttentionUNet NARROW = new AttentionUNet(1, 32, List.of(1, 2), List.of(8, 16), 16, 1, 4, true);

    @Override
    String golden() {
        return "layer/attention_unet";
    }

    @Override
    Layer model(GoldenCsv.Case golden) {
        return switch (golden.name()) {
            case "published" -> PUBLISHED;
            case "summed heads", "file" -> small(true);
            case "separate heads" -> small(false);
            default -> throw new IllegalStateException(golden.name());
        };
    }

    /** Group norms keep the signal's magnitude, and larger weights make attention sharp, which is bad for float32. */
    @Override
    double gain() {
        return 1;
    }

    private static AttentionUNet small(boolean sumsHeads) {
        return new AttentionUNet(1, 32, List.of(1, 2), List.of(26), 52, 3, 6, sumsHeads);
    }

    @Test
    void publishedSize() {
        assertThat(PUBLISHED.specification().parameterCount()).isEqualTo(10_331_523);
        assertThat(PUBLISHED.specification().trainedCount()).isEqualTo(10_331_523 - 256);
    }

    @Test
    void namesAndShapesAreThoseOfThePublishedCode() {
        assertThat(StateDict.of(PUBLISHED.specification()))
                .isEqualTo(StateDict.published("attention_unet_base64_64px"));
    }

    /** Where each group of a norm is one channel, it removes what the time adds to it. */
    @Test
    void timeHasNoEffectInLevelsOf32Channels() {
        AttentionUNet model = new AttentionUNet(1, 32, List.of(1), List.of(), 6, 1, 4, true);
        try (Device device = new HostDevice()) {
            Pass pass = Pass.evaluation(weights(model.specification(), device, DType.FLOAT64, 1));
            double[] pixels = new double[36];
            Arrays.setAll(pixels, i -> i % 5 - 2);
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(6, 6, 1), pixels);
            double[] early = model.velocity(pass, device.scalar(DType.FLOAT64, 0.25), x)
                    .value()
                    .toDoubles();
            double[] late = model.velocity(pass, device.scalar(DType.FLOAT64, 0.75), x)
                    .value()
                    .toDoubles();
            assertThat(ArrayErrors.error(late, early)).isLessThan(1e-12);
        }
    }

    @Test
    void weightsFitBothReadingsOfTheHeads() {
        assertThat(new AttentionUNet(3, 64, 64, 1, false).specification()).isEqualTo(PUBLISHED.specification());
    }

    /** At 224 pixels the sizes are 224, 112, 56, 28, 14 and 7: at none of these do blocks attend. */
    @Test
    void onlyTheMiddleAttendsAtThePublishedDefaultSize() {
        assertThat(new AttentionUNet(3, 32, 224, 102, true).specification().names())
                .filteredOn(name -> name.endsWith("qkv.weight"))
                .containsExactly("middle_block.1.qkv.weight");
    }

    /** Sizes on the way up are doubled from the smallest, so that 28 pixels in two levels are 7, 14 and 28, in three 3, 6, 12 and 24. */
    @Test
    void resolutionsOfTheWayUpAreDoubledFromTheSmallest() {
        AttentionUNet model = new AttentionUNet(1, 32, List.of(1, 1, 1), List.of(14, 12), 28, 1, 4, true);
        assertThat(model.specification().names())
                .filteredOn(name -> name.endsWith("qkv.weight"))
                .containsExactly(
                        "down_blocks.1.attention.qkv.weight",
                        "middle_block.1.qkv.weight",
                        "up_blocks.1.attention.qkv.weight");
    }

    @Test
    void timeMayBeOneForAllAndSizesOdd() {
        try (Device device = new HostDevice()) {
            Pass pass = Pass.evaluation(NARROW.specification().draw(device, DType.FLOAT64, 1));
            double[] pixels = new double[2 * 5 * 7];
            Arrays.setAll(pixels, i -> i % 7 - 3);
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 5, 7, 1), pixels);
            Tensor one = NARROW.velocity(pass, device.scalar(DType.FLOAT64, 0.25), x);
            Tensor each = NARROW.velocity(pass, device.tensor(DType.FLOAT64, Shape.of(2, 1, 1, 1), 0.25, 0.25), x);
            assertThat(one.shape()).isEqualTo(x.shape());
            assertThat(one.value().toDoubles()).isEqualTo(each.value().toDoubles());
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new AttentionUNet(1, 32, 28, 1, true))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("5 levels")
                .hasMessageContaining("cannot take 28 by 28 pixels");
        assertThatThrownBy(() -> new AttentionUNet(3, 48, 64, 1, true))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("got 48");
        assertThatThrownBy(() -> new AttentionUNet(3, 64, 64, 0, true))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("0 labels");
        try (Device device = new HostDevice()) {
            Pass pass = Pass.evaluation(NARROW.specification().draw(device, DType.FLOAT64, 1));
            Tensor t = device.scalar(DType.FLOAT64, 0.5);
            Tensor x = device.fill(DType.FLOAT64, Shape.of(2, 8, 8, 1), 1);
            assertThatThrownBy(() -> NARROW.velocity(pass, t, device.fill(DType.FLOAT64, Shape.of(8, 3, 1), 1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("cannot take 8 by 3 pixels");
            assertThatThrownBy(() -> NARROW.velocity(pass, t, device.fill(DType.FLOAT64, Shape.of(8, 8, 3), 1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("attention UNet of 1 channels");
            assertThatThrownBy(() -> NARROW.velocity(pass, device.fill(DType.FLOAT64, Shape.of(2), 0.5), x))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("times of shape [2]");
        }
    }
}
