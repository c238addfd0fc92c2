package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.Target;
import dualflow.op.Determinant;
import dualflow.op.JacobiRotations;
import dualflow.op.LogDeterminant;
import dualflow.op.MatDivide;
import dualflow.op.MatrixSquareRoot;
import dualflow.op.SymmetricEigenvalue;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import java.util.List;

/** Ops on square matrices: the first stage factorises each matrix, the second one computes the result from the factors. */
final class MatrixLowerings {
    private MatrixLowerings() {}

    static List<Candidate> matDivide(MatDivide op, Blocks blocks, Target target) {
        int d = blocks.block(1).dim(-1);
        int rows = blocks.block(0).dim(-2);
        int matrices = blocks.isShared(1) ? 1 : blocks.count();
        Rounds.require(target, op.name(), d, Rounds.ofFactors(d));
        Kernel quotients = Kernels.items(
                "mat_divide",
                "mat_divide",
                blocks,
                (long) blocks.count() * rows,
                new Arguments().ints(matrices, rows, d));
        return List.of(Candidate.of(
                factors(1, matrices, blocks),
                new Stage.OfKernel(quotients, List.of(0, 2), (long) blocks.count() * rows * d)));
    }

    static List<Candidate> determinant(Determinant op, Blocks blocks, Target target) {
        return ofFactors(op, blocks, target, new Arguments());
    }

    static List<Candidate> logDeterminant(LogDeterminant op, Blocks blocks, Target target) {
        return ofFactors(op, blocks, target, new Arguments().ints(op.absolute() ? 1 : 0));
    }

    /** A number for each matrix. */
    private static List<Candidate> ofFactors(Op op, Blocks blocks, Target target, Arguments components) {
        int d = blocks.block(0).dim(-1);
        Rounds.require(target, op.name(), d, Rounds.ofFactors(d));
        Arguments arguments = new Arguments().ints(d).all(components);
        Kernel numbers = Kernels.items(op.name(), op.name(), blocks, blocks.count(), arguments);
        return List.of(Candidate.of(
                factors(0, blocks.count(), blocks), new Stage.OfKernel(numbers, List.of(1), blocks.count())));
    }

    /** Factors and pivots of an argument's matrices. */
    private static Stage factors(int argument, int matrices, Blocks blocks) {
        int d = blocks.block(argument).dim(-1);
        Arguments arguments = new Arguments().ints(argument, d);
        Kernel kernel = Kernels.items("lu_factors", "lu_factors", blocks, matrices, arguments);
        return new Stage.OfKernel(kernel, List.of(argument), (long) matrices * d * (d + 1));
    }

    static List<Candidate> matrixSquareRoot(MatrixSquareRoot op, Blocks blocks, Target target) {
        return ofEigen(op, blocks, target, blocks.shape().size(), new Arguments());
    }

    static List<Candidate> symmetricEigenvalue(SymmetricEigenvalue op, Blocks blocks, Target target) {
        return ofEigen(op, blocks, target, blocks.count(), new Arguments().ints(op.index()));
    }

    /** Numbers computed from the eigenvalues and eigenvectors. */
    private static List<Candidate> ofEigen(Op op, Blocks blocks, Target target, int numbers, Arguments components) {
        int d = blocks.block(0).dim(-1);
        Rounds.require(target, op.name(), d, Rounds.ofEigen(d));
        Kernel eigen = Kernels.items(
                "symmetric_eigen",
                "symmetric_eigen",
                blocks,
                blocks.count(),
                new Arguments().ints(d, JacobiRotations.SWEEPS));
        Kernel result = Kernels.items(
                op.name(), op.name(), blocks, numbers, new Arguments().ints(d).all(components));
        return List.of(Candidate.of(
                new Stage.OfKernel(eigen, List.of(0), 2L * blocks.count() * d * d),
                new Stage.OfKernel(result, List.of(1), numbers)));
    }
}
