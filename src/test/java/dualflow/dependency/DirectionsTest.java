package dualflow.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.closedform.GaussianDependence;
import dualflow.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectionsTest {
    private static final Draws DRAWS = new Draws(11);

    /** [K, n, d] of samples 0 .. 9 against those of 4 .. 6. */
    @ParameterizedTest
    @EnumSource
    void directionsOfASampleDoNotDependOnItsNeighbours(Directions kind) {
        double[] all = kind.draw(DRAWS, 1, 0, 10, 2, 5);
        double[] some = kind.draw(DRAWS, 1, 4, 3, 2, 5);
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 5; j++) {
                    assertThat(some[(k * 3 + i) * 5 + j]).isEqualTo(all[(k * 10 + 4 + i) * 5 + j]);
                }
            }
        }
    }

    /** The mean of z_a z_b within five standard errors of c I; the fourth moments are at most 3 c^2. */
    @ParameterizedTest
    @EnumSource
    void secondMomentIsAMultipleOfTheIdentity(Directions kind) {
        int n = 100_000;
        int d = 3;
        double[] z = kind.draw(DRAWS, 1, 0, n, 1, d);
        double c = kind.secondMoment(d);
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += z[i * d + a] * z[i * d + b];
                }
                assertThat(sum / n).isCloseTo(a == b ? c : 0, within(5 * c * Math.sqrt(3.0 / n)));
            }
        }
    }

    @Test
    void unitDirectionsHaveLengthOne() {
        double[] z = Directions.UNIT.draw(DRAWS, 1, 0, 20, 3, 7);
        for (int row = 0; row < 60; row++) {
            assertThat(GramSchmidt.norm(z, row, 7)).isCloseTo(1, within(1e-15));
        }
    }

    @Test
    void orthogonalDirectionsAreOrthogonalAndOfLengthRootD() {
        int d = 40;
        int n = 3;
        double[] z = Directions.ORTHOGONAL.draw(DRAWS, 1, 0, n, d, d);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                for (int l = 0; l < d; l++) {
                    assertThat(GramSchmidt.dot(z, k * n + i, z, l * n + i, d)).isCloseTo(k == l ? d : 0, within(1e-12));
                }
            }
        }
    }

    @Test
    void moreOrthogonalDirectionsThanDimensionsAreRefused() {
        assertThatThrownBy(() -> Directions.ORTHOGONAL.draw(DRAWS, 1, 0, 1, 4, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 3");
    }

    @Test
    void projectedDirectionsAreOrthogonalToTheGradients() {
        int d = 6;
        int n = 50;
        double[] gradients = DRAWS.normals(2, 0, 2 * n * d);
        double[] z = DoDirections.project(Directions.GAUSSIAN.draw(DRAWS, 1, 0, n, 3, d), gradients, n, d);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 3; k++) {
                for (int c = 0; c < 2; c++) {
                    assertThat(GramSchmidt.dot(z, k * n + i, gradients, c * n + i, d))
                            .isCloseTo(0, within(1e-14));
                }
            }
        }
    }

    @Test
    void projectionFollowsItsFormula() {
        double[] a = {3, 4, 0};
        double[] z = DoDirections.project(new double[] {1, 2, 5, -1, 0, 2}, a, 1, 3);
        // z - a (a . z) / 25: a . z is 11 and -3
        assertThat(z)
                .containsExactly(
                        new double[] {1 - 33 / 25.0, 2 - 44 / 25.0, 5, -1 + 9 / 25.0, 12 / 25.0, 2}, within(1e-15));
    }

    @Test
    void covarianceOfProjectedDirectionsIsTheProjector() {
        int n = 100_000;
        double[] a = {0.6, -0.8, 0};
        double[] gradients = new double[n * 3];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a, 0, gradients, 3 * i, 3);
        }
        double[] z = DoDirections.project(Directions.GAUSSIAN.draw(DRAWS, 1, 0, n, 1, 3), gradients, n, 3);
        for (int p = 0; p < 3; p++) {
            for (int q = 0; q < 3; q++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += z[3 * i + p] * z[3 * i + q];
                }
                assertThat(sum / n).isCloseTo((p == q ? 1 : 0) - a[p] * a[q], within(5 * Math.sqrt(2.0 / n)));
            }
        }
    }

    @Test
    void dependentAndVanishingGradientsHoldNothingMore() {
        double[] z = {1, 2, 3};
        assertThat(DoDirections.project(z, new double[3], 1, 3)).containsExactly(z);
        double[] once = DoDirections.project(z, new double[] {1, 1, 0}, 1, 3);
        assertThat(DoDirections.project(z, new double[] {1, 1, 0, 3, 3, 0, 0, 0, 0}, 1, 3))
                .containsExactly(once, within(1e-15));
    }

    /** B v = c for every direction, and the v are those projected plus the shortest of all solutions, by normal equations. */
    @Test
    void constrainedDirectionsGiveTheHeldOutputsTheirValues() {
        int d = 6;
        int n = 20;
        double[] gradients = DRAWS.normals(2, 0, 2 * n * d);
        double[] z = Directions.GAUSSIAN.draw(DRAWS, 1, 0, n, 3, d);
        double[] values = {0.5, -2};
        double[] v = DoDirections.constrain(z, gradients, values, n, d, DoDirections.DEPENDENT);
        double[] projected = DoDirections.project(z, gradients, n, d);
        for (int i = 0; i < n; i++) {
            double aa = GramSchmidt.dot(gradients, i, gradients, i, d);
            double ab = GramSchmidt.dot(gradients, i, gradients, n + i, d);
            double bb = GramSchmidt.dot(gradients, n + i, gradients, n + i, d);
            double det = aa * bb - ab * ab;
            double first = (bb * values[0] - ab * values[1]) / det;
            double second = (aa * values[1] - ab * values[0]) / det;
            for (int k = 0; k < 3; k++) {
                for (int c = 0; c < 2; c++) {
                    assertThat(GramSchmidt.dot(v, k * n + i, gradients, c * n + i, d))
                            .isCloseTo(values[c], within(1e-13));
                }
                for (int j = 0; j < d; j++) {
                    double shift = first * gradients[i * d + j] + second * gradients[(n + i) * d + j];
                    int at = (k * n + i) * d + j;
                    assertThat(v[at]).isCloseTo(projected[at] + shift, within(1e-12));
                }
            }
        }
    }

    /** I - B^T (B B^T)^-1 B for two rows that are not orthogonal, and the mean B^+ c. */
    @Test
    void constrainedDirectionsHaveTheirMeanAndCovariance() {
        double[][] b = {{1, 2, 0, 1}, {0, 1, -1, 3}};
        int n = 100_000;
        double[] gradients = new double[2 * n * 4];
        for (int i = 0; i < 2 * n; i++) {
            System.arraycopy(b[i / n], 0, gradients, 4 * i, 4);
        }
        double[] v = DoDirections.constrain(
                Directions.GAUSSIAN.draw(DRAWS, 1, 0, n, 1, 4), gradients, new double[] {1, 3}, n, 4, 1e-12);
        SampleMoments moments = SampleMoments.of(v, 4);
        double[][] covariance = GaussianDependence.constrainedCovariance(b);
        // B B^T = [[6, 5], [5, 11]], so (B B^T)^-1 (1, 3) = (-4, 13) / 41.
        for (int p = 0; p < 4; p++) {
            double mean = (-4 * b[0][p] + 13 * b[1][p]) / 41;
            assertThat(moments.mean()[p]).isCloseTo(mean, within(5 * moments.meanError()[p] + 1e-12));
            for (int q = 0; q < 4; q++) {
                assertThat(moments.covariance()[p][q])
                        .isCloseTo(covariance[p][q], within(5 * moments.covarianceError()[p][q] + 1e-12));
            }
        }
    }

    @Test
    void dependentRowsTakeValuesThatFollowFromTheOthers() {
        double[] z = {1, 2, 3};
        double[] rows = {1, 1, 0, 3, 3, 0, 0, 0, 0};
        assertThat(DoDirections.constrain(z, rows, new double[] {2, 6, 0}, 1, 3, 1e-12))
                .containsExactly(new double[] {0.5, 1.5, 3}, within(1e-14));
        assertThatThrownBy(() -> DoDirections.constrain(z, rows, new double[] {2, 5, 0}, 1, 3, 1e-12))
                .isInstanceOfSatisfying(
                        UnreachableValueException.class,
                        e -> assertThat(e.output()).isOne())
                .hasMessageContaining("no direction at sample 0 changes output 1 by 5.0");
        assertThatThrownBy(() -> DoDirections.constrain(z, rows, new double[] {2, 6, 1e-30}, 1, 3, 1e-12))
                .isInstanceOfSatisfying(
                        UnreachableValueException.class,
                        e -> assertThat(e.output()).isEqualTo(2));
        assertThatThrownBy(() -> DoDirections.constrain(z, rows, new double[2], 1, 3, 1e-12))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Gradients in float32 depend on each other up to its rounding errors only. */
    @Test
    void rowsThatDependUpToRoundingAreDependent() {
        double[] z = {1, 2, 3};
        double[] rows = {1, 1, 0, 3, (float) (3 + 4e-7), 0};
        assertThat(DoDirections.constrain(z, rows, new double[] {2, 6}, 1, 3, 1e-6))
                .containsExactly(new double[] {0.5, 1.5, 3}, within(1e-14));
    }
}
