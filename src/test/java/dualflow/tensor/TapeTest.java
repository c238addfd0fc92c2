package dualflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.device.meta.MetaDevice;
import dualflow.op.Ops;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TapeTest {
    private static final Shape SHAPE = Shape.of(2, 3);

    private final HostDevice host = new HostDevice();
    private final DeviceTensor x = tensor(1, -2, 3, 0.5, 0.25, -1);
    private final DeviceTensor other = tensor(0.1, 7, -0.3, 2, -5, 1.5);

    @AfterEach
    void close() {
        host.close();
    }

    private DeviceTensor tensor(double... values) {
        return host.tensor(DType.FLOAT64, SHAPE, values);
    }

    private Tape recorded(Function<DeviceTensor, List<Tensor>> program) {
        Tape tape = Tape.begin(host, List.of(x));
        List<DeviceTensor> y = program.apply(x).stream().map(Tensor::value).toList();
        assertThat(tape.end(y)).isTrue();
        return tape;
    }

    private static List<Tensor> program(Tensor z) {
        Tensor rows = Ops.sum(z, 1); // [2]
        Tensor mean = Ops.insertAxes(Ops.scale(rows, 1.0 / 3), 1, 1);
        Tensor centred = Ops.subtract(z, mean);
        return List.of(Ops.tanh(Ops.multiply(centred, z)), Ops.matmul(centred, Ops.transpose(z)), rows);
    }

    private static void assertSame(List<DeviceTensor> some, List<? extends Tensor> others) {
        for (int i = 0; i < some.size(); i++) {
            assertThat(some.get(i).shape()).isEqualTo(others.get(i).shape());
            assertThat(some.get(i).toDoubles())
                    .containsExactly(others.get(i).value().toDoubles());
        }
    }

    @Test
    void runsTheProgramOnOtherArguments() {
        try (Tape tape = recorded(TapeTest::program)) {
            assertSame(tape.run(List.of(other)), program(other));
            assertSame(tape.run(List.of(x)), program(x));
        }
    }

    @Test
    void computesOnlyWhatIsWanted() {
        try (Tape tape = recorded(z -> List.of(Ops.exp(z), Ops.sin(Ops.cos(z))))) {
            tape.run(List.of(other));
            long before = host.launches();
            assertSame(tape.run(List.of(other), 1), List.of(Ops.exp(other)));
            assertThat(host.launches() - before).isEqualTo(2); // once here, once in the program
        }
    }

    @Test
    void computesNothingTwiceAndNoConstants() {
        try (Tape tape = recorded(z -> {
            Tensor constant = Ops.exp(Ops.cos(other));
            return List.of(Ops.add(Ops.multiply(Ops.sin(z), constant), Ops.multiply(Ops.sin(z), constant)));
        })) {
            long before = host.launches();
            DeviceTensor y = tape.run(List.of(other)).get(0);
            assertThat(host.launches() - before).isEqualTo(3);
            Tensor product = Ops.multiply(Ops.sin(other), Ops.exp(Ops.cos(other)));
            assertSame(List.of(y), List.of(Ops.add(product, product)));
        }
    }

    @Test
    void tellsLayoutsOfTheSameNumbersApart() {
        DeviceTensor row = host.tensor(DType.FLOAT64, Shape.of(3), 1, 2, 3);
        Function<DeviceTensor, List<Tensor>> program = z -> {
            Tensor flat = Ops.exp(row); // depends on no argument
            Tensor square = Ops.sum(z, 1);
            return List.of(
                    Ops.multiply(square, Ops.insertAxes(square, 1, 1)), Ops.multiply(square, square), Ops.add(z, flat));
        };
        try (Tape tape = recorded(program)) {
            assertSame(tape.run(List.of(other)), program.apply(other));
        }
    }

    @Test
    void returnsArgumentsAndConstants() {
        try (Tape tape = recorded(z -> List.of(z, other, Ops.reshape(z, Shape.of(6))))) {
            assertSame(tape.run(List.of(other)), List.of(other, other, Ops.reshape(other, Shape.of(6))));
        }
    }

    @Test
    void nests() {
        Function<DeviceTensor, List<Tensor>> program = z -> {
            DeviceTensor scale = Ops.exp(z).value(); // a constant of the inner tape, but not of the outer one
            DeviceTensor first = Ops.scale(z, 1).value();
            try (Tape inner = Tape.begin(host, List.of(first))) {
                DeviceTensor next =
                        Ops.multiply(Ops.sin(first), Ops.sqrt(scale)).value();
                assertThat(inner.end(List.of(next))).isTrue();
                for (int i = 0; i < 3; i++) {
                    next = inner.run(List.of(next)).get(0);
                }
                return List.of(next);
            }
        };
        try (Tape tape = recorded(program)) {
            assertSame(tape.run(List.of(other)), program.apply(other));
            assertSame(tape.run(List.of(x)), program.apply(x));
        }
    }

    @Test
    void oneValueTakesTheMemoryOfAnother() {
        try (Tape tape = recorded(z -> {
            Tensor y = z;
            for (int i = 0; i < 50; i++) {
                y = Ops.sin(y);
            }
            return List.of(y);
        })) {
            tape.run(List.of(other));
            assertThat(tape.bytes()).isEqualTo(2L * SHAPE.size() * DType.FLOAT64.bytes());
        }
    }

    @Test
    void releasesItsMemory() {
        long before = host.account().live();
        try (Arena arena = host.arena()) {
            Tape tape = recorded(TapeTest::program);
            tape.run(List.of(other));
            tape.close();
            assertThat(arena.size()).isPositive();
        }
        assertThat(host.account().live()).isEqualTo(before);
    }

    @Test
    void aProgramThatReadsNumbersCannotBeRunAgain() {
        try (Tape tape = Tape.begin(host, List.of(x))) {
            DeviceTensor y = Ops.exp(x).value();
            y.toDoubles();
            assertThat(tape.end(List.of(y))).isFalse();
            assertThatThrownBy(() -> tape.run(List.of(other))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aDeviceWithoutNumbersDoesNotRunTapes() {
        try (MetaDevice meta = new MetaDevice()) {
            DeviceTensor z = meta.fill(DType.FLOAT64, SHAPE, 0);
            try (Tape tape = Tape.begin(meta, List.of(z))) {
                assertThat(tape.end(List.of(Ops.exp(z).value()))).isFalse();
            }
        }
    }

    @Test
    void endsInOrder() {
        Tape outer = Tape.begin(host, List.of(x));
        try (Tape inner = Tape.begin(host, List.of(x))) {
            assertThat(inner).isNotNull();
            assertThatThrownBy(() -> outer.end(List.of(x))).isInstanceOf(IllegalStateException.class);
        }
        outer.close();
    }
}
