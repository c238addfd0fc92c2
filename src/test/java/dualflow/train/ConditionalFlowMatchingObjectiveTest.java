package dualflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.nn.Activation;
import dualflow.nn.ConditionalVelocityModel;
import dualflow.nn.Embedding;
import dualflow.nn.Linear;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.nn.VelocityModel;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionalFlowMatchingObjectiveTest {
    private static final Model MODEL = new Model();

    /** Points of label 1 lie around -2, those of label 7 around 2. */
    private static final double[] POINTS = {-2.25, 1.75, -2, 2, -1.75, 2.25, -2, 2};

    private static final double[] LABELS = {1, 7, 1, 7, 1, 7, 1, 7};

    /** Two layers, of the point, the time and the label's row. */
    private record Model() implements ConditionalVelocityModel {
        private static final int WIDTH = 16;
        private static final Embedding TABLE = new Embedding(3, 4);
        private static final Linear FIRST = new Linear(6, WIDTH);
        private static final Linear SECOND = new Linear(WIDTH, 1);

        @Override
        public List<Integer> labels() {
            return List.of(1, 7);
        }

        @Override
        public Specification specification() {
            return Specification.NONE.and("table", TABLE).and("first", FIRST).and("second", SECOND);
        }

        @Override
        public Tensor velocity(Pass pass, Tensor t, Tensor x, Tensor y) {
            Shape row = x.shape().leading(1);
            Tensor label = TABLE.apply(pass.under("table"), y);
            Tensor inputs = Ops.concat(
                    Ops.concat(x, Ops.broadcast(t, x.shape()), -1),
                    Ops.broadcast(label, row.then(label.shape().trailing(1))),
                    -1);
            Tensor hidden = Activation.SILU.apply(FIRST.apply(pass.under("first"), inputs));
            return SECOND.apply(pass.under("second"), hidden);
        }
    }

    private static ConditionalFlowMatchingObjective objective(double dropout, int batch) {
        return new ConditionalFlowMatchingObjective(
                MODEL,
                Batches.of(Dataset.rows(POINTS, 1), batch, 5),
                Batches.of(Dataset.rows(LABELS, 1), batch, 5),
                dropout,
                5);
    }

    /** The ends of points that begin alike. */
    private static double[] samples(Device device, VelocityModel model, Parameters parameters) {
        Tensor x0 = device.tensor(DType.FLOAT64, Shape.of(64, 1), new Draws(9).normals(1, 0, 64));
        Pass pass = Pass.evaluation(parameters);
        return OdeSolver.euler()
                .solve((t, x) -> model.velocity(pass, t, x), x0, TimeGrid.uniform(0, 1, 20))
                .value()
                .toDoubles();
    }

    @Test
    void labelsChooseWhatIsSampled() {
        TrainingSettings settings = new TrainingSettings(
                Adam.adam(),
                LearningRate.constant(0.01),
                Optional.empty(),
                Optional.empty(),
                1500,
                8,
                DType.FLOAT64,
                5);
        TrainingPlan plan = new TrainingPlan(Map.of(), MODEL.specification(), objective(0.2, 8), settings);
        try (Device device = new HostDevice();
                Trainer trainer = Trainer.start(device, plan)) {
            while (!trainer.isDone()) {
                trainer.advance();
            }
            Parameters trained = trainer.state().model();
            double[] one = samples(device, MODEL.guided(1, 1), trained);
            double[] seven = samples(device, MODEL.guided(7, 1), trained);
            double[] all = samples(device, MODEL, trained);
            assertThat(Arrays.stream(one).average().orElseThrow()).isCloseTo(-2, within(0.3));
            assertThat(Arrays.stream(seven).average().orElseThrow()).isCloseTo(2, within(0.3));
            assertThat(Arrays.stream(one).max().orElseThrow()).isLessThan(-0.5);
            assertThat(Arrays.stream(seven).min().orElseThrow()).isGreaterThan(0.5);
            assertThat(Arrays.stream(all).min().orElseThrow()).isLessThan(-1);
            assertThat(Arrays.stream(all).max().orElseThrow()).isGreaterThan(1);
        }
    }

    /** The labels of a batch are those of its samples, or none with the stated probability. */
    @Test
    void labelsAreLeftOutWithTheirProbability() {
        int left = 0;
        for (int step = 0; step < 100; step++) {
            double[] points = Batches.of(Dataset.rows(POINTS, 1), 4, 5).at(step);
            double[] rows = objective(0.25, 4).rows(step);
            for (int i = 0; i < 4; i++) {
                double[] row = Arrays.copyOfRange(rows, 3 * i, 3 * i + 3);
                double[] own = points[i] < 0 ? new double[] {1, 0, 0} : new double[] {0, 1, 0};
                assertThat(row).isIn(own, new double[] {0, 0, 1});
                left += row[2] == 1 ? 1 : 0;
            }
        }
        assertThat(left / 400.0).isCloseTo(0.25, within(4 * Math.sqrt(0.25 * 0.75 / 400)));
    }

    @Test
    void refusesWhatDoesNotFit() {
        for (double dropout : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> objective(dropout, 4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("with a probability above 0 and below 1, got " + dropout);
        }
        Batches pairs = Batches.of(Dataset.rows(POINTS, 2), 4, 5);
        assertThatThrownBy(() -> new ConditionalFlowMatchingObjective(MODEL, pairs, pairs, 0.5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("have one label for each sample, got [4, 2]");
    }
}
