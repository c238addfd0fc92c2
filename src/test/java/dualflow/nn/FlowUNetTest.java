package dualflow.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowUNetTest extends ModelContract {
    @Override
    String golden() {
        return "layer/flow_unet";
    }

    @Override
    FlowUNet model(GoldenCsv.Case golden) {
        boolean narrow = golden.name().startsWith("narrow");
        boolean file = golden.name().startsWith("file");
        int channels = narrow ? 2 : file || golden.name().endsWith("3 channels") ? 3 : 1;
        FlowUNet.Upsampling upsampling = golden.name().contains("transposed")
                ? FlowUNet.Upsampling.TRANSPOSED_CONVOLUTION
                : FlowUNet.Upsampling.BILINEAR;
        return new FlowUNet(channels, narrow || file ? 8 : 64, upsampling);
    }

    private static final FlowUNet NARROW = new FlowUNet(3, 2, FlowUNet.Upsampling.BILINEAR);

    @Test
    void publishedSizes() {
        assertThat(new FlowUNet(1).specification().parameterCount()).isEqualTo(14_036_417);
        assertThat(new FlowUNet(3).specification().parameterCount()).isEqualTo(14_037_699);
        assertThat(new FlowUNet(1).specification().trainedCount()).isEqualTo(14_036_417 - 3 * 256);
    }

    @Test
    void theDefaultsAreThePapers() {
        assertThat(new FlowUNet(1, 8)).isEqualTo(new FlowUNet(1, 8, FlowUNet.Upsampling.BILINEAR));
        assertThat(new FlowUNet(3)).isEqualTo(new FlowUNet(3, 64));
    }

    @Test
    void namesAndShapesAreThoseOfThePublishedCode() {
        assertThat(StateDict.of(new FlowUNet(1).specification())).isEqualTo(StateDict.published("flow_unet_c1"));
    }

    /** Its transposed convolutions accept half of the channels that come from below, so that it cannot be evaluated. */
    @Test
    void namesAndShapesAreThoseOfThePublishedOptionButForWhatCannotBeEvaluated() {
        List<String> expected = StateDict.published("flow_unet_c1_transposed_conv").stream()
                .map(entry -> entry.replace("up1.up.weight,512x", "up1.up.weight,1024x"))
                .map(entry -> entry.replace("up2.up.weight,256x", "up2.up.weight,512x"))
                .map(entry -> entry.replace("up3.up.weight,128x", "up3.up.weight,256x"))
                .map(entry -> entry.replace("up4.up.weight,64x", "up4.up.weight,128x"))
                .toList();
        FlowUNet model = new FlowUNet(1, 64, FlowUNet.Upsampling.TRANSPOSED_CONVOLUTION);
        assertThat(StateDict.of(model.specification())).isEqualTo(expected);
    }

    @Test
    void labelTablesAreDrawnButNotTrained() {
        List<String> tables = List.of("label_emb.weight", "source_label_emb.weight", "target_label_emb.weight");
        Specification specification = NARROW.specification();
        assertThat(specification.trainedNames()).doesNotContainAnyElementsOf(tables);
        try (Device device = new HostDevice()) {
            Parameters parameters = specification.draw(device, DType.FLOAT64, 1);
            for (String table : tables) {
                double[] numbers = parameters.get(table).value().toDoubles();
                assertThat(Arrays.stream(numbers).distinct()).hasSize(256);
            }
        }
    }

    @Test
    void timeMayBeOneForAll() {
        for (FlowUNet.Upsampling upsampling : FlowUNet.Upsampling.values()) {
            try (Device device = new HostDevice()) {
                FlowUNet model = new FlowUNet(3, 2, upsampling);
                Pass pass = Pass.evaluation(model.specification().draw(device, DType.FLOAT64, 1));
                double[] pixels = new double[2 * 17 * 30 * 3];
                Arrays.setAll(pixels, i -> i % 7 - 3);
                Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 17, 30, 3), pixels);
                Tensor one = model.velocity(pass, device.scalar(DType.FLOAT64, 0.25), x);
                Tensor each = model.velocity(pass, device.tensor(DType.FLOAT64, Shape.of(2, 1, 1, 1), 0.25, 0.25), x);
                assertThat(one.shape()).isEqualTo(x.shape());
                assertThat(one.value().toDoubles()).isEqualTo(each.value().toDoubles());
            }
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        try (Device device = new HostDevice()) {
            Pass pass = Pass.evaluation(NARROW.specification().draw(device, DType.FLOAT64, 1));
            Tensor t = device.scalar(DType.FLOAT64, 0.5);
            Tensor x = device.fill(DType.FLOAT64, Shape.of(2, 16, 16, 3), 1);
            assertThatThrownBy(() -> NARROW.velocity(pass, t, device.fill(DType.FLOAT64, Shape.of(1, 16, 15, 3), 1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("at least 16 by 16 pixels, got the shape [1, 16, 15, 3]");
            assertThatThrownBy(() -> NARROW.velocity(pass, t, device.fill(DType.FLOAT64, Shape.of(1, 16, 16, 1), 1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("flow UNet of 3 channels");
            for (Shape times : List.of(Shape.of(2), Shape.of(2, 1), Shape.of(3, 1, 1, 1), Shape.of(2, 16, 1, 1))) {
                assertThatThrownBy(() -> NARROW.velocity(pass, device.fill(DType.FLOAT64, times, 0.5), x))
                        .isInstanceOf(ShapeException.class)
                        .hasMessageContaining("times of shape " + times);
            }
            assertThatThrownBy(() -> new FlowUNet(1, 0, FlowUNet.Upsampling.BILINEAR))
                    .isInstanceOf(ShapeException.class);
        }
    }

    /** Each block takes what the one before gives, and all together give the network's velocity, to the bit. */
    @Test
    void blocksInTurnAreTheNetwork() {
        for (FlowUNet.Upsampling upsampling : FlowUNet.Upsampling.values()) {
            FlowUNet model = new FlowUNet(3, 2, upsampling);
            try (Device device = new HostDevice()) {
                Shape images = Shape.of(2, 19, 22, 3);
                double[] numbers = new double[images.size()];
                Arrays.setAll(numbers, i -> Math.sin(i));
                Tensor x = device.tensor(DType.FLOAT64, images, numbers);
                Tensor t = device.scalar(DType.FLOAT64, 0.3);
                Pass pass = Pass.evaluation(model.specification().draw(device, DType.FLOAT64, 5));
                List<FlowUNet.Block> blocks = model.blocks(images);
                List<Tensor> outputs = new ArrayList<>();
                for (int i = 0; i < blocks.size(); i++) {
                    FlowUNet.Block block = blocks.get(i);
                    List<Tensor> inputs = new ArrayList<>();
                    if (i == 0) {
                        inputs.add(t);
                    } else {
                        inputs.add(i == 1 ? x : outputs.get(i - 1));
                        if (i > 5 && i < 10) {
                            inputs.add(outputs.get(10 - i)); // the skip: up1 takes down3's result, up4 that of inc
                        }
                        if (i < 10) {
                            inputs.add(outputs.get(0));
                        }
                    }
                    assertThat(inputs.stream().map(Tensor::shape).toList())
                            .as(block.name())
                            .isEqualTo(block.inputs());
                    outputs.add(block.program().apply(pass.under(block.name()), inputs));
                }
                assertThat(blocks)
                        .extracting(FlowUNet.Block::name)
                        .startsWith("time_mlp", "inc", "down1")
                        .endsWith("outc");
                assertThat(outputs.get(10).value().toDoubles())
                        .isEqualTo(model.velocity(pass, t, x).value().toDoubles());
            }
        }
    }
}
