package dualflow.semantics;

import dualflow.autodiff.Autodiff;
import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The mean over a standard normal vector xi of a sum of p e^q, where p is a polynomial and q a polynomial of degree 2, by completing the square: with q =
 * q0 + g' xi + xi' H xi/2 and M = I - H it is det(M)^(-1/2) e^(q0 + g' M^-1 g/2) times the mean of p over the normal distribution of mean M^-1 g and
 * covariance M^-1. Where M is not positive definite the mean is infinite, and the result is no number.
 */
final class ExponentialMean {
    private final Context context;
    private final Function<Tensor, Value> body;
    private final int dimension;

    /**
     * A mean.
     *
     * @param body as a function of xi
     * @param dimension of xi
     */
    ExponentialMean(Context context, Function<Tensor, Value> body, int dimension) {
        this.context = context;
        this.body = body;
        this.dimension = dimension;
    }

    /** The mean; nothing if the body is no such sum, or its polynomials need too many nodes. */
    Optional<Tensor> mean() {
        Optional<List<Value.Term>> terms = terms(zero());
        if (terms.isEmpty() || !terms.get().stream().allMatch(this::isTractable)) {
            return Optional.empty();
        }
        Tensor sum = null;
        for (int k = 0; k < terms.get().size(); k++) {
            int degree = (int) terms.get().get(k).factor().degree().total();
            Tensor mean = ofTerm(k, degree);
            sum = sum == null ? mean : Ops.add(sum, mean);
        }
        return Optional.of(sum);
    }

    private Tensor zero() {
        return context.fill(Shape.of(dimension), 0);
    }

    private Optional<List<Value.Term>> terms(Tensor xi) {
        return ExponentialSums.terms(context, body.apply(xi));
    }

    private Value.Term term(Tensor xi, int k) {
        return terms(xi).orElseThrow().get(k);
    }

    private boolean isTractable(Value.Term term) {
        Degree degree = term.factor().degree();
        return degree.isPolynomial() && Math.pow((int) degree.total() / 2 + 1, dimension) <= Quadrature.MOST_NODES;
    }

    private Tensor ofTerm(int k, int degree) {
        Function<Tensor, Tensor> exponent = xi -> term(xi, k).exponent().tensor();
        Tensor q0 = exponent.apply(zero());
        Tensor g = Autodiff.jacobian(exponent::apply, zero());
        Tensor hessian = Autodiff.jacobian(z -> Autodiff.jacobian(exponent::apply, z), zero());
        Tensor m = Ops.subtract(context.identity(dimension), hessian);
        Tensor root = Ops.triangularInverse(Ops.cholesky(m)); // R with R m R' = I, so that R' xi has covariance m^-1
        Tensor z = Ops.matmul(root, ValueArithmetic.asColumn(g));
        Tensor center = ValueArithmetic.flat(Ops.matmul(Ops.transpose(root), z));
        Tensor logarithm =
                Ops.add(Ops.add(q0, Ops.scale(Ops.sum(Ops.multiply(z, z)), 0.5)), Ops.sum(Ops.log(Ops.diagonal(root))));
        Tensor mean = degree <= 1 ? term(center, k).factor().tensor() : ofPolynomial(k, degree, center, root);
        return Ops.multiply(Ops.exp(logarithm), mean);
    }

    private Tensor ofPolynomial(int k, int degree, Tensor center, Tensor root) {
        Nodes nodes = Nodes.hermite(degree / 2 + 1).grid(dimension);
        return Quadrature.sum(context, nodes, dimension, node -> {
            Tensor moved = Ops.matmul(Ops.transpose(root), ValueArithmetic.asColumn(node));
            return term(Ops.add(center, ValueArithmetic.flat(moved)), k)
                    .factor()
                    .tensor();
        });
    }
}
