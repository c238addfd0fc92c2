package dualflow.evaluation;

import dualflow.op.Elementary;
import dualflow.random.Draws;

/**
 * Distributions in the plane on which flows are usually tried. Sample i depends on the seed and on i alone. Their shapes are those of scikit-learn (moons,
 * circles) and of FFJORD's code (the others).
 */
public enum ToyData {
    /** Eight normal distributions of standard deviation 1/2, their means on a circle of radius 4. */
    EIGHT_GAUSSIANS(0.5) {
        @Override
        void sample(double[] u, double[] z, double[] point) {
            double angle = 2 * Math.PI * Math.floor(8 * u[0]) / 8;
            put(point, 4 * Elementary.cos(angle) + deviation() * z[0], 4 * Elementary.sin(angle) + deviation() * z[1]);
        }
    },
    /** The half circles (cos a, sin a) and (1 - cos a, 1/2 - sin a), a from 0 to pi, with normal noise of standard deviation 0.05. */
    TWO_MOONS(0.05) {
        @Override
        void sample(double[] u, double[] z, double[] point) {
            double angle = Math.PI * u[1];
            double x = Elementary.cos(angle);
            double y = Elementary.sin(angle);
            boolean upper = u[0] < 0.5;
            put(point, (upper ? x : 1 - x) + deviation() * z[0], (upper ? y : 0.5 - y) + deviation() * z[1]);
        }
    },
    /** The black squares of a board of four by four on [-4, 4]^2, evenly. */
    CHECKERBOARD(0) {
        @Override
        void sample(double[] u, double[] z, double[] point) {
            double x = 4 * u[0] - 2;
            double row = 2 * Math.floor(2 * u[1]); // 0 or 2
            double y = 2 * u[1] - Math.floor(2 * u[1]) - row + Math.floorMod((long) Math.floor(x), 2);
            put(point, 2 * x, 2 * y);
        }
    },
    /** Circles of the radii 1 and 1/2, with normal noise of standard deviation 0.05. */
    CIRCLES(0.05) {
        @Override
        void sample(double[] u, double[] z, double[] point) {
            double radius = u[0] < 0.5 ? 1 : 0.5;
            double angle = 2 * Math.PI * u[1];
            put(
                    point,
                    radius * Elementary.cos(angle) + deviation() * z[0],
                    radius * Elementary.sin(angle) + deviation() * z[1]);
        }
    },
    /** Two arms of a spiral of one turn and a half, a third of the angle from the middle, with normal noise of standard deviation 0.1. */
    SPIRALS(0.1) {
        @Override
        void sample(double[] u, double[] z, double[] point) {
            double angle = 3 * Math.PI * Math.sqrt(u[1]);
            double arm = u[0] < 0.5 ? 1 : -1;
            put(
                    point,
                    -arm * angle / 3 * Elementary.cos(angle) + deviation() * z[0],
                    arm * angle / 3 * Elementary.sin(angle) + deviation() * z[1]);
        }
    };

    private final double deviation;

    ToyData(double deviation) {
        this.deviation = deviation;
    }

    /** {@return the standard deviation of the normal noise in each coordinate, 0 if there is none} */
    double deviation() {
        return deviation;
    }

    /** A point from two uniform and two normal numbers. */
    abstract void sample(double[] u, double[] z, double[] point);

    private static void put(double[] point, double x, double y) {
        point[0] = x;
        point[1] = y;
    }

    /**
     * Samples.
     *
     * @param draws the seed
     * @param first the number of the first sample, 0 or more
     * @param count how many
     * @return [count, 2], row-major
     */
    public double[] samples(Draws draws, long first, int count) {
        double[] uniforms = draws.uniforms(Draws.stream("toy uniforms"), 2 * first, 2 * count);
        double[] normals = draws.normals(Draws.stream("toy normals"), 2 * first, 2 * count);
        double[] samples = new double[2 * count];
        double[] u = new double[2];
        double[] z = new double[2];
        double[] point = new double[2];
        for (int i = 0; i < count; i++) {
            System.arraycopy(uniforms, 2 * i, u, 0, 2);
            System.arraycopy(normals, 2 * i, z, 0, 2);
            sample(u, z, point);
            System.arraycopy(point, 0, samples, 2 * i, 2);
        }
        return samples;
    }
}
