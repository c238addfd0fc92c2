package dualflow.picture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Moves the boxes of a graph's nodes, so that none covers another, and off the lines of edges that are not theirs as far as that goes: a box
 * on a line looks like one of its ends.
 */
final class BoxSpacing {
    private static final int TRIES = 10;
    private static final int ROUNDS = 100;
    private static final int MOST_LAST_ROUNDS = 2000;
    private static final double BESIDE = 16;
    private static final double OFF_LINES = 5;
    private static final double PART = 0.3;
    private static final double OVER = -1.2;

    private final double[][] centres;
    private final double[] widths;
    private final double height;

    private BoxSpacing(double[][] centres, double[] widths, double height) {
        this.centres = centres;
        this.widths = widths;
        this.height = height;
    }

    /**
     * Moves them.
     *
     * @param centres the boxes' centres, which are moved
     * @param widths the boxes' widths
     * @param height the height of each
     * @param edges the two boxes of each edge
     */
    static void spread(double[][] centres, double[] widths, double height, List<int[]> edges) {
        BoxSpacing boxes = new BoxSpacing(centres, widths, height);
        double[][] best = centres;
        long fewest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < TRIES && fewest > 0; attempt++) {
            for (int round = 0; round < ROUNDS; round++) {
                edges.forEach(edge -> boxes.clear(edge, PART));
                boxes.part();
            }
            // The boxes have the last word, as a covered name cannot be read.
            for (int round = 0; round < MOST_LAST_ROUNDS && boxes.part(); round++) {}
            long onLines = edges.stream().mapToLong(boxes::onLine).sum();
            if (onLines < fewest) {
                fewest = onLines;
                best = Arrays.stream(centres).map(double[]::clone).toArray(double[][]::new);
            }
            edges.forEach(edge -> boxes.clear(edge, OVER));
        }
        System.arraycopy(best, 0, centres, 0, centres.length);
    }

    private record Crossing(double across, double needed) {
        boolean isOn() {
            return Math.abs(across) < needed;
        }
    }

    /** How far a box's centre is from the line of an edge, and how far it has to be; infinitely far where it is beside neither. */
    private Crossing crossing(int[] edge, int box) {
        double[] from = centres[edge[0]];
        double dx = centres[edge[1]][0] - from[0];
        double dy = centres[edge[1]][1] - from[1];
        double length = Math.hypot(dx, dy);
        double x = centres[box][0] - from[0];
        double y = centres[box][1] - from[1];
        double along = (x * dx + y * dy) / (length * length);
        if (box == edge[0] || box == edge[1] || !(along > 0 && along < 1)) {
            return new Crossing(Double.POSITIVE_INFINITY, 0);
        }
        return new Crossing(
                (y * dx - x * dy) / length,
                (Math.abs(dy) * widths[box] + Math.abs(dx) * height) / 2 / length + OFF_LINES);
    }

    private long onLine(int... edge) {
        return IntStream.range(0, centres.length)
                .filter(box -> crossing(edge, box).isOn())
                .count();
    }

    /**
     * Moves boxes that are on the line of an edge aside, and its ends a little against them.
     *
     * @param edge its ends
     * @param part how much of the way a box goes; negative to go over to the other side, out of a place between lines
     */
    private void clear(int[] edge, double part) {
        for (int box = 0; box < centres.length; box++) {
            Crossing crossing = crossing(edge, box);
            if (crossing.isOn()) {
                double dx = centres[edge[1]][0] - centres[edge[0]][0];
                double dy = centres[edge[1]][1] - centres[edge[0]][1];
                double length = Math.hypot(dx, dy);
                double way = crossing.needed() - Math.copySign(1, part) * Math.abs(crossing.across());
                double push = part * Math.copySign(way, crossing.across()) / length;
                move(box, -dy * push, dx * push);
                if (part > 0) {
                    move(edge[0], dy * push / 2, -dx * push / 2);
                    move(edge[1], dy * push / 2, -dx * push / 2);
                }
            }
        }
    }

    /** Moves overlapping boxes apart, the shorter way; false if there are none. */
    private boolean part() {
        boolean isMoved = false;
        for (int a = 0; a < centres.length; a++) {
            for (int b = a + 1; b < centres.length; b++) {
                double dx = centres[b][0] - centres[a][0];
                double dy = centres[b][1] - centres[a][1];
                double x = (widths[a] + widths[b]) / 2 + BESIDE - Math.abs(dx);
                double y = height + BESIDE - Math.abs(dy);
                if (x > 0 && y > 0) {
                    double across = x < y ? Math.copySign(x / 2 + 0.1, dx) : 0;
                    double down = x < y ? 0 : Math.copySign(y / 2 + 0.1, dy);
                    move(a, -across, -down);
                    move(b, across, down);
                    isMoved = true;
                }
            }
        }
        return isMoved;
    }

    private void move(int box, double x, double y) {
        centres[box][0] += x;
        centres[box][1] += y;
    }
}
