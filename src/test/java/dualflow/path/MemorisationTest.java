package dualflow.path;

import static dualflow.path.PathCases.DEVICE;
import static dualflow.path.PathCases.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dualflow.flow.VelocityField;
import dualflow.nn.Mlp2d;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.Adam;
import dualflow.train.Batches;
import dualflow.train.Dataset;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.LearningRate;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MemorisationTest {

    /** N draws of N(0, I) in 2-D. */
    private static FiniteDataPath sample(int n) {
        double[] normals = new Draws(11).normals(0, 0, 2 * n);
        return new FiniteDataPath(new LinearSchedule(), DEVICE.tensor(DType.FLOAT64, Shape.of(n, 2), normals));
    }

    /** The field of the law that the data were drawn from: a network that has learnt it perfectly. */
    private static MixturePath law() {
        return new MixturePath(
                new LinearSchedule(),
                DEVICE.tensor(DType.FLOAT64, Shape.of(1), 0),
                DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2), 0, 0),
                DEVICE.tensor(DType.FLOAT64, Shape.of(1, 2, 2), 1, 0, 0, 1));
    }

    @Test
    void fieldOfTheDataHasNoGap() {
        FiniteDataPath path = sample(10);
        Memorisation measured = Memorisation.measure(path, path, 0.5, 100, new Draws(1));
        assertThat(measured.gap()).isZero();
        assertThat(measured.gapStandardError()).isZero();
        assertThat(measured.floor()).isPositive();
    }

    /** For the field 0 the gap is E|u|^2, and the loss, gap and floor together, is E|x1 - x0|^2 = mean |x_i|^2 + 2. */
    @Test
    void lossIsGapPlusFloor() {
        FiniteDataPath path = sample(10);
        int count = 20_000;
        Memorisation measured = Memorisation.measure((t, x) -> Ops.zerosLike(x), path, 0.5, count, new Draws(2));
        assertThat(measured.gap()).isEqualTo(measured.fieldSquare());
        Tensor squares = Ops.multiply(path.data(), path.data());
        double loss = Ops.sum(squares).value().toDouble() / 10 + 2;
        // |x1 - x0|^2 has a variance of about 2 loss^2 in two dimensions at most.
        assertThat(measured.gap() + measured.floor()).isCloseTo(loss, Offset.offset(5 * loss * Math.sqrt(2.0 / count)));
    }

    /** The law's own field keeps a gap to few data, which falls with their number and is larger later. */
    @Test
    void gapOfTheLawFallsWithTheNumberOfData() {
        Draws draws = new Draws(3);
        double few = Memorisation.measure(law(), sample(10), 0.5, 2000, draws).gap();
        double many =
                Memorisation.measure(law(), sample(1000), 0.5, 2000, draws).gap();
        double late =
                Memorisation.measure(law(), sample(1000), 0.95, 2000, draws).gap();
        assertThat(many).isLessThan(few / 10);
        assertThat(late).isGreaterThan(10 * many);
    }

    /** A network trained on few points comes nearer to their field, and its loss is gap plus floor. */
    @Test
    void trainingClosesTheGapToFewData() {
        FiniteDataPath path = sample(4);
        Mlp2d model = new Mlp2d(2, 1, 32, 8);
        TrainingSettings settings = new TrainingSettings(
                Adam.adam(),
                LearningRate.constant(3e-3),
                Optional.empty(),
                Optional.empty(),
                300,
                64,
                DType.FLOAT64,
                1);
        double[] points = numbers(path.data());
        double[] repeated = new double[128];
        Arrays.setAll(repeated, i -> points[i % points.length]);
        Batches batches = Batches.of(Dataset.rows(repeated, 2), 64, 1);
        TrainingPlan plan = new TrainingPlan(
                Map.of("model", "a test's"),
                model.specification(),
                new FlowMatchingObjective(model, Prediction.VELOCITY, batches, 1),
                settings);
        try (Trainer trainer = Trainer.start(DEVICE, plan)) {
            double before = gap(model, trainer, path);
            while (!trainer.isDone()) {
                trainer.advance();
            }
            assertThat(gap(model, trainer, path)).isLessThan(before / 4);
        }
    }

    private static double gap(Mlp2d model, Trainer trainer, FiniteDataPath path) {
        Pass pass = Pass.evaluation(trainer.state().parameters());
        return Memorisation.measure((t, x) -> model.velocity(pass, t, x), path, 0.5, 1000, new Draws(4))
                .gap();
    }

    @Test
    void samplesOfAnyShapeAreRows() {
        FiniteDataPath path = sample(10);
        VelocityField rows = (t, x) -> Ops.scale(x, 0.5);
        VelocityField images = (t, x) -> {
            assertThat(x.shape()).isEqualTo(Shape.of(50, 1, 2, 1));
            return rows.velocity(t, x);
        };
        assertThat(Memorisation.measure(images, Shape.of(1, 2, 1), path, 0.5, 50, new Draws(5)))
                .isEqualTo(Memorisation.measure(rows, path, 0.5, 50, new Draws(5)));
    }
}
