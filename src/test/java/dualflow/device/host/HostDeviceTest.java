package dualflow.device.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.op.MatMul;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How the host divides work, and what that must not change. */
class HostDeviceTest {
    private final HostDevice host = new HostDevice();

    @Test
    void sharedOutWorkHasTheBitsOfOneLoop() {
        Shape shape = Shape.of(3, 67, 131);
        double[] a = random(shape, 1);
        double[] b = random(Shape.of(131, 95), 2);
        DeviceTensor right = host.tensor(DType.FLOAT64, Shape.of(131, 95), b);
        Tensor y = new MatMul().on(host.tensor(DType.FLOAT64, shape, a), right);
        Blocks blocks = Blocks.of(new MatMul(), List.of(shape, right.shape()));
        double[] expected = new double[3 * 67 * 95];
        new MatMul().host(blocks, 0, new MatMul().hostItems(blocks), new double[][] {a, b}, expected);
        assertThat(y.value().toDoubles()).containsExactly(expected);
    }

    @Test
    void muchWorkIsSharedOut() {
        Assumptions.assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two processors");
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch second = new CountDownLatch(1);
        new Observed(() -> {
                    if (threads.add(Thread.currentThread()) && threads.size() > 1) {
                        second.countDown();
                    }
                    await(second);
                })
                .on(ones(1 << 18));
        assertThat(threads).hasSizeGreaterThan(1).contains(Thread.currentThread());
    }

    @Test
    void littleWorkStaysInTheCallingThread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        new Observed(() -> threads.add(Thread.currentThread())).on(ones(64));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void anErrorInAThreadReachesTheCaller() {
        Observed failing = new Observed(() -> {
            throw new IllegalStateException("planted");
        });
        assertThatThrownBy(() -> failing.on(ones(1 << 18)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("planted");
    }

    private DeviceTensor ones(int count) {
        return host.fill(DType.FLOAT64, Shape.of(count), 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS))
                    .as("a second thread takes part")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** y = x, with something else done for each element. */
    private record Observed(Runnable also) implements LinearOp, ElementwiseOp.Unary {
        @Override
        public double f(double x) {
            also.run();
            return x;
        }

        @Override
        public float f(float x) {
            return x;
        }

        @Override
        public List<Tensor> transpose(Tensor yBar, List<Shape> inputs) {
            return List.of(yBar);
        }
    }

    private static double[] random(Shape shape, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(shape.size()).toArray();
    }
}
