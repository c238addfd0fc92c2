package dualflow.cli;

import dualflow.closedform.ClosedFormException;
import dualflow.closedform.Gaussian;
import dualflow.closedform.GaussianMixture;
import dualflow.closedform.MixtureFlow;
import dualflow.closedform.SingularCovarianceException;
import dualflow.data.BadFileException;
import dualflow.data.MixtureFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A user's mixture.
 *
 * @param file its JSON file
 */
record MixtureInput(Path file) {
    /**
     * The point that --x gives.
     *
     * @throws IllegalArgumentException if it has something else than finite numbers
     */
    static double[] point(String x) {
        String[] parts = x.split(",", -1);
        double[] point = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            point[i] = Decimals.read(parts[i]);
            if (!Double.isFinite(point[i])) {
                throw new IllegalArgumentException(
                        "--x has '" + parts[i] + "' where a finite number is expected, such as 0.5,-1.");
            }
        }
        return point;
    }

    /**
     * The flow from the source to the mixture.
     *
     * @throws BadFileException if the file cannot be read, or is of no such flow
     */
    MixtureFlow read() {
        MixtureFile numbers = MixtureFile.read(file);
        try {
            Gaussian source = source(numbers);
            List<Gaussian> components = new ArrayList<>();
            for (int k = 0; k < numbers.weights().length; k++) {
                if (numbers.weights()[k] == 0) {
                    throw bad("Component " + k + " has the weight 0; leave it out.", null);
                }
                components.add(component(numbers, k));
            }
            return new MixtureFlow(source, new GaussianMixture(numbers.weights(), components));
        } catch (ClosedFormException e) {
            throw bad(e.getMessage(), e);
        }
    }

    /** Refuses a point of another dimension than the flow's, as wrong usage of a command. */
    void requireFits(Subcommand command, MixtureFlow flow, double... point) {
        int d = flow.source().dimension();
        if (point.length != d) {
            throw command.usage("--x has " + point.length + (point.length == 1 ? " number" : " numbers")
                    + " where the mixture in " + file + " is of dimension " + d + ".");
        }
    }

    private Gaussian source(MixtureFile numbers) {
        try {
            return new Gaussian(numbers.mu0(), numbers.sigma0());
        } catch (ClosedFormException e) {
            throw bad("In mu0 and sigma0, " + uncapitalised(e.getMessage()), e);
        }
    }

    /** Component k, with a positive definite covariance: a singular one has a velocity only on its support at t = 1. */
    private Gaussian component(MixtureFile numbers, int k) {
        try {
            Gaussian component = new Gaussian(numbers.means()[k], numbers.covariances()[k]);
            // As a source it would have to be positive definite too.
            new MixtureFlow(component, new GaussianMixture(new double[] {1}, List.of(component)));
            return component;
        } catch (SingularCovarianceException e) {
            throw bad("The covariance of component " + k + " is singular; add a small number to its diagonal.", e);
        } catch (ClosedFormException e) {
            throw bad("In component " + k + ", " + uncapitalised(e.getMessage()), e);
        }
    }

    /** The exception to throw where the mixture is at fault. */
    BadFileException bad(String message, Throwable cause) {
        String sentence = message.endsWith(".") ? message : message + ".";
        return new BadFileException("The mixture in " + file + " cannot be used: " + uncapitalised(sentence), cause);
    }

    /** Text to follow a colon or a comma. */
    private static String uncapitalised(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
