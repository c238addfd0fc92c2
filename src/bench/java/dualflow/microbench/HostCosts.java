package dualflow.microbench;

import dualflow.autodiff.Autodiff;
import dualflow.device.Devices;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What Java itself takes: of an op so small that all of its time is the launch, of its JVP, and of the host's matrix product. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HostCosts {
    private static final int LAUNCHES = 100;
    private static final int SIDE = 128;

    /** Where: the host, or the best device there is. */
    @Param({"host", "auto"})
    public String name;

    private Device device;
    private Tensor small;
    private Tensor square;

    /** Opens the device. */
    @Setup
    public void open() {
        device = Devices.open(name, DType.FLOAT32).device();
        small = device.fill(DType.FLOAT32, Shape.of(16), 0.5);
        square = device.fill(DType.FLOAT32, Shape.of(SIDE, SIDE), 0.5);
    }

    /** Closes the device. */
    @TearDown
    public void close() {
        device.close();
    }

    /** A hundred launches of a sum of 16 numbers, waited for once. */
    @Benchmark
    public void hundredLaunches() {
        try (Arena arena = device.arena()) {
            for (int i = 0; i < LAUNCHES; i++) {
                Ops.add(small, small);
            }
            device.finish();
        }
    }

    /** The JVP of x silu(x) for 16 numbers. */
    @Benchmark
    public void smallJvp() {
        try (Arena arena = device.arena()) {
            Autodiff.jvp(x -> Ops.multiply(x, Ops.silu(x)), small, small);
            device.finish();
        }
    }

    /** A product of 128 by 128 numbers. */
    @Benchmark
    public void product() {
        try (Arena arena = device.arena()) {
            Ops.matmul(square, square);
            device.finish();
        }
    }
}
