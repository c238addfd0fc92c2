package dualflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.nn.GroupNorm;
import dualflow.op.Add;
import dualflow.op.Axes;
import dualflow.op.Ops;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Errors begin with the function that the program called, and say which argument is what. */
class CalledFunctionTest {
    private final HostDevice device = new HostDevice();
    private final Tensor vector = device.tensor(DType.FLOAT64, 1, 2);
    private final Tensor matrix = device.tensor(DType.FLOAT64, new double[2][3]);

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void anOpIsNamedAsTheFunctionOfIt() {
        assertThatThrownBy(() -> Ops.matmul(matrix, matrix))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Ops.matmul of [2, 3] and [2, 3]: the left factor has 3 columns, the right one 2 rows");
        assertThatThrownBy(() -> Ops.add(vector, matrix))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Ops.add of [2] and [2, 3]: shapes [[2], [2, 3]] do not broadcast: axis -1 has lengths 2 and"
                                + " 3");
    }

    @Test
    void aComposedFunctionIsNamedWithTheOpWithin() {
        assertThatThrownBy(() -> Ops.xlogy(vector, matrix))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("Ops.xlogy: select of [2] and [2, 3]: ");
        assertThatThrownBy(() -> Ops.min(vector, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("Ops.min: ");
        assertThatThrownBy(() -> Ops.max(vector, Axes.of(-2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Ops.max: no axis -2 in shape [2]; axes are counted from the right: the last is -1, the first"
                                + " -1");
    }

    @Test
    void transformationsDoNotHideTheFunction() {
        String message = "Ops.matmul of [2, 3] and [2, 3]: the left factor has 3 columns, the right one 2 rows";
        assertThatThrownBy(() -> Autodiff.jvp(a -> Ops.matmul(a, a), matrix, matrix))
                .hasMessage(message);
        assertThatThrownBy(() -> Autodiff.linearize(a -> Ops.matmul(a, a), matrix))
                .hasMessage(message);
        Tensor stack = device.tensor(DType.FLOAT64, new double[4][2][3]);
        assertThatThrownBy(() -> Autodiff.vmap(a -> Ops.matmul(a, a), stack)).hasMessageStartingWith("Ops.matmul of ");
    }

    @Test
    void aTransformationNamesItself() {
        assertThatThrownBy(() -> Autodiff.jvp(Ops::sin, vector, matrix))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Autodiff.jvp: tangent 0 is float64[2, 3], its argument is float64[2]; they must be alike");
        assertThatThrownBy(() -> Autodiff.grad(Ops::sin, vector))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Autodiff.grad: the function's result must be a scalar, got shape [2]; sum it, or use vjp");
        assertThatThrownBy(() -> Autodiff.vmap(Ops::sin, device.scalar(DType.FLOAT64, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("Autodiff.vmap: ");
    }

    @Test
    void anOpAppliedDirectlyHasItsOwnName() {
        assertThatThrownBy(() -> new Add().on(vector, matrix)).hasMessageStartingWith("add of [2] and [2, 3]: ");
        assertThatThrownBy(() -> new Add().on(vector)).hasMessage("add takes 2 arguments, got 1");
    }

    @Test
    void formatsAreNamedByArgument() {
        assertThatThrownBy(() -> Ops.multiply(vector, device.tensor(DType.FLOAT32, 1, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Ops.multiply: argument 1 is float64, argument 2 is float32; formats are never mixed silently,"
                                + " convert one by device.tensor(dtype, shape, toDoubles())");
    }

    @Test
    void devicesOfOneNameAreToldApart() {
        try (Device other = new HostDevice()) {
            assertThat(other.number()).isGreaterThan(device.number());
            Tensor y = other.tensor(DType.FLOAT64, 1, 2);
            assertThatThrownBy(() -> Ops.multiply(vector, y))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Ops.multiply: argument 1 is on host (the device opened as number " + device.number()
                            + "), argument 2 on host (the device opened as number " + other.number()
                            + "); make both on one device");
            assertThatThrownBy(() -> Ops.where(vector, vector, y))
                    .hasMessageContaining("argument 3 on host (the device opened as number " + other.number());
        }
    }

    @Test
    void aTangentOnAnotherDeviceIsRefused() {
        try (Device other = new HostDevice()) {
            Tensor v = other.tensor(DType.FLOAT64, 1, 2);
            assertThatThrownBy(() -> Autodiff.jvp(a -> Ops.scale(a, 2), vector, v))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("Autodiff.jvp: tangent 0 is on host (the device opened as number " + other.number()
                            + "), its argument on host (the device opened as number " + device.number()
                            + "); make both on one device");
        }
    }

    @Test
    void aReleasedArgumentIsRefusedByTheFunction() {
        DeviceTensor x = device.tensor(DType.FLOAT64, 1, 2);
        x.release();
        assertThatThrownBy(() -> Ops.add(x, vector))
                .isInstanceOf(StaleTensorException.class)
                .hasMessageStartingWith("Ops.add: a tensor of shape [2] on host was used after it was released");
        assertThatThrownBy(x::toDoubles)
                .isInstanceOf(StaleTensorException.class)
                .hasMessageStartingWith("a tensor of shape [2]");
        Tensor[] leaked = new Tensor[1];
        Autodiff.jvp(a -> leaked[0] = a, vector, vector);
        assertThatThrownBy(() -> Ops.add(leaked[0], vector))
                .isInstanceOf(StaleTensorException.class)
                .hasMessageStartingWith("Ops.add: an argument of add belongs to a transformation that has ended");
    }

    /** Every function that takes an axis says which way axes count, of one from the left and of one that is not there. */
    @Test
    void axesAreCountedFromTheRightAndErrorsSaySo() {
        Map<String, Consumer<Integer>> functions = new LinkedHashMap<>();
        functions.put("concat", axis -> Ops.concat(matrix, matrix, axis));
        functions.put("slice", axis -> Ops.slice(matrix, axis, 0, 1));
        functions.put("pad", axis -> Ops.pad(matrix, axis, 0, 0));
        functions.put("takeAlong", axis -> Ops.takeAlong(matrix, matrix, axis));
        functions.put("addAlong", axis -> Ops.addAlong(matrix, matrix, axis, 2));
        functions.put("cumulativeSum", axis -> Ops.cumulativeSum(matrix, axis));
        functions.put("cumulativeProduct", axis -> Ops.cumulativeProduct(matrix, axis));
        functions.put("cumulativeLogSumExp", axis -> Ops.cumulativeLogSumExp(matrix, axis));
        functions.put("sort", axis -> Ops.sort(matrix, axis));
        functions.put("argsort", axis -> Ops.argsort(matrix, axis));
        functions.put("argmax", axis -> Ops.argmax(matrix, axis));
        functions.put("argmin", axis -> Ops.argmin(matrix, axis));
        functions.forEach((name, function) -> {
            for (int axis : new int[] {0, 1, 2, -3}) {
                assertThat(catchThrowable(() -> function.accept(axis)))
                        .as("%s along axis %d", name, axis)
                        .isInstanceOf(ShapeException.class)
                        .hasMessage("Ops." + name + ": no axis " + axis
                                + " in shape [2, 3]; axes are counted from the right: the last is -1, the first -2");
            }
        });
    }

    /** Reductions of the last axes take their number, for which -1 is a likely mistake. */
    @Test
    void numbersOfLastAxesAreNotTakenForAxes() {
        Map<String, Consumer<Integer>> functions = new LinkedHashMap<>();
        functions.put("sum", axes -> Ops.sum(matrix, axes));
        functions.put("mean", axes -> Ops.mean(matrix, axes));
        functions.put("max", axes -> Ops.max(matrix, axes));
        functions.put("min", axes -> Ops.min(matrix, axes));
        functions.put("logSumExp", axes -> Ops.logSumExp(matrix, axes));
        functions.put("softmax", axes -> Ops.softmax(matrix, axes));
        functions.put("maskedSoftmax", axes -> Ops.maskedSoftmax(matrix, matrix, axes));
        functions.put("norm", axes -> Ops.norm(matrix, axes));
        functions.forEach((name, function) -> {
            for (int axes : new int[] {-1, 3}) {
                assertThat(catchThrowable(() -> function.accept(axes)))
                        .as("%s of %d axes", name, axes)
                        .isInstanceOf(ShapeException.class)
                        .hasMessage("Ops." + name + ": the last " + axes
                                + " axes of the shape [2, 3] were asked for; this is"
                                + " how many, 0 to 2, and Axes.of(-1) is the last one as an axis");
            }
        });
    }

    @Test
    void aSingleNumberHasNoAxes() {
        assertThatThrownBy(() -> Ops.sort(device.scalar(DType.FLOAT64, 1), -1))
                .hasMessage("Ops.sort: no axis -1 in shape []; axes are counted from the right: there are none");
    }

    @Test
    void placesCountedFromTheLeftSaySo() {
        assertThatThrownBy(() -> Ops.insertAxes(matrix, 3, 1)).hasMessageContaining("counted from the left: 0 to 2");
        assertThatThrownBy(() -> Ops.permute(matrix, 1, 2))
                .hasMessage(
                        "Ops.permute: [1, 2] is not a permutation of 0 .. 1, the last axes counted from the left among"
                                + " them");
    }

    /** A layer within a program is not taken for the transformation around it. */
    @Test
    void codeBetweenKeepsItsOwnMessages() {
        assertThatThrownBy(() -> Autodiff.jvp(a -> GroupNorm.normalise(a, a, a, 0, 3, 1e-5), vector, vector))
                .isInstanceOf(ShapeException.class)
                .hasMessageNotContainingAny("Autodiff", "Ops")
                .hasMessageContaining("got 2 channels and 3 groups");
    }
}
