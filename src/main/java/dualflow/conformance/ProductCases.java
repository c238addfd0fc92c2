package dualflow.conformance;

import dualflow.op.Cholesky;
import dualflow.op.Convolution;
import dualflow.op.ConvolutionWeights;
import dualflow.op.MatMul;
import dualflow.op.TransposedConvolution;
import dualflow.op.Triangle;
import dualflow.op.TriangularInverse;
import dualflow.op.TriangularMatMul;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Matrix products, convolutions, and ops on square matrices. */
final class ProductCases {
    private ProductCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        cases.addAll(OpCase.square(new Cholesky()));
        cases.addAll(List.of(
                OpCase.of(new Convolution(1, 1), Shape.of(5, 4, 2), Shape.of(3, 3, 2, 3)),
                OpCase.of(new Convolution(1, 0), Shape.of(2, 3, 2, 5), Shape.of(1, 1, 5, 7)),
                OpCase.of(new Convolution(2, 3), Shape.of(9, 6, 1), Shape.of(7, 7, 1, 2)),
                OpCase.of(new Convolution(3, 2), Shape.of(5, 3, 1), Shape.of(2, 4, 2, 1, 2)),
                OpCase.of(new Convolution(2, 0), Shape.of(2, 1, 3, 4, 2), Shape.of(3, 1, 3, 2, 1)),
                OpCase.of(new Convolution(1, 1), Shape.of(0, 3, 2), Shape.of(2, 3, 2, 2)),
                OpCase.of(new Convolution(1, 0), Shape.of(2, 3, 0), Shape.of(2, 3, 0, 2)),
                OpCase.of(new Convolution(1, 0), Shape.of(0, 3, 3, 1), Shape.of(3, 3, 1, 2)),
                // Tiles of one to four vectors, full and partial, of one image and of several; terms taken in parts.
                OpCase.of(new Convolution(1, 1), Shape.of(3, 5, 1), Shape.of(3, 3, 1, 16)),
                OpCase.of(new Convolution(1, 1), Shape.of(11, 1, 2, 2), Shape.of(3, 3, 2, 32)),
                OpCase.of(new Convolution(2, 1), Shape.of(3, 4, 4, 1), Shape.of(4, 4, 1, 48)),
                OpCase.of(new Convolution(1, 2), Shape.of(2, 1, 2), Shape.of(2, 1, 2, 4, 2, 64)),
                OpCase.of(new Convolution(1, 0), Shape.of(5, 2, 1, 3), Shape.of(1, 1, 3, 80)),
                OpCase.of(new Convolution(2, 1), Shape.of(2, 3, 2, 300), Shape.of(3, 3, 300, 18)),
                OpCase.of(new Convolution(1, 1), Shape.of(2, 1, 700), Shape.of(2, 3, 700, 16))));
        cases.addAll(List.of(
                OpCase.of(new ConvolutionWeights(1, 1, 3, 3), Shape.of(2, 5, 4, 2), Shape.of(2, 5, 4, 3)),
                OpCase.of(new ConvolutionWeights(1, 0, 1, 1), Shape.of(3, 2, 3, 5), Shape.of(3, 2, 3, 1)),
                OpCase.of(new ConvolutionWeights(2, 3, 7, 7), Shape.of(1, 9, 6, 1), Shape.of(1, 5, 3, 2)),
                OpCase.of(new ConvolutionWeights(3, 2, 4, 2), Shape.of(2, 5, 3, 1), Shape.of(4, 2, 2, 2, 2)),
                OpCase.of(new ConvolutionWeights(2, 0, 1, 3), Shape.of(2, 1, 1, 3, 4, 2), Shape.of(3, 1, 2, 1, 1)),
                OpCase.of(new ConvolutionWeights(1, 0, 2, 2), Shape.of(0, 3, 3, 1), Shape.of(0, 2, 2, 2)),
                OpCase.of(new ConvolutionWeights(1, 1, 2, 3), Shape.of(1, 0, 3, 2), Shape.of(1, 1, 3, 2)),
                // More rows than one partial sum has.
                OpCase.of(new ConvolutionWeights(1, 0, 1, 2), Shape.of(3, 5, 131, 1), Shape.of(3, 5, 130, 1)),
                // Whole vectors: register blocks of one to three vectors, channels full and partial.
                OpCase.of(new ConvolutionWeights(1, 1, 3, 3), Shape.of(2, 3, 5, 3), Shape.of(2, 3, 5, 16)),
                OpCase.of(new ConvolutionWeights(2, 1, 4, 4), Shape.of(2, 4, 4, 9), Shape.of(2, 2, 2, 32)),
                OpCase.of(new ConvolutionWeights(1, 2, 2, 2), Shape.of(1, 1, 1, 1), Shape.of(2, 1, 4, 4, 80)),
                OpCase.of(new ConvolutionWeights(1, 0, 1, 1), Shape.of(2, 44, 3, 1), Shape.of(2, 44, 3, 16)),
                // More partial sums than are added at once.
                OpCase.of(new ConvolutionWeights(1, 0, 1, 2), Shape.of(2, 5, 131, 2), Shape.of(2, 5, 130, 16)),
                OpCase.of(new ConvolutionWeights(1, 0, 2, 2), Shape.of(0, 3, 3, 2), Shape.of(0, 2, 2, 16))));
        cases.addAll(List.of(
                OpCase.of(new MatMul(), Shape.of(1, 1), Shape.of(1, 1)),
                OpCase.of(new MatMul(), Shape.of(3, 5), Shape.of(5, 7)),
                OpCase.of(new MatMul(), Shape.of(3, 0), Shape.of(0, 2)),
                OpCase.of(new MatMul(), Shape.of(0, 3), Shape.of(3, 2)),
                OpCase.of(new MatMul(), Shape.of(2, 1, 3, 5), Shape.of(3, 5, 2)),
                OpCase.of(new MatMul(), Shape.of(17, 19), Shape.of(3, 19, 1)),
                OpCase.of(new MatMul(), Shape.of(4, 2, 13), Shape.of(13, 3)),
                // Whole vectors, in tiles of one to four; columns that are copied, in parts; several groups of rows.
                OpCase.of(new MatMul(), Shape.of(2, 3, 4), Shape.of(4, 64)),
                OpCase.of(new MatMul(), Shape.of(7, 2), Shape.of(2, 2, 80)),
                OpCase.of(new MatMul(), Shape.of(9, 800), Shape.of(800, 16)),
                OpCase.of(new MatMul(), Shape.of(2, 1200), Shape.of(1200, 18)),
                OpCase.of(new MatMul(), Shape.of(200, 3), Shape.of(3, 16))));
        cases.addAll(List.of(
                OpCase.of(new TransposedConvolution(1, 1, 5, 4), Shape.of(5, 4, 2), Shape.of(3, 3, 2, 3)),
                OpCase.of(new TransposedConvolution(2, 0, 4, 6), Shape.of(2, 2, 3, 3), Shape.of(2, 2, 3, 2)),
                OpCase.of(new TransposedConvolution(2, 3, 9, 6), Shape.of(5, 3, 1), Shape.of(7, 7, 1, 2)),
                OpCase.of(new TransposedConvolution(3, 2, 5, 3), Shape.of(2, 2, 1), Shape.of(2, 4, 2, 1, 2)),
                OpCase.of(new TransposedConvolution(2, 0, 4, 5), Shape.of(2, 1, 2, 2, 2), Shape.of(3, 1, 3, 2, 1)),
                OpCase.of(new TransposedConvolution(1, 0, 3, 3), Shape.of(0, 1, 1, 1), Shape.of(3, 3, 1, 2)),
                OpCase.of(new TransposedConvolution(1, 1, 0, 3), Shape.of(1, 3, 2), Shape.of(2, 3, 2, 2)),
                OpCase.of(new TransposedConvolution(1, 0, 2, 3), Shape.of(1, 1, 0), Shape.of(2, 3, 0, 2)),
                // Whole vectors: tiles of one to four vectors, full and partial, of one image and of several.
                OpCase.of(new TransposedConvolution(1, 1, 3, 5), Shape.of(3, 5, 1), Shape.of(3, 3, 1, 16)),
                OpCase.of(new TransposedConvolution(2, 1, 3, 2), Shape.of(9, 2, 2, 1), Shape.of(3, 2, 1, 48)),
                OpCase.of(new TransposedConvolution(2, 0, 3, 3), Shape.of(1, 1, 2), Shape.of(2, 1, 2, 2, 2, 32)),
                OpCase.of(new TransposedConvolution(1, 0, 2, 1), Shape.of(5, 2, 1, 3), Shape.of(1, 1, 3, 64))));
        cases.addAll(OpCase.square(new TriangularInverse()));
        cases.addAll(triangular());
        return cases;
    }

    private static List<OpCase> triangular() {
        List<OpCase> cases = new ArrayList<>();
        for (Triangle left : Triangle.values()) {
            for (Triangle right : Triangle.values()) {
                for (Triangle result : Triangle.values()) {
                    cases.add(OpCase.of(new TriangularMatMul(left, right, result), Shape.of(3, 3), Shape.of(3, 3)));
                }
            }
        }
        TriangularMatMul lower = new TriangularMatMul(Triangle.LOWER, Triangle.LOWER, Triangle.LOWER);
        cases.add(OpCase.of(lower, Shape.of(1, 1), Shape.of(1, 1)));
        cases.add(OpCase.of(lower, Shape.of(0, 0), Shape.of(0, 0)));
        cases.add(OpCase.of(lower, Shape.of(0, 4, 4), Shape.of(4, 4)));
        cases.add(OpCase.of(lower, Shape.of(2, 1, 5, 5), Shape.of(3, 5, 5)));
        cases.add(OpCase.of(lower, Shape.of(4, 2), Shape.of(2, 3)));
        cases.add(OpCase.of(
                new TriangularMatMul(Triangle.UPPER, Triangle.ALL, Triangle.UPPER), Shape.of(2, 3), Shape.of(3, 17)));
        cases.add(OpCase.of(
                new TriangularMatMul(Triangle.ALL, Triangle.UPPER, Triangle.LOWER), Shape.of(7, 5), Shape.of(2, 5, 6)));
        return cases;
    }
}
