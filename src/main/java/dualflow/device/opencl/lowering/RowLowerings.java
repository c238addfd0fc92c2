package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.Kernel;
import dualflow.launch.Target;
import dualflow.op.Broadcast;
import dualflow.op.Concat;
import dualflow.op.Fold;
import dualflow.op.MaxPool;
import dualflow.op.MaxPoolPosition;
import dualflow.op.Pad;
import dualflow.op.Permute;
import dualflow.op.Slice;
import dualflow.op.Unfold;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Walk;
import java.util.List;

/** Ops with one work-item per element of the result or, on CPUs, per several rows, by function {@code op_<name>_rows} of the same file. */
final class RowLowerings {
    private RowLowerings() {}

    static List<Candidate> concat(Concat op, Blocks blocks, Target target) {
        int first = blocks.block(0).size();
        int second = blocks.block(1).size();
        return inRows(op, blocks, target, first + second, new Arguments().ints(first, second));
    }

    static List<Candidate> slice(Slice op, Blocks blocks, Target target) {
        int size = blocks.result().size();
        int offset = op.start() * blocks.block(0).trailing(op.axis() - 1).size();
        return inRows(op, blocks, target, size, new Arguments().ints(size, offset));
    }

    static List<Candidate> pad(Pad op, Blocks blocks, Target target) {
        int size = blocks.result().size();
        int offset = op.before() * blocks.block(0).trailing(op.axis() - 1).size();
        int inner = blocks.block(0).size();
        return inRows(op, blocks, target, size, new Arguments().ints(size, offset, inner));
    }

    static List<Candidate> broadcast(Broadcast op, Blocks blocks, Target target) {
        return walk(op, op.source(), blocks, target);
    }

    static List<Candidate> permute(Permute op, Blocks blocks, Target target) {
        return walk(op, op.source(blocks), blocks, target);
    }

    /** The elements of the result are read in order from the offsets of a walk; rows run along its last axis. */
    private static List<Candidate> walk(Op op, Walk source, Blocks blocks, Target target) {
        int[] lengths = source.lengths();
        int row = lengths.length == 0 ? 1 : Math.max(1, lengths[0]);
        Arguments arguments = new Arguments().ints(blocks.result().size()).struct(Kernels.struct(source));
        return inRows(op, blocks, target, row, arguments);
    }

    static List<Candidate> unfold(Unfold op, Blocks blocks, Target target) {
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        Arguments arguments = new Arguments()
                .ints(x.dim(-3), x.dim(-2), x.dim(-1), y.dim(-4), y.dim(-3), op.window(), op.stride(), op.padding());
        return inRows(op, blocks, target, y.dim(-1), arguments);
    }

    static List<Candidate> fold(Fold op, Blocks blocks, Target target) {
        Shape x = blocks.block(0);
        Arguments arguments = new Arguments()
                .ints(op.height(), op.width(), x.dim(-1), x.dim(-4), x.dim(-3), op.window(), op.stride(), op.padding());
        return inRows(op, blocks, target, x.dim(-1), arguments);
    }

    static List<Candidate> maxPool(MaxPool op, Blocks blocks, Target target) {
        return windows(op, op.window(), op.stride(), op.padding(), blocks, target);
    }

    static List<Candidate> maxPoolPosition(MaxPoolPosition op, Blocks blocks, Target target) {
        return windows(op, op.window(), op.stride(), op.padding(), blocks, target);
    }

    private static List<Candidate> windows(Op op, int window, int stride, int padding, Blocks blocks, Target target) {
        Shape x = blocks.block(0);
        Shape y = blocks.result();
        Arguments arguments =
                new Arguments().ints(x.dim(-3), x.dim(-2), x.dim(-1), y.dim(-3), y.dim(-2), window, stride, padding);
        return inRows(op, blocks, target, y.dim(-1), arguments);
    }

    private static List<Candidate> inRows(Op op, Blocks blocks, Target target, int length, Arguments arguments) {
        String name = op.name();
        long numbers = (long) blocks.count() * blocks.result().size();
        Rows rows = Rows.of((int) (numbers / length), length);
        Kernel kernel = target.forCpus()
                ? Kernels.loops(name, name + "_rows", blocks, rows.items(), arguments.all(rows.arguments()))
                : Kernels.items(name, name, blocks, numbers, arguments);
        return List.of(Candidate.of(kernel, blocks));
    }
}
