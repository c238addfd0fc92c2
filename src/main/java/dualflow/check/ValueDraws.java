package dualflow.check;

import dualflow.op.Elementary;
import dualflow.semantics.TypeShapes;
import dualflow.syntax.Symbol.Simple;
import dualflow.tensor.Shape;
import java.util.Map;

/** Draws of numbers and vectors, and by {@link MatrixDraws} of matrices. */
final class ValueDraws {
    private ValueDraws() {}

    /** The elements of one value of a type, row-major. */
    static double[] draw(Simple type, Map<String, Integer> sizes, RandomNumbers random, DrawMode mode) {
        Shape shape = TypeShapes.of(type, sizes);
        return switch (type.kind()) {
            case NUMBER -> number(mode, random.normal(), random.pick(1, -1, 2, 0.5, 0), random.pick(0, 1));
            case POSITIVE ->
                number(mode, Elementary.exp(0.6 * random.normal()), random.pick(1, 2, 0.5), random.pick(1, 1e-3));
            case TIME -> number(mode, random.uniform(0.05, 0.95), random.pick(0.5, 0.25, 0.75), random.pick(0, 1));
            case SMALL -> new double[] {1};
            case INDEX -> new double[] {random.below(TypeShapes.size(type, 0, sizes))};
            case VECTOR -> vector(shape.size(), random, mode);
            case SIMPLEX -> simplex(random.normals(shape.size(), mode == DrawMode.GENERIC ? 0.8 : 0));
            case UNIT -> unit(shape.size(), random, mode);
            default -> MatrixDraws.draw(type.kind(), shape.dims(), random, mode);
        };
    }

    private static double[] number(DrawMode mode, double generic, double lattice, double edge) {
        return new double[] {
            switch (mode) {
                case GENERIC -> generic;
                case LATTICE -> lattice;
                case EDGE -> edge;
            }
        };
    }

    private static double[] vector(int length, RandomNumbers random, DrawMode mode) {
        return switch (mode) {
            case GENERIC -> random.normals(length, 1);
            case LATTICE -> random.picks(length, 0, 1, -1, 1, 2);
            case EDGE -> SmallMatrices.filled(length, random.pick(0, 1));
        };
    }

    /** The weights exp(logits), of sum 1. */
    static double[] simplex(double[] logits) {
        double[] weights = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Elementary.exp(logits[i]);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double[] unit(int length, RandomNumbers random, DrawMode mode) {
        if (mode != DrawMode.GENERIC) {
            double[] axis = new double[length];
            axis[random.below(length)] = 1;
            return axis;
        }
        double[] direction = random.normals(length, 1);
        double square = 0;
        for (double entry : direction) {
            square = Math.fma(entry, entry, square);
        }
        for (int i = 0; i < length; i++) {
            direction[i] /= Math.sqrt(square);
        }
        return direction;
    }
}
