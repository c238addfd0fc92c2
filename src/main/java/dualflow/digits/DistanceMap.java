package dualflow.digits;

import java.util.Arrays;

/** The exact Euclidean distance of each pixel to the nearest of a set, squared. */
final class DistanceMap {
    private DistanceMap() {}

    /**
     * The squared distances, in time proportional to the number of pixels: Meijster, Roerdink and Hesselink, "A general algorithm for computing
     * distance transforms in linear time" (2000).
     *
     * @shape [height, width], row-major
     * @param ink the pixels that have ink
     * @param height the number of rows
     * @param width the number of columns
     * @param target whether distances are to the nearest pixel with ink, or to the nearest without
     * @return the squared distances in pixels; 0 at the pixels of the set, which must not be empty
     */
    static int[] squared(boolean[] ink, int height, int width, boolean target) {
        int far = height + width; // farther than any pixel
        int[] vertical = new int[ink.length];
        Arrays.fill(vertical, far);
        for (int i = 0; i < ink.length; i++) {
            if (ink[i] == target) {
                vertical[i] = 0;
            } else if (i >= width) {
                vertical[i] = Math.min(far, vertical[i - width] + 1);
            }
        }
        for (int i = ink.length - 1 - width; i >= 0; i--) {
            vertical[i] = Math.min(vertical[i], vertical[i + width] + 1);
        }
        int[] squared = new int[ink.length];
        int[] site = new int[width];
        int[] from = new int[width];
        for (int y = 0; y < height; y++) {
            alongRow(vertical, y * width, width, squared, site, from);
        }
        return squared;
    }

    /** The lower envelope of the parabolas (x - u)^2 + g(u)^2, where g(u) is the vertical distance in column u. */
    private static void alongRow(int[] g, int start, int width, int[] squared, int[] site, int[] from) {
        int last = 0;
        site[0] = 0;
        from[0] = 0;
        for (int u = 1; u < width; u++) {
            while (last >= 0 && parabola(g, start, site[last], from[last]) > parabola(g, start, u, from[last])) {
                last--;
            }
            if (last < 0) {
                last = 0;
                site[0] = u;
            } else {
                int i = site[last];
                int gu = g[start + u];
                int gi = g[start + i];
                int first = 1 + Math.floorDiv(u * u - i * i + gu * gu - gi * gi, 2 * (u - i));
                if (first < width) {
                    last++;
                    site[last] = u;
                    from[last] = first;
                }
            }
        }
        for (int x = width - 1; x >= 0; x--) {
            squared[start + x] = parabola(g, start, site[last], x);
            if (x == from[last]) {
                last--;
            }
        }
    }

    private static int parabola(int[] g, int start, int u, int x) {
        return (x - u) * (x - u) + g[start + u] * g[start + u];
    }
}
