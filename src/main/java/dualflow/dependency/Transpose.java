package dualflow.dependency;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Linearized;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The transposed derivative of a map at points. */
@FunctionalInterface
public interface Transpose {
    /**
     * Pulls cotangents back.
     *
     * @param x the points, [n, d]
     * @param cotangents gives, for the map's result [n, m] at these points, cotangents w of its shape
     * @return J(x)^T w for each of them, [n, d]
     */
    List<Tensor> pull(Tensor x, Function<Tensor, List<Tensor>> cotangents);

    /**
     * By linearizing the whole map, which keeps what all its operations leave behind.
     *
     * @param map the map
     * @return its transposed derivative
     */
    static Transpose of(UnaryOperator<Tensor> map) {
        return (x, cotangents) -> {
            Linearized linearized = Autodiff.linearize(map, x);
            return cotangents.apply(linearized.primal()).stream()
                    .map(w -> linearized.map().applyTranspose(w).get(0))
                    .toList();
        };
    }
}
