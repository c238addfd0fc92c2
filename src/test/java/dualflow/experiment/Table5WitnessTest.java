package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dualflow.data.LabelledImages;
import dualflow.device.host.HostDevice;
import dualflow.images.LearnedImageFlow;
import dualflow.nn.FlowUNet;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import dualflow.train.Adam;
import dualflow.train.Batches;
import dualflow.train.Dataset;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.LearningRate;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Table 5's training and estimates against PyTorch's, from the same initial weights, batches, times, sources and directions. */
class Table5WitnessTest {
    private static final int SIDE = 16;

    /** Blots that lie elsewhere in each image, as in tools/reference/experiment/table5.py. */
    private static double[] blots(int count) {
        double[] pixels = new double[count * SIDE * SIDE];
        for (int at = 0; at < pixels.length; at++) {
            int i = at / (SIDE * SIDE);
            int row = at / SIDE % SIDE;
            int column = at % SIDE;
            pixels[at] =
                    Math.max(0, 255 - 20 * Math.abs(column - 9 - i % 7) - 16 * Math.abs(row - 5 - i * 3 % 8)) / 255.0;
        }
        return pixels;
    }

    private static Dataset grey(Dataset rows) {
        return new Dataset() {
            @Override
            public int count() {
                return rows.count();
            }

            @Override
            public Shape shape() {
                return Shape.of(SIDE, SIDE, 1);
            }

            @Override
            public void copy(int sample, double[] target, int at) {
                rows.copy(sample, target, at);
            }
        };
    }

    private static TrainingPlan plan(FlowUNet model, Dataset data, int steps, int batch, DType dtype, long seed) {
        return new TrainingPlan(
                Map.of(),
                model.specification(),
                new FlowMatchingObjective(model, Prediction.VELOCITY, Batches.of(data, batch, seed), seed),
                new TrainingSettings(
                        Adam.adamW(),
                        LearningRate.constant(2e-4),
                        Optional.empty(),
                        Optional.empty(),
                        steps,
                        batch,
                        dtype,
                        seed));
    }

    private static double[] losses(Trainer trainer) {
        while (!trainer.isDone()) {
            trainer.advance();
        }
        return trainer.losses();
    }

    @Test
    void lossesAndBothEstimatorsMatchGolden() {
        GoldenCsv golden = GoldenCsv.read("experiment/table5");
        FlowUNet model = new FlowUNet(1, 4, FlowUNet.Upsampling.BILINEAR);
        Dataset data = grey(Dataset.rows(blots(20), SIDE * SIDE));
        try (Device device = new HostDevice();
                Trainer trainer = Trainer.start(device, plan(model, data, 100, 8, DType.FLOAT64, 7))) {
            assertThat(losses(trainer)).containsExactly(golden.at("training").values("losses"), within(1e-7));
            LearnedImageFlow flow =
                    new LearnedImageFlow(model, trainer.state().model(), Shape.of(SIDE, SIDE, 1), "blots");
            PixelDerivatives derivatives =
                    PixelDerivatives.compute(flow, device, DType.FLOAT64, 4, 1, 7, SIDE, done -> {});
            GoldenCsv.Case estimates = golden.at("estimates");
            assertThat(derivatives.products().values()).containsExactly(estimates.values("generated"), within(1e-5));
            assertThat(derivatives.products().tangents()).containsExactly(estimates.values("products"), within(1e-5));
            assertThat(derivatives.differences().tangents())
                    .containsExactly(estimates.values("differences"), within(1e-5));
        }
    }

    /** The first steps of {@code reproduce table5} on the fives of MNIST's test split, at its defaults. */
    @Test
    void lossesOnMnistMatchGolden() {
        String folder = System.getenv("DUALFLOW_DATA");
        assumeTrue(
                folder != null, "DUALFLOW_DATA is unset: name the folder that holds mnist/t10k-*.gz to run this test.");
        LabelledImages fives = LabelledImages.read(
                        Path.of(folder, "mnist", "t10k-images-idx3-ubyte.gz"),
                        Path.of(folder, "mnist", "t10k-labels-idx1-ubyte.gz"))
                .withLabels(5);
        FlowUNet model = new FlowUNet(1, 16, FlowUNet.Upsampling.BILINEAR);
        double[] expected =
                GoldenCsv.read("experiment/table5_mnist").at("training").values("losses");
        assertThat(expected).hasSize(100);
        try (Device device = TestDevices.openCl();
                Trainer trainer =
                        Trainer.start(device, plan(model, Dataset.of(fives.images()), 8, 64, DType.FLOAT32, 42))) {
            assertThat(losses(trainer)).containsExactly(Arrays.copyOf(expected, 8), within(1e-4));
        }
    }
}
