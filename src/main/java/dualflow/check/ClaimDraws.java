package dualflow.check;

import dualflow.semantics.DrawKeys;
import dualflow.semantics.Quantity;
import dualflow.semantics.TypeShapes;
import dualflow.syntax.Symbol;
import dualflow.syntax.Symbol.FunctionType;
import dualflow.syntax.Symbol.Given;
import dualflow.syntax.Symbol.Points;
import dualflow.syntax.Symbol.Simple;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The draws of a claim. Each quantity of each draw has a stream of random numbers of its own, by seed, name, sizes, purpose and number of the draw, so
 * that what is changed in one quantity changes nothing in the others.
 */
final class ClaimDraws {

    private static final double CHANCE_OF_EQUAL_MEMBERS = 0.7;
    private static final double POINT_SPREAD = 1.2;

    private final long seed;
    private final ClaimInputs inputs;

    ClaimDraws(long seed, ClaimInputs inputs) {
        this.seed = seed;
        this.inputs = inputs;
    }

    /** One draw of each mode in the list, for one purpose. */
    Batch batch(Map<String, Integer> sizes, String purpose, List<DrawMode> modes) {
        return new Batch(
                IntStream.range(0, modes.size())
                        .mapToObj(i -> row(sizes, purpose, i, modes.get(i)))
                        .toList(),
                modes);
    }

    /** Random numbers for other purposes. */
    RandomNumbers random(String purpose) {
        return new RandomNumbers(seed, purpose);
    }

    private Map<String, Quantity> row(Map<String, Integer> sizes, String purpose, int number, DrawMode mode) {
        Map<String, Quantity> row = new LinkedHashMap<>();
        List<Given> edges = inputs.withEdges();
        for (Given given : inputs.given()) {
            // An edge draw has one quantity at its edge.
            boolean isAtEdge =
                    !edges.isEmpty() && edges.get(number % edges.size()).equals(given);
            DrawMode own = mode != DrawMode.EDGE || isAtEdge ? mode : DrawMode.GENERIC;
            draw(given, sizes, numbers(given.name(), sizes, purpose, number, own), own)
                    .forEach((suffix, quantity) -> row.put(given.name() + suffix, quantity));
        }
        for (Symbol.Random points : inputs.points()) {
            DrawMode own = mode == DrawMode.EDGE ? DrawMode.GENERIC : mode;
            drawPoints(points, sizes, numbers(points.name(), sizes, purpose, number, own), own, row);
        }
        inputs.given().forEach(given -> order(given, row));
        return row;
    }

    private RandomNumbers numbers(String name, Map<String, Integer> sizes, String purpose, int number, DrawMode mode) {
        return random(String.join(
                "|", name, new TreeMap<>(sizes).toString(), purpose, Integer.toString(number), mode.name()));
    }

    private static Map<String, Quantity> draw(
            Given given, Map<String, Integer> sizes, RandomNumbers random, DrawMode mode) {
        if (given.family().isEmpty()) {
            return member(given.type(), sizes, random, mode);
        }
        int count = given.family().get().at(sizes);
        List<Map<String, Quantity>> members = new ArrayList<>();
        if (mode == DrawMode.EDGE && random.chance(CHANCE_OF_EQUAL_MEMBERS)) {
            Map<String, Quantity> member = member(given.type(), sizes, random, DrawMode.GENERIC);
            IntStream.range(0, count).forEach(i -> members.add(member));
        } else {
            IntStream.range(0, count).forEach(i -> members.add(member(given.type(), sizes, random, mode)));
        }
        Map<String, Quantity> stacked = new LinkedHashMap<>();
        for (String suffix : members.get(0).keySet()) {
            stacked.put(
                    suffix, stack(members.stream().map(each -> each.get(suffix)).toList()));
        }
        return stacked;
    }

    private static Map<String, Quantity> member(
            Symbol.Type type, Map<String, Integer> sizes, RandomNumbers random, DrawMode mode) {
        if (type instanceof FunctionType function) {
            return FunctionDraws.draw(function, sizes, random, mode);
        }
        Simple simple = (Simple) type;
        return Map.of("", new Quantity(TypeShapes.of(simple, sizes), ValueDraws.draw(simple, sizes, random, mode)));
    }

    private static Quantity stack(List<Quantity> members) {
        Shape shape = members.get(0).shape();
        double[] values = new double[members.size() * shape.size()];
        for (int i = 0; i < members.size(); i++) {
            System.arraycopy(members.get(i).values(), 0, values, i * shape.size(), shape.size());
        }
        return new Quantity(shape.withFirst(members.size()), values);
    }

    private static void drawPoints(
            Symbol.Random points,
            Map<String, Integer> sizes,
            RandomNumbers random,
            DrawMode mode,
            Map<String, Quantity> row) {
        Points distribution = (Points) points.distribution();
        Shape shape =
                Shape.of(distribution.count().at(sizes), distribution.size().at(sizes));
        boolean isGeneric = mode == DrawMode.GENERIC;
        double[] at = isGeneric ? random.normals(shape.size(), POINT_SPREAD) : random.picks(shape.size(), 0, 1, -1, 2);
        double[] weights = ValueDraws.simplex(random.normals(shape.dim(-2), isGeneric ? 0.6 : 0));
        row.put(points.name() + DrawKeys.POINTS, new Quantity(shape, at));
        row.put(points.name() + DrawKeys.WEIGHTS, new Quantity(Shape.of(weights.length), weights));
    }

    /** Sorts the numbers of a chain r < t. */
    private static void order(Given first, Map<String, Quantity> row) {
        List<String> chain = first.ordered();
        if (chain.isEmpty() || !chain.get(0).equals(first.name())) {
            return;
        }
        double[] values = chain.stream()
                .mapToDouble(name -> row.get(name).values()[0])
                .sorted()
                .toArray();
        int count = values.length;
        if (Arrays.stream(values)
                        .map(value -> Math.rint(1e9 * value))
                        .distinct()
                        .count()
                < count) {
            Arrays.setAll(values, i -> count == 1 ? 0.5 : 0.25 + 0.5 * i / (count - 1));
        }
        for (int i = 0; i < count; i++) {
            row.put(chain.get(i), Quantity.of(values[i]));
        }
    }
}
