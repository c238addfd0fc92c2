package dualflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.coupling.Coupling;
import dualflow.device.host.HostDevice;
import dualflow.nn.AverageVelocityMlp;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.path.AffinePath;
import dualflow.path.LinearSchedule;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.JacobianPenalty.Kind;
import dualflow.train.JacobianPenalty.Subject;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JacobianPenaltyTest {
    private static final AverageVelocityMlp MODEL = new AverageVelocityMlp(2, 2, 4);
    private static final List<Subject> SUBJECTS = List.of(new Subject.Velocity(), new Subject.Flow(2));

    private final Device device = new HostDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static Batches batches() {
        return Batches.of(Shape.of(3, 2), step -> new Draws(7).normals(Draws.stream("data"), 6 * step, 6));
    }

    private static JacobianPenalty penalty(Kind kind, Subject subject) {
        return new JacobianPenalty(
                MODEL, kind, subject, new AffinePath(new LinearSchedule()), Coupling.INDEPENDENT, 2, batches(), 11);
    }

    private UnaryOperator<Tensor> map() {
        Tensor w = device.tensor(DType.FLOAT64, Shape.of(3, 3), 1, 0.5, -0.25, 0.75, -1, 0.5, 0.25, 1, 2);
        return x -> Ops.tanh(Ops.matmul(x, w));
    }

    /** All 2^3 signs, or all pairs of them, give the mean of the estimate itself. */
    @ParameterizedTest
    @EnumSource
    void meanOverAllSignsIsThatOfTheDenseJacobian(Kind kind) {
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(1, 3), 0.25, -0.5, 0.125);
        double[] j = Autodiff.jacobian(map(), x).value().toDoubles();
        double exact = 0;
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                double gram = j[a] * j[b] + j[3 + a] * j[3 + b] + j[6 + a] * j[6 + b];
                exact += kind == Kind.FROBENIUS ? (a == b ? gram : 0) : (a == b ? 0 : gram * gram);
            }
        }
        double sum = 0;
        for (int pair = 0; pair < 64; pair++) {
            double[] signs = new double[6];
            for (int i = 0; i < 6; i++) {
                signs[i] = (pair >> i & 1) == 0 ? 1 : -1;
            }
            Tensor u = device.tensor(DType.FLOAT64, Shape.of(2, 1, 3), signs);
            sum += JacobianPenalty.of(kind, map(), x, u).value().toDouble();
        }
        assertThat(sum / 64).isCloseTo(exact, within(1e-13));
        assertThat(exact).isGreaterThan(0.1);
    }

    @Test
    void axisAlignedMapHasNoOffDiagonal() {
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 3), 0.25, -0.5, 0.125, 1, 2, 3);
        Tensor u = device.tensor(DType.FLOAT64, Shape.of(4, 2, 3), new Draws(1).signs(1, 0, 24));
        UnaryOperator<Tensor> aligned = Ops::tanh;
        assertThat(JacobianPenalty.of(Kind.OFF_DIAGONAL, aligned, x, u).value().toDouble())
                .isZero();
        assertThat(JacobianPenalty.of(Kind.FROBENIUS, aligned, x, u).value().toDouble())
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void gradientEqualsCentralDifferences(Kind kind) {
        Parameters parameters = MODEL.specification().draw(device, DType.FLOAT64, 1);
        for (Subject subject : SUBJECTS) {
            Objective objective = new FlowMatchingObjective(MODEL, FlowMatching.Prediction.VELOCITY, batches(), 11)
                    .plus(0.5, penalty(kind, subject));
            Parameters gradient = LossGradient.of(
                            parameters,
                            MODEL.specification().trainedNames(),
                            Pass::evaluation,
                            objective.at(device, DType.FLOAT64, 3))
                    .gradient();
            double h = 0x1p-17;
            double largest = 0;
            for (String name : parameters.names()) {
                double[] exact = gradient.get(name).value().toDoubles();
                double[] at = parameters.get(name).value().toDoubles();
                for (int i = 0; i < at.length; i++) {
                    double[] moved = at.clone();
                    moved[i] = at[i] + h;
                    double up = loss(objective, parameters, name, moved);
                    moved[i] = at[i] - h;
                    double down = loss(objective, parameters, name, moved);
                    assertThat((up - down) / (2 * h))
                            .as("%s %s %d", subject, name, i)
                            .isCloseTo(exact[i], Offset.offset(1e-8));
                    largest = Math.max(largest, Math.abs(exact[i]));
                }
            }
            assertThat(largest).isGreaterThan(0.1);
        }
    }

    private double loss(Objective objective, Parameters parameters, String name, double... values) {
        Tensor value = device.tensor(DType.FLOAT64, parameters.get(name).shape(), values);
        return objective
                .at(device, DType.FLOAT64, 3)
                .apply(Pass.evaluation(parameters.with(new Parameters(Map.of(name, value)))))
                .value()
                .toDouble();
    }

    @Test
    void sumIsTheLossAndAMultipleOfThePenalty() {
        Parameters parameters = MODEL.specification().draw(device, DType.FLOAT64, 1);
        Objective loss = new FlowMatchingObjective(MODEL, FlowMatching.Prediction.VELOCITY, batches(), 11);
        Objective penalty = penalty(Kind.FROBENIUS, new Subject.Velocity());
        Pass pass = Pass.evaluation(parameters);
        double a = loss.at(device, DType.FLOAT64, 5).apply(pass).value().toDouble();
        double b = penalty.at(device, DType.FLOAT64, 5).apply(pass).value().toDouble();
        assertThat(loss.plus(0.25, penalty)
                        .at(device, DType.FLOAT64, 5)
                        .apply(pass)
                        .value()
                        .toDouble())
                .isCloseTo(a + 0.25 * b, within(1e-15));
        assertThatThrownBy(() -> loss.plus(-1, penalty)).hasMessageContaining("-1");
    }

    @Test
    void rejectsTooFewProbes() {
        for (Kind kind : Kind.values()) {
            assertThatThrownBy(() -> new JacobianPenalty(
                            MODEL,
                            kind,
                            new Subject.Velocity(),
                            new AffinePath(new LinearSchedule()),
                            Coupling.INDEPENDENT,
                            kind == Kind.FROBENIUS ? 0 : 1,
                            batches(),
                            1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("probes");
        }
    }
}
