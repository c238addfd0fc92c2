package dualflow.picture;

import java.util.List;

/**
 * Moves the boxes of a graph's nodes, so that none covers another, and off the lines of edges that are not theirs as far as that goes: a box
 * on a line looks like one of its ends.
 */
final class BoxSpacing {
    private static final int ROUNDS = 300;
    private static final int MOST_LAST_ROUNDS = 2000;
    private static final double BESIDE = 16;
    private static final double OFF_LINES = 5;
    private static final double PART = 0.3;

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
        for (int round = 0; round < ROUNDS; round++) {
            edges.forEach(boxes::clear);
            boxes.part();
        }
        // The boxes have the last word, as a covered name cannot be read.
        for (int round = 0; round < MOST_LAST_ROUNDS && boxes.part(); round++) {}
    }

    /** Moves boxes that are on the line of an edge some of the way aside, and its ends a little against them. */
    private void clear(int... edge) {
        double[] from = centres[edge[0]];
        double[] to = centres[edge[1]];
        for (int box = 0; box < centres.length; box++) {
            double dx = to[0] - from[0];
            double dy = to[1] - from[1];
            double length = Math.hypot(dx, dy);
            double x = centres[box][0] - from[0];
            double y = centres[box][1] - from[1];
            double along = (x * dx + y * dy) / (length * length);
            double across = (y * dx - x * dy) / length;
            double needed = (Math.abs(dy) * widths[box] + Math.abs(dx) * height) / 2 / length + OFF_LINES;
            if (box != edge[0] && box != edge[1] && along > 0 && along < 1 && Math.abs(across) < needed) {
                double push = PART * Math.copySign(needed - Math.abs(across), across) / length;
                move(box, -dy * push, dx * push);
                move(edge[0], dy * push / 2, -dx * push / 2);
                move(edge[1], dy * push / 2, -dx * push / 2);
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
