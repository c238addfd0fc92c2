package dualflow.data;

import java.nio.file.Path;

/**
 * A Gaussian source and a Gaussian mixture with K components in d dimensions, as given in a user's JSON file:
 * one object with the keys {@code mu0, sigma0, weights, means, covariances}.
 *
 * <p>The shapes agree and all numbers are finite; whether the weights sum to one and the matrices are covariances is for the formulas to
 * check.
 *
 * @param mu0 the mean of the source, {@code [d]}
 * @param sigma0 the covariance of the source, {@code [d, d]}
 * @param weights the weights of the components, {@code [K]}
 * @param means the means of the components, {@code [K, d]}
 * @param covariances the covariances of the components, {@code [K, d, d]}
 */
public record MixtureFile(
        double[] mu0, double[][] sigma0, double[] weights, double[][] means, double[][][] covariances) {

    /**
     * Reads a mixture.
     *
     * @param file a JSON file of at most 16 MiB
     * @return what it holds
     * @throws BadFileException if there is no such file, it is not JSON, a key is missing, unknown or duplicated, a value is
     *     not a finite number, or the shapes disagree; with line and column where a single place can be named
     */
    public static MixtureFile read(Path file) {
        return MixtureReader.read(InputFile.of(file));
    }
}
