package dualflow.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Log-densities of the distributions of {@link ToyData}: the best that a flow can reach on held-out data. All but the checkerboard are mixtures of N(m, s^2 I): eight Gaussians exactly,
 * and those along curves by the midpoint rule, whose nodes are far closer together than s: they are right to 1e-5 within 10 s of the curve, and less exact far from all data.
 */
public final class ToyDensity {
    private static final int NODES = 4000;
    private static final double REACH = 4;
    private static final double BLACK_AREA = 32;

    private ToyDensity() {}

    /** A mean and its weight. */
    record Node(double x, double y, double logWeight) {}

    /** Part of a curve: its points for s from 0 to 1. */
    private interface Curve {
        Node at(double s);
    }

    /**
     * Log-densities.
     *
     * @param data the distribution
     * @param points [n, 2], row-major
     * @return log p(x) of each point; negative infinity off the black squares of the checkerboard
     */
    public static double[] log(ToyData data, double[] points) {
        List<Node> nodes = nodes(data, NODES);
        return IntStream.range(0, points.length / 2)
                .parallel()
                .mapToDouble(i -> data == ToyData.CHECKERBOARD
                        ? onBoard(points[2 * i], points[2 * i + 1])
                        : log(nodes, data.deviation(), points[2 * i], points[2 * i + 1]))
                .toArray();
    }

    private static double onBoard(double x, double y) {
        long squares = (long) Math.floor(x / 2) + (long) Math.floor(y / 2);
        boolean isBlack = Math.max(Math.abs(x), Math.abs(y)) <= REACH && Math.floorMod(squares, 2) == 0;
        return isBlack ? -StrictMath.log(BLACK_AREA) : Double.NEGATIVE_INFINITY;
    }

    private static double log(List<Node> nodes, double deviation, double x, double y) {
        double variance = deviation * deviation;
        double[] terms = nodes.stream()
                .mapToDouble(node -> node.logWeight()
                        - ((x - node.x()) * (x - node.x()) + (y - node.y()) * (y - node.y())) / (2 * variance))
                .toArray();
        double greatest = Arrays.stream(terms).max().orElseThrow();
        double sum = 0;
        for (double term : terms) {
            sum += StrictMath.exp(term - greatest);
        }
        return greatest + StrictMath.log(sum / (nodes.size() * 2 * Math.PI * variance));
    }

    /** The mixture's means, so many of each curve. */
    static List<Node> nodes(ToyData data, int each) {
        return switch (data) {
            case EIGHT_GAUSSIANS ->
                IntStream.range(0, 8).mapToObj(k -> polar(REACH, k / 8.0, 0)).toList();
            case CHECKERBOARD -> List.of();
            case TWO_MOONS ->
                along(
                        each,
                        s -> polar(1, s / 2, 0),
                        s -> new Node(1 - StrictMath.cos(Math.PI * s), 0.5 - StrictMath.sin(Math.PI * s), 0));
            case CIRCLES -> along(each, s -> polar(1, s, 0), s -> polar(0.5, s, 0));
            case SPIRALS -> along(each, s -> spiral(1, s), s -> spiral(-1, s));
        };
    }

    private static Node polar(double radius, double turns, double logWeight) {
        double angle = 2 * Math.PI * turns;
        return new Node(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle), logWeight);
    }

    /** At the angle 3 pi s, whose square is even, so that s has the density 2 s. */
    private static Node spiral(double arm, double s) {
        double angle = 3 * Math.PI * s;
        double radius = angle / 3;
        return new Node(
                -arm * radius * StrictMath.cos(angle), arm * radius * StrictMath.sin(angle), StrictMath.log(2 * s));
    }

    /** Curves of equal probability, each by so many nodes. */
    private static List<Node> along(int each, Curve... curves) {
        List<Node> nodes = new ArrayList<>(each * curves.length);
        for (Curve curve : curves) {
            for (int k = 0; k < each; k++) {
                nodes.add(curve.at((k + 0.5) / each));
            }
        }
        return nodes;
    }
}
