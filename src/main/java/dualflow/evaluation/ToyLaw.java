package dualflow.evaluation;

/**
 * The law of the linear path from N(0, I) to a toy distribution.
 *
 * @param posterior the law of its ends
 */
public record ToyLaw(ToyPosterior posterior) implements PathLaw {
    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public double logDensity(double t, double[] x) {
        return posterior.given(t, 1 - t, x).logDensity();
    }

    @Override
    public double[] velocity(double t, double[] x) {
        ToyPosterior.Ends ends = posterior.given(t, 1 - t, x);
        double[] data = ends.dataMean();
        double[] noise = ends.noiseMean();
        return new double[] {data[0] - noise[0], data[1] - noise[1]};
    }

    @Override
    public double[] source(double... normals) {
        return normals.clone();
    }

    @Override
    public Ends given(double t, double... x) {
        return posterior.given(t, 1 - t, x)::draw;
    }
}
