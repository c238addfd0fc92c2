package dualflow.op;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * An op, shapes of arguments, and the numbers to try it on.
 *
 * @param op the primitive
 * @param shapes one shape for each argument
 * @param numbers where each argument's numbers lie
 */
public record OpCase(Op op, List<Shape> shapes, List<Numbers> numbers) {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL / 4,
        Float.MIN_VALUE,
        -Float.MIN_NORMAL / 4,
        Float.MAX_VALUE,
        -Double.MAX_VALUE,
        1,
        -1,
        88.75,
        -103.5
    };

    /** How to draw a number. */
    @FunctionalInterface
    public interface Numbers {
        /** Number {@code index} of an argument of this shape. */
        double next(SplittableRandom random, Shape shape, int index);

        /** Numbers between two bounds. */
        static Numbers between(double low, double high) {
            return (random, shape, index) -> random.nextDouble(low, high);
        }

        /** Numbers whose absolute values lie between two bounds, away from a kink at zero. */
        static Numbers eitherSign(double low, double high) {
            return (random, shape, index) ->
                    random.nextBoolean() ? random.nextDouble(low, high) : -random.nextDouble(low, high);
        }

        /** Square matrices whose diagonal outweighs the rest: positive definite, and triangular parts well conditioned. */
        static Numbers dominantDiagonal() {
            return (random, shape, index) -> {
                int d = shape.dim(-1);
                return index / d % d == index % d ? random.nextDouble(2, 4) : random.nextDouble(-0.5, 0.5);
            };
        }
    }

    /** A case on numbers between -2 and 2. */
    static OpCase of(Op op, Shape... shapes) {
        Numbers usual = Numbers.between(-2, 2);
        return new OpCase(op, List.of(shapes), java.util.Collections.nCopies(shapes.length, usual));
    }

    /** Shapes for an op of one argument that works number by number; some are too long for one work-item of a CPU. */
    static List<OpCase> unary(Op op, Numbers numbers) {
        List<OpCase> cases = new ArrayList<>();
        for (int[] dims : new int[][] {{}, {0}, {1}, {7}, {131}, {2100}, {3, 5}, {2, 0, 3}, {2, 1, 13}}) {
            cases.add(new OpCase(op, List.of(Shape.of(dims)), List.of(numbers)));
        }
        return cases;
    }

    /**
     * Shapes for an op of two arguments that works number by number: equal ones, and broadcasts on either side; some are too
     * long for one work-item of a CPU.
     */
    static List<OpCase> binary(Op op, Numbers left, Numbers right) {
        int[][][] pairs = {
            {{}, {}},
            {{0}, {0}},
            {{1}, {0}},
            {{131}, {131}},
            {{2100}, {2100}},
            {{131, 16}, {16}},
            {{9, 1, 16}, {9, 15, 16}},
            {{3, 5, 17}, {3, 5, 1}},
            {{5}, {}},
            {{}, {2, 3}},
            {{7, 1, 5}, {3, 1}},
            {{3}, {2, 1, 1}},
            {{2, 1, 3, 1, 2}, {5, 1, 3, 1}}
        };
        List<OpCase> cases = new ArrayList<>();
        for (int[][] pair : pairs) {
            cases.add(new OpCase(op, List.of(Shape.of(pair[0]), Shape.of(pair[1])), List.of(left, right)));
        }
        return cases;
    }

    /** Shapes for an op of three arguments that works number by number: equal ones, and broadcasts of each. */
    static List<OpCase> ternary(Op op, Numbers first, Numbers second, Numbers third) {
        int[][][] triples = {
            {{}, {}, {}},
            {{0}, {1}, {0}},
            {{131}, {131}, {131}},
            {{2100}, {2100}, {2100}},
            {{131, 16}, {16}, {131, 1}},
            {{5, 1}, {3, 5, 17}, {17}},
            {{2, 3}, {}, {}},
            {{}, {2, 3}, {3}},
            {{7, 1, 5}, {3, 1}, {7, 3, 5}},
            {{2, 1, 3, 1, 2}, {5, 1, 3, 1}, {2, 5, 1, 1, 2}}
        };
        List<OpCase> cases = new ArrayList<>();
        for (int[][] triple : triples) {
            cases.add(new OpCase(
                    op,
                    List.of(Shape.of(triple[0]), Shape.of(triple[1]), Shape.of(triple[2])),
                    List.of(first, second, third)));
        }
        return cases;
    }

    /** Shapes for an op on the last axes, as many as it is given; empty blocks and no blocks among them. */
    static List<OpCase> reduction(Function<Integer, Op> op) {
        List<OpCase> cases = new ArrayList<>();
        cases.add(of(op.apply(0), Shape.of(3)));
        cases.add(of(op.apply(1), Shape.of(1)));
        cases.add(of(op.apply(1), Shape.of(7)));
        cases.add(of(op.apply(1), Shape.of(3, 521)));
        cases.add(of(op.apply(1), Shape.of(0, 3)));
        cases.add(of(op.apply(1), Shape.of(3, 0)));
        cases.add(of(op.apply(2), Shape.of(3, 5, 2)));
        cases.add(of(op.apply(2), Shape.of(2, 3, 1, 13)));
        cases.add(of(op.apply(1), Shape.of(19, 41))); // some rows side by side
        cases.add(of(op.apply(1), Shape.of(2, 8, 16)));
        cases.add(of(op.apply(2), Shape.of(17, 30, 9)));
        return cases;
    }

    /** Shapes for an op on square matrices. */
    static List<OpCase> square(Op op) {
        List<OpCase> cases = new ArrayList<>();
        for (int[] dims : new int[][] {{3, 3}, {1, 1}, {5, 5}, {0, 0}, {7, 2, 2}, {0, 3, 3}, {2, 1, 4, 4}}) {
            cases.add(new OpCase(op, List.of(Shape.of(dims)), List.of(Numbers.dominantDiagonal())));
        }
        return cases;
    }

    /** The arguments on a device, the same numbers every time; float32 and float64 share them. */
    public List<Tensor> arguments(Device device, DType dtype) {
        return draw(device, dtype, 1, numbers, shapes);
    }

    /** The arguments with zeros, infinities, NaN and subnormal numbers among them. */
    public List<Tensor> specialArguments(Device device, DType dtype) {
        List<Numbers> special = numbers.stream()
                .<Numbers>map(usual -> (random, shape, index) -> random.nextInt(3) == 0
                        ? SPECIAL[random.nextInt(SPECIAL.length)]
                        : usual.next(random, shape, index))
                .toList();
        return draw(device, dtype, 2, special, shapes);
    }

    /** Directions of the arguments' shapes. */
    List<Tensor> directions(Device device, DType dtype, int seed) {
        return draw(
                device, dtype, seed + 10, java.util.Collections.nCopies(shapes.size(), Numbers.between(-1, 1)), shapes);
    }

    /** The same op where each argument has an axis of {@code batch} in front of all its leading axes. */
    OpCase batched(int batch) {
        int leading = 0;
        for (int k = 0; k < shapes.size(); k++) {
            leading = Math.max(leading, shapes.get(k).rank() - op.trailing(k));
        }
        List<Shape> batched = new ArrayList<>();
        for (int k = 0; k < shapes.size(); k++) {
            int missing = leading - (shapes.get(k).rank() - op.trailing(k));
            Shape ones = Shape.SCALAR;
            for (int i = 0; i < missing; i++) {
                ones = ones.withFirst(1);
            }
            batched.add(ones.then(shapes.get(k)).withFirst(batch));
        }
        return new OpCase(op, batched, numbers);
    }

    private static List<Tensor> draw(Device device, DType dtype, int seed, List<Numbers> numbers, List<Shape> shapes) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Tensor> tensors = new ArrayList<>();
        for (int k = 0; k < shapes.size(); k++) {
            double[] values = new double[shapes.get(k).size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) numbers.get(k).next(random, shapes.get(k), i);
            }
            tensors.add(device.tensor(dtype, shapes.get(k), values));
        }
        return tensors;
    }

    @Override
    public String toString() {
        return op + " of " + shapes;
    }
}
