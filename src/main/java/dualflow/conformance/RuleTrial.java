package dualflow.conformance;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.TensorFunction;
import dualflow.nn.GroupNorm;
import dualflow.nn.MultiheadAttention;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A rule that a recorded program runs in one launch where the device has one, alone or with its derivative.
 *
 * @param name the rule's name
 * @param rule the rule
 * @param shapes its arguments' shapes
 * @param varying the number of leading arguments along which the derivative is taken
 * @param directions the number of directions; 0 for no derivative
 */
record RuleTrial(String name, TensorFunction rule, List<Shape> shapes, int varying, int directions) implements Trial {
    private static final long SEED = 1;
    private static final int SMALL = 10_000;

    RuleTrial {
        shapes = List.copyOf(shapes);
    }

    /** Attention and group normalisation, on sizes that are no multiple of a vector and on whole ones. */
    static List<Trial> all() {
        List<RuleTrial> rules = List.of(
                attention(2, 21, 9, 3, 16),
                attention(16, 19, 11, 2, 32), // two groups of queries
                attention(3, 5, 7, 4, 5),
                attention(1, 1, 1, 1, 1),
                attention(1, 17, 75, 3, 48), // whole and partial parts of queries and of keys; an odd number of vectors
                attention(2, 64, 128, 16, 64),
                groupNorm(3, 16, 1, true),
                groupNorm(5, 16, 2, true),
                groupNorm(2, 32, 3, false),
                groupNorm(1, 1, 1, false),
                groupNorm(257, 8, 4, true),
                groupNorm(66, 16, 4, false)); // more than one partial sum
        return rules.stream()
                .flatMap(each -> Stream.of(0, 1, 3)
                        .<Trial>map(count -> new RuleTrial(each.name, each.rule, each.shapes, each.varying, count)))
                .toList();
    }

    /** The small ones, along one direction at most. */
    static List<Trial> small() {
        return all().stream()
                .filter(trial -> trial instanceof RuleTrial rule && rule.directions <= 1 && rule.isSmall())
                .toList();
    }

    private boolean isSmall() {
        return shapes.stream().allMatch(shape -> shape.size() <= SMALL);
    }

    private static RuleTrial attention(int matrices, int queries, int keys, int depth, int channels) {
        List<Shape> shapes = List.of(
                Shape.of(matrices, queries, depth),
                Shape.of(matrices, keys, depth),
                Shape.of(matrices, keys, channels));
        return new RuleTrial(
                "attention", x -> MultiheadAttention.attention(x.get(0), x.get(1), x.get(2)), shapes, shapes.size(), 0);
    }

    private static RuleTrial groupNorm(int positions, int groups, int size, boolean silu) {
        Shape row = Shape.of(groups * size);
        return new RuleTrial(
                "group norm",
                x -> {
                    Tensor y = GroupNorm.normalise(x.get(0), x.get(1), x.get(2), 1, groups, 1e-5);
                    return silu ? Ops.silu(y) : y;
                },
                List.of(Shape.of(2, positions, groups * size), row, row),
                1, // the directions of a norm's weights are not part of the rule
                0);
    }

    /** The arguments, then the directions of those that vary. */
    private List<Shape> all(int count) {
        List<Shape> along = count == 0 ? List.of() : shapes.subList(0, varying);
        return Stream.concat(shapes.stream(), along.stream().map(shape -> count == 1 ? shape : shape.withFirst(count)))
                .toList();
    }

    @Override
    public List<double[]> inputs() {
        RandomGenerator random = new Draws(SEED).generator(0);
        return all(directions).stream()
                .map(shape ->
                        random.doubles(shape.size(), -2, 2).map(x -> (float) x).toArray())
                .toList();
    }

    @Override
    public List<double[]> results(Device device, DType dtype, List<double[]> numbers) {
        List<Shape> all = all(directions);
        try (Arena arena = device.arena()) {
            List<Tensor> x = new ArrayList<>();
            for (int k = 0; k < all.size(); k++) {
                x.add(device.tensor(dtype, all.get(k), numbers.get(k)));
            }
            List<Tensor> fixed = List.copyOf(x.subList(varying, shapes.size()));
            List<Tensor> taken = new ArrayList<>(x.subList(0, varying));
            taken.addAll(x.subList(shapes.size(), x.size()));
            try (RecordedFunction recorded = new RecordedFunction(in -> program(in, fixed), arena)) {
                recorded.apply(taken);
                return recorded.apply(taken).stream()
                        .map(y -> y.value().toDoubles())
                        .toList();
            }
        }
    }

    private List<Tensor> program(List<Tensor> in, List<Tensor> fixed) {
        TensorFunction function =
                at -> rule.apply(Stream.concat(at.stream(), fixed.stream()).toList());
        List<Tensor> at = in.subList(0, varying);
        List<Tensor> along = in.subList(varying, in.size());
        if (directions == 0) {
            return List.of(function.apply(at));
        }
        if (directions == 1) {
            Dual y = Autodiff.jvp(function, at, along);
            return List.of(y.primal(), y.tangent());
        }
        List<Tensor> primal = new ArrayList<>();
        Tensor tangents = Autodiff.vmap(
                direction -> {
                    Dual y = Autodiff.jvp(function, at, direction);
                    primal.add(y.primal());
                    return y.tangent();
                },
                along,
                Collections.nCopies(along.size(), true));
        return List.of(primal.get(0), tangents);
    }

    @Override
    public long terms() {
        return shapes.get(0).size();
    }

    @Override
    public String toString() {
        return name + " of " + shapes + (directions == 0 ? "" : " and " + directions + " directions");
    }
}
