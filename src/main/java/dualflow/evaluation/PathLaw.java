package dualflow.evaluation;

/** The law of a linear path x_t = (1 - t) x0 + t x1 with independent ends, in closed form: at a time, and of both ends where the state is known. */
public interface PathLaw {
    /**
     * The numbers of a state.
     *
     * @return d
     */
    int dimension();

    /**
     * The density of x_t.
     *
     * @param t the time, from 0 to 1
     * @param x the state, [d]
     * @return log p_t(x)
     */
    double logDensity(double t, double[] x);

    /**
     * The marginal velocity.
     *
     * @equation v(t, x) = E[x1 - x0 | x_t = x]
     * @param t the time, from 0 to 1
     * @param x the state, [d]
     * @return the velocity, [d]
     */
    double[] velocity(double t, double[] x);

    /**
     * A draw of the source.
     *
     * @param normals d normal numbers
     * @return x0, [d]
     */
    double[] source(double... normals);

    /**
     * The law of both ends.
     *
     * @param t the time, from 0 to 1
     * @param x the state, [d]
     * @return what draws them
     */
    Ends given(double t, double... x);

    /** The law of both ends of the paths that pass through a state. */
    @FunctionalInterface
    interface Ends {
        /**
         * One draw.
         *
         * @param uniform from 0 to 1, which chooses the component
         * @param normals 2 d normal numbers
         * @return x0 and x1, with (1 - t) x0 + t x1 = x, [2 d]
         */
        double[] draw(double uniform, double... normals);
    }
}
