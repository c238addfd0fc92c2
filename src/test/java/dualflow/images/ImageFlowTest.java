package dualflow.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.data.IdxImages;
import dualflow.data.LabelledImages;
import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.GaussianVelocity;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.SyntheticImages;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFlowTest {
    private static final LabelledImages IMAGES = SyntheticImages.of(120);
    private static final int D = 20;
    private static final TimeGrid GRID = TimeGrid.uniform(0, 1, 40);

    private final Device device = new HostDevice();

    @AfterEach
    void closeDevice() {
        device.close();
    }

    @Test
    void statisticsEqualCommonsMath() {
        ImageStatistics statistics = new ImageStatistics(IMAGES.images());
        double[][] expected = new Covariance(rows(IMAGES.images()), false)
                .getCovarianceMatrix()
                .getData();
        for (int i = 0; i < D; i++) {
            assertThat(statistics.covariance()[i]).containsExactly(expected[i], within(1e-15));
        }
        assertThat(statistics.covariance()[0]).containsOnly(0.0);
        assertThat(statistics.pearson(0, 1)).isEmpty();
        assertThat(statistics.pearson(4, 4).orElseThrow()).isCloseTo(1, within(1e-15));
    }

    /** beta^2 by its definition, image by image. */
    @Test
    void shrinkageFollowsItsDefinition() {
        IdxImages threes = IMAGES.withLabels(3).images();
        ImageStatistics statistics = new ImageStatistics(threes);
        RealMatrix s = new Array2DRowRealMatrix(statistics.covariance());
        double level = s.getTrace() / D;
        double beta = 0;
        for (double[] x : rows(threes)) {
            for (int i = 0; i < D; i++) {
                x[i] -= statistics.mean()[i];
            }
            RealMatrix column = new Array2DRowRealMatrix(x);
            beta += square(column.multiply(column.transpose()).subtract(s));
        }
        beta /= (double) threes.count() * threes.count();
        RealMatrix identity = MatrixUtils.createRealIdentityMatrix(D);
        double delta = square(s.subtract(identity.scalarMultiply(level)));
        Shrinkage shrinkage = Shrinkage.of(threes, statistics);
        assertThat(shrinkage.intensity()).isCloseTo(beta / delta, within(1e-13)).isBetween(0.01, 0.5);
        assertThat(shrinkage.level()).isCloseTo(level, within(1e-16));
        assertThat(shrinkage.covariance()[0][0]).isCloseTo(shrinkage.intensity() * level, within(1e-17));
        assertThat(shrinkage.covariance()[3][4])
                .isCloseTo((1 - shrinkage.intensity()) * s.getEntry(3, 4), within(1e-17));
    }

    /** The eigenvector coordinates change only the cost. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gaussianMapIsTheSolvedGaussianVelocity(boolean midpoint) {
        IdxImages images = IMAGES.images();
        ImageStatistics statistics = new ImageStatistics(images);
        OdeSolver solver = OdeSolver.fixed(midpoint ? ButcherTableau.MIDPOINT : ButcherTableau.EULER);
        UnaryOperator<Tensor> map =
                new GaussianImageFlow(statistics).map(device, DType.FLOAT64, solver, GRID, 3, 17, 0);
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(5, D), new Draws(4).normals(0, 0, 5 * D));
        GaussianVelocity velocity = new GaussianVelocity(
                device.fill(DType.FLOAT64, Shape.of(D), 0),
                matrix(MatrixUtils.createRealIdentityMatrix(D).getData()),
                device.tensor(DType.FLOAT64, Shape.of(D), statistics.mean()),
                matrix(statistics.covariance()));
        double[] expected = solver.solve(velocity, x, GRID).value().toDoubles();
        double[] actual = map.apply(x).value().toDoubles();
        for (int i = 0; i < 5; i++) {
            assertThat(actual[3 * i]).isCloseTo(expected[D * i + 3], within(1e-11));
            assertThat(actual[3 * i + 1]).isCloseTo(expected[D * i + 17], within(1e-11));
            assertThat(actual[3 * i + 2]).isCloseTo(expected[D * i], within(1e-11));
        }
    }

    /** A singular covariance, and a method that evaluates t = 1: J J^T tends to Sigma. */
    @Test
    void derivativeOfTheGaussianMapHasTheImagesCovariance() {
        ImageStatistics statistics = new ImageStatistics(IMAGES.images());
        GaussianImageFlow flow = new GaussianImageFlow(statistics);
        TimeGrid fine = TimeGrid.uniform(0, 1, 400);
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        Tensor x = device.fill(DType.FLOAT64, Shape.of(1, D), 0.3);
        double[] j = Autodiff.jacobian(flow.map(device, DType.FLOAT64, solver, fine, 3, 4), x)
                .value()
                .toDoubles();
        double[] product = new double[3];
        for (int i = 0; i < D; i++) {
            product[0] += j[i] * j[i];
            product[1] += j[i] * j[D + i];
            product[2] += j[D + i] * j[D + i];
        }
        double[][] covariance = statistics.covariance();
        assertThat(product)
                .containsExactly(new double[] {covariance[3][3], covariance[3][4], covariance[4][4]}, within(1e-5));
        assertThat(flow.discretizedCorrelation(flow.discretizedFactors(solver, fine), 3, 4)
                        .orElseThrow())
                .isCloseTo(product[1] / Math.sqrt(product[0] * product[2]), within(1e-12));
        assertThat(flow.description()).contains("rank of Sigma 19");
    }

    @Test
    void mixtureMapIsTheSolvedMixtureVelocity() {
        MixtureImageFlow flow = new MixtureImageFlow(IMAGES);
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        double[] means = new double[2 * D];
        double[] covariances = new double[2 * D * D];
        for (int c = 0; c < 2; c++) {
            System.arraycopy(
                    new ImageStatistics(IMAGES.withLabels(c == 0 ? 3 : 7).images()).mean(), 0, means, c * D, D);
            for (int i = 0; i < D; i++) {
                System.arraycopy(flow.shrinkages().get(c).covariance()[i], 0, covariances, (c * D + i) * D, D);
            }
        }
        MixtureVelocity velocity = new MixtureVelocity(
                device.fill(DType.FLOAT64, Shape.of(2), 0),
                device.tensor(DType.FLOAT64, Shape.of(2, D), means),
                device.tensor(DType.FLOAT64, Shape.of(2, D, D), covariances),
                device.fill(DType.FLOAT64, Shape.of(D), 0),
                matrix(MatrixUtils.createRealIdentityMatrix(D).getData()));
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(4, D), new Draws(4).normals(0, 0, 4 * D));
        double[] expected = solver.solve(velocity, x, GRID).value().toDoubles();
        double[] actual = flow.map(device, DType.FLOAT64, solver, GRID, 3, 17)
                .apply(x)
                .value()
                .toDoubles();
        for (int i = 0; i < 4; i++) {
            assertThat(actual[2 * i]).isCloseTo(expected[D * i + 3], within(1e-10));
            assertThat(actual[2 * i + 1]).isCloseTo(expected[D * i + 17], within(1e-10));
        }
    }

    /** Without shrinkage the mixture's covariance would be that of the images themselves: the two differ by the mean of the shrinkages. */
    @Test
    void covarianceOfTheMixtureIsThatOfTheImagesButForTheShrinkage() {
        MixtureImageFlow flow = new MixtureImageFlow(IMAGES);
        double expected = new ImageStatistics(IMAGES.images()).covariance()[5][6];
        for (int c = 0; c < 2; c++) {
            ImageStatistics label =
                    new ImageStatistics(IMAGES.withLabels(c == 0 ? 3 : 7).images());
            expected += 0.5 * (flow.shrinkages().get(c).covariance()[5][6] - label.covariance()[5][6]);
        }
        assertThat(flow.covariance(5, 6).orElseThrow()).isCloseTo(expected, within(1e-15));
    }

    @Test
    void imagesThatAreAllTheSameGiveAPointMass() {
        byte[] pixels = new byte[2 * D];
        Arrays.fill(pixels, (byte) 51);
        ImageStatistics statistics = new ImageStatistics(new IdxImages(2, 4, 5, pixels));
        GaussianImageFlow flow = new GaussianImageFlow(statistics);
        Tensor x = device.tensor(DType.FLOAT64, Shape.of(1, D), new Draws(4).normals(0, 0, D));
        assertThat(flow.map(device, DType.FLOAT64, OdeSolver.fixed(ButcherTableau.MIDPOINT), GRID, 7)
                        .apply(x)
                        .value()
                        .toDoubles()[0])
                .isCloseTo(0.2, within(1e-12));
        assertThat(flow.covariance(3, 3).orElseThrow()).isZero();
    }

    private Tensor matrix(double[][] rows) {
        double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return device.tensor(DType.FLOAT64, Shape.of(rows.length, rows.length), flat);
    }

    private static double[][] rows(IdxImages images) {
        double[][] rows = new double[images.count()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = images.image(i);
        }
        return rows;
    }

    private static double square(RealMatrix a) {
        return a.getFrobeniusNorm() * a.getFrobeniusNorm();
    }
}
