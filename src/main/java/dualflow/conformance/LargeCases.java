package dualflow.conformance;

import dualflow.op.Add;
import dualflow.op.Argsort;
import dualflow.op.Cholesky;
import dualflow.op.Concat;
import dualflow.op.Convolution;
import dualflow.op.ConvolutionByWinograd;
import dualflow.op.ConvolutionWeights;
import dualflow.op.ConvolutionWeightsByWinograd;
import dualflow.op.CumulativeSum;
import dualflow.op.Determinant;
import dualflow.op.Exp;
import dualflow.op.LogSumExp;
import dualflow.op.MatDivide;
import dualflow.op.MatMul;
import dualflow.op.MatrixSquareRoot;
import dualflow.op.Max;
import dualflow.op.MaxPool;
import dualflow.op.Permute;
import dualflow.op.Slice;
import dualflow.op.Softmax;
import dualflow.op.Sum;
import dualflow.op.Tanh;
import dualflow.op.TransposedConvolution;
import dualflow.op.TriangularInverse;
import dualflow.op.WinogradConvolution;
import dualflow.tensor.Shape;
import java.util.List;

/** Arguments of the size that networks have; most lengths are primes, so that rows begin at all alignments. */
final class LargeCases {
    private LargeCases() {}

    static List<Trial> all() {
        OpCase.Numbers diagonal = OpCase.Numbers.dominantDiagonal();
        Shape square = Shape.of(67, 67);
        return List.<OpCase>of(
                        OpCase.of(new Exp(), Shape.of(1_000_003)),
                        OpCase.of(new Tanh(), Shape.of(257, 4099)),
                        OpCase.of(new Add(), Shape.of(1031, 1033), Shape.of(1033)),
                        OpCase.of(new Add(), Shape.of(16, 1, 131, 1), Shape.of(31, 1, 17)),
                        OpCase.of(new Sum(Shape.of(1_048_583), Shape.SCALAR), Shape.of(1_048_583)),
                        OpCase.of(new Sum(Shape.of(2053, 1031), Shape.of(1031)), Shape.of(2053, 1031)),
                        OpCase.of(new Softmax(1), Shape.of(1009, 1021)),
                        OpCase.of(new LogSumExp(1), Shape.of(127, 8191)),
                        OpCase.of(new Max(1), Shape.of(1009, 1021)),
                        OpCase.of(new Argsort(), Shape.of(3, 40_009)),
                        OpCase.of(new CumulativeSum(false), Shape.of(5, 100_003)),
                        OpCase.of(new Permute(1, 0), Shape.of(1021, 1031)),
                        OpCase.of(new Concat(1), Shape.of(1009, 3), Shape.of(1009, 1021)),
                        OpCase.of(new Slice(1, 7, 1013), Shape.of(1009, 1021)),
                        OpCase.of(new MaxPool(3, 2, 1), Shape.of(2, 127, 131, 17)),
                        OpCase.of(new MatMul(), Shape.of(257, 263), Shape.of(263, 269)),
                        OpCase.of(new MatMul(), Shape.of(3, 128, 256), Shape.of(256, 192)),
                        OpCase.of(new MatMul(), Shape.of(1, 4099), Shape.of(4099, 1021)),
                        OpCase.of(new Convolution(1, 1), Shape.of(2, 31, 37, 32), Shape.of(3, 3, 32, 48)),
                        OpCase.of(new Convolution(2, 3), Shape.of(2, 61, 67, 3), Shape.of(7, 7, 3, 64)),
                        OpCase.of(
                                new TransposedConvolution(2, 0, 62, 74),
                                Shape.of(2, 31, 37, 32),
                                Shape.of(2, 2, 32, 48)),
                        OpCase.of(new ConvolutionWeights(1, 1, 3, 3), Shape.of(2, 31, 37, 32), Shape.of(2, 31, 37, 48)),
                        OpCase.of(new WinogradConvolution(1), Shape.of(2, 31, 37, 32), Shape.of(36, 32, 48)),
                        OpCase.of(new ConvolutionByWinograd(1, false), Shape.of(2, 31, 37, 32), Shape.of(3, 3, 32, 48)),
                        OpCase.of(
                                new ConvolutionWeightsByWinograd(1), Shape.of(2, 31, 37, 32), Shape.of(2, 31, 37, 48)),
                        new OpCase(new Cholesky(), List.of(square), List.of(diagonal)),
                        new OpCase(new TriangularInverse(), List.of(square), List.of(diagonal)),
                        // Mesa's llvmpipe ends the loops of a work-item after 65,535 rounds, and larger ones are
                        // refused there.
                        new OpCase(new Determinant(), List.of(Shape.of(47, 47)), List.of(diagonal)),
                        new OpCase(
                                new MatDivide(),
                                List.of(Shape.of(131, 47), Shape.of(47, 47)),
                                List.of(diagonal, diagonal)),
                        new OpCase(new MatrixSquareRoot(), List.of(Shape.of(7, 17, 17)), List.of(diagonal)))
                .stream()
                .<Trial>map(OpTrial::usual)
                .toList();
    }
}
