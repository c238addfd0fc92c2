package dualflow.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;

/**
 * Random programs of one variable that take derivatives of programs that take derivatives, against Hipparchus. There, each depth of nesting
 * has an independent variable of its own in one algebra of Taylor polynomials, so that perturbations cannot be confused.
 */
class NestedProgramsTest {
    private static final int PROGRAMS = 1000;
    private static final int DEPTH = 3;
    /** Variable 0 is the program's; variable k is the offset of the derivatives taken at depth k. */
    private static final DSFactory FACTORY = new DSFactory(1 + DEPTH, 1 + DEPTH);

    private final HostDevice device = new HostDevice();
    private int deepest;

    private interface Expression {
        Tensor on(List<Tensor> variables);

        DerivativeStructure reference(List<DerivativeStructure> variables);
    }

    private record Variable(int index) implements Expression {
        @Override
        public Tensor on(List<Tensor> variables) {
            return variables.get(index);
        }

        @Override
        public DerivativeStructure reference(List<DerivativeStructure> variables) {
            return variables.get(index);
        }
    }

    private record Affine(double scale, double shift, Expression x) implements Expression {
        @Override
        public Tensor on(List<Tensor> variables) {
            return Ops.shift(Ops.scale(x.on(variables), scale), shift);
        }

        @Override
        public DerivativeStructure reference(List<DerivativeStructure> variables) {
            return x.reference(variables).multiply(scale).add(shift);
        }
    }

    private record Function(int which, Expression x) implements Expression {
        @Override
        public Tensor on(List<Tensor> variables) {
            Tensor value = x.on(variables);
            return switch (which) {
                case 0 -> Ops.sin(value);
                case 1 -> Ops.cos(value);
                case 2 -> Ops.tanh(value);
                case 3 -> Ops.exp(Ops.sin(value));
                case 4 -> Ops.log(Ops.shift(Ops.multiply(value, value), 1));
                default -> Ops.sqrt(Ops.shift(Ops.multiply(value, value), 1));
            };
        }

        @Override
        public DerivativeStructure reference(List<DerivativeStructure> variables) {
            DerivativeStructure value = x.reference(variables);
            return switch (which) {
                case 0 -> value.sin();
                case 1 -> value.cos();
                case 2 -> value.tanh();
                case 3 -> value.sin().exp();
                case 4 -> value.multiply(value).add(1).log();
                default -> value.multiply(value).add(1).sqrt();
            };
        }
    }

    private record Pair(int which, Expression a, Expression b) implements Expression {
        @Override
        public Tensor on(List<Tensor> variables) {
            Tensor x = a.on(variables);
            Tensor y = b.on(variables);
            return switch (which) {
                case 0 -> Ops.add(x, y);
                case 1 -> Ops.subtract(x, y);
                case 2 -> Ops.multiply(x, y);
                default -> Ops.divide(x, Ops.shift(Ops.multiply(y, y), 1));
            };
        }

        @Override
        public DerivativeStructure reference(List<DerivativeStructure> variables) {
            DerivativeStructure x = a.reference(variables);
            DerivativeStructure y = b.reference(variables);
            return switch (which) {
                case 0 -> x.add(y);
                case 1 -> x.subtract(y);
                case 2 -> x.multiply(y);
                default -> x.divide(y.multiply(y).add(1));
            };
        }
    }

    /** The derivative of a program in its last variable, at a point; by either mode. */
    private record Derivative(boolean reverse, Expression program, Expression at) implements Expression {
        @Override
        public Tensor on(List<Tensor> variables) {
            Tensor point = at.on(variables);
            java.util.function.UnaryOperator<Tensor> f = y -> program.on(with(variables, y));
            if (reverse) {
                return Autodiff.grad(f, point);
            }
            Tensor one = point.device().scalar(DType.FLOAT64, 1);
            return Autodiff.jvp(f, point, one).tangent();
        }

        @Override
        public DerivativeStructure reference(List<DerivativeStructure> variables) {
            int depth = variables.size();
            DerivativeStructure y = at.reference(variables).add(FACTORY.variable(depth, 0));
            return partial(program.reference(with(variables, y)), depth);
        }
    }

    private static <T> List<T> with(List<T> variables, T last) {
        List<T> all = new ArrayList<>(variables);
        all.add(last);
        return all;
    }

    /** The partial derivative in one variable where that variable is zero: it no longer depends on it. */
    private static DerivativeStructure partial(DerivativeStructure f, int variable) {
        double[] derivatives = new double[FACTORY.getCompiler().getSize()];
        for (int i = 0; i < derivatives.length; i++) {
            int[] orders = FACTORY.getCompiler().getPartialDerivativeOrders(i);
            int total = java.util.Arrays.stream(orders).sum();
            if (orders[variable] == 0 && total < FACTORY.getCompiler().getOrder()) {
                orders[variable] = 1;
                derivatives[i] = f.getPartialDerivative(orders);
            }
        }
        return FACTORY.build(derivatives);
    }

    private Expression draw(SplittableRandom random, int variables, int size) {
        deepest = Math.max(deepest, variables - 1);
        int choice = size <= 0 ? 0 : random.nextInt(10);
        if (choice >= 7 && variables <= DEPTH) {
            return new Derivative(
                    random.nextBoolean(),
                    draw(random, variables + 1, size - 1),
                    draw(random, variables, random.nextInt(2)));
        }
        if (choice >= 4) {
            return new Pair(random.nextInt(4), draw(random, variables, size - 1), draw(random, variables, size - 2));
        }
        if (choice >= 2) {
            return new Function(random.nextInt(6), draw(random, variables, size - 1));
        }
        Expression variable = new Variable(random.nextInt(variables));
        return choice == 1 ? new Affine(random.nextDouble(-1, 1), random.nextDouble(-1, 1), variable) : variable;
    }

    @Test
    void randomNestedProgramsAgreeWithHipparchus() {
        SplittableRandom random = new SplittableRandom(20250302);
        int[] programsOfDepth = new int[DEPTH + 1];
        int dependent = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            deepest = 0;
            Expression program = draw(random, 1, 4 + random.nextInt(4));
            programsOfDepth[deepest]++;
            double at = random.nextDouble(-1.5, 1.5);
            DerivativeStructure expected = program.reference(List.of(FACTORY.variable(0, at)));
            double slope = expected.getPartialDerivative(1, 0, 0, 0);
            dependent += slope != 0 ? 1 : 0;
            try (Arena arena = device.arena()) {
                Tensor x = device.scalar(DType.FLOAT64, at);
                Tensor one = device.scalar(DType.FLOAT64, 1);
                Dual dual = Autodiff.jvp(v -> program.on(List.of(v)), x, one);
                assertClose(dual.primal(), expected.getValue(), i, program);
                assertClose(dual.tangent(), slope, i, program);
                assertClose(Autodiff.grad(v -> program.on(List.of(v)), x), slope, i, program);
                assertThat(arena.size()).isPositive();
            }
        }
        // The draw is fixed by its seed; it must nest deeply, and not consist of constants.
        assertThat(programsOfDepth[DEPTH]).isGreaterThan(150);
        assertThat(dependent).isGreaterThan(500);
        device.close();
    }

    private static void assertClose(Tensor computed, double expected, int i, Expression program) {
        assertThat(computed.value().toDouble())
                .as("program %d: %s", i, program)
                .isCloseTo(expected, Offset.offset(1e-11 * Math.max(1, Math.abs(expected))));
    }
}
