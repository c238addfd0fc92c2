package dualflow.op;

import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * An eigenvalue of symmetric matrices S, over the last two axes, by {@link JacobiRotations}; S = (X + X^T) / 2 is the symmetric part of the
 * argument. NaN where one of the eigenvalues is.
 *
 * <p>Its differential is the trace of P dS, where P projects on the eigenvector: the cofactors of s I - S, divided by their sum on the
 * diagonal. A multiple eigenvalue has no derivative: where an eigenvalue differs from its neighbours by no more than their rounding
 * errors, {@link #ROUNDING} d ulp times the norm of S, its derivatives are NaN.
 *
 * @param index the number of eigenvalues that are greater, counted with their multiplicity: 0 is the largest
 */
public record SymmetricEigenvalue(int index) implements NonlinearOp {
    private static final double ROUNDING = 8;

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public int trailing(int argument) {
        return 2;
    }

    @Override
    public Shape block(List<Shape> blocks) {
        int d = Triangle.requireSquare(blocks.get(0)).dim(-1);
        if (index < 0 || index >= d) {
            throw new ShapeException("there is no eigenvalue " + index + "; a matrix of " + d
                    + " rows has the eigenvalues 0 .. " + (d - 1));
        }
        return Shape.SCALAR;
    }

    @Override
    public void host(Blocks blocks, int from, int to, double[][] x, double[] y) {
        int d = blocks.block(0).dim(-1);
        double[] s = new double[d * d];
        double[] v = new double[d * d];
        for (int block = from; block < to; block++) {
            JacobiRotations.symmetricPart(x[0], blocks.start(0, block), d, s);
            JacobiRotations.decompose(s, d, v);
            y[block] = Double.NaN;
            for (int k = 0; k < d; k++) {
                int before = 0;
                for (int l = 0; l < d; l++) {
                    double other = s[l * d + l];
                    before += other > s[k * d + k] || (other == s[k * d + k] && l < k) ? 1 : 0;
                    before += Double.isNaN(other) ? d : 0;
                }
                y[block] = before == index ? s[k * d + k] : y[block];
            }
        }
    }

    @Override
    public void host(Blocks blocks, int from, int to, float[][] x, float[] y) {
        int d = blocks.block(0).dim(-1);
        float[] s = new float[d * d];
        float[] v = new float[d * d];
        for (int block = from; block < to; block++) {
            JacobiRotations.symmetricPart(x[0], blocks.start(0, block), d, s);
            JacobiRotations.decompose(s, d, v);
            y[block] = Float.NaN;
            for (int k = 0; k < d; k++) {
                int before = 0;
                for (int l = 0; l < d; l++) {
                    float other = s[l * d + l];
                    before += other > s[k * d + k] || (other == s[k * d + k] && l < k) ? 1 : 0;
                    before += Float.isNaN(other) ? d : 0;
                }
                y[block] = before == index ? s[k * d + k] : y[block];
            }
        }
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        Tensor s = MatrixFunctions.symmetricPart(x.get(0));
        Tensor value = Ops.insertAxes(y, y.shape().rank(), 2);
        Tensor identity = MatrixFunctions.identity(s.shape().dim(-1), s);
        Tensor cofactors = Ops.cofactors(Ops.subtract(Ops.multiply(value, identity), s));
        Tensor scale = Ops.multiply(Ops.trace(cofactors), simple(Ops.stopGradient(y), Ops.stopGradient(s)));
        Tensor projection =
                Ops.divide(cofactors, Ops.insertAxes(scale, y.shape().rank(), 2));
        return Ops.sum(Ops.multiply(projection, MatrixFunctions.symmetricPart(xDot.get(0))), 2);
    }

    /** 1 where the eigenvalue is simple, NaN where it cannot be told from a neighbour. */
    private Tensor simple(Tensor y, Tensor s) {
        int d = s.shape().dim(-1);
        double ulp = s.dtype() == DType.FLOAT32 ? 0x1p-23 : 0x1p-52;
        Tensor rounding = Ops.scale(Ops.max(Ops.sum(Ops.abs(s), 1), 1), ROUNDING * d * ulp);
        Tensor simple = Ops.shift(Ops.zerosLike(rounding), 1);
        for (int neighbour : new int[] {index - 1, index + 1}) {
            if (neighbour >= 0 && neighbour < d) {
                Tensor gap = Ops.abs(Ops.subtract(y, new SymmetricEigenvalue(neighbour).on(s)));
                simple = Ops.multiply(simple, Ops.sqrt(Ops.compare(gap, rounding)));
            }
        }
        return simple;
    }
}
