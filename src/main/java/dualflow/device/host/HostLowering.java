package dualflow.device.host;

import dualflow.op.Add;
import dualflow.op.Convolution;
import dualflow.op.ConvolutionByWinograd;
import dualflow.op.ConvolutionWeights;
import dualflow.op.ConvolutionWeightsByWinograd;
import dualflow.op.MatMul;
import dualflow.op.Multiply;
import dualflow.op.Scale;
import dualflow.op.Subtract;
import dualflow.op.TransposedConvolution;
import dualflow.op.Where;
import dualflow.op.WinogradConvolution;
import dualflow.op.WinogradInput;
import dualflow.op.WinogradOutput;
import dualflow.op.WinogradWeights;
import dualflow.tensor.Blocks;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Op;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;

/**
 * The loops that the host runs for an op: for the classes and forms listed here, loops that the JVM vectorises, with the same arithmetic in
 * the same order as the defining loops; for all other ops, the defining loops themselves.
 *
 * @param items the number of items of the result that can be computed independently, so that they can be distributed over threads
 * @param doubles the float64 loops
 * @param floats the float32 loops
 * @param <T> the class or form of the ops
 */
record HostLowering<T extends Op>(ToIntBiFunction<T, Blocks> items, Doubles<T> doubles, Floats<T> floats) {
    /** Loops in float64. */
    interface Doubles<T> {
        /** Computes items of the result y from the arguments x. */
        void run(T op, Blocks blocks, int from, int to, double[][] x, double[] y);
    }

    /** Loops in float32. */
    interface Floats<T> {
        /** Computes items of the result y from the arguments x. */
        void run(T op, Blocks blocks, int from, int to, float[][] x, float[] y);
    }

    private static final Map<Class<? extends Op>, HostLowering<?>> LISTED = new LinkedHashMap<>();

    private static int rows(Blocks blocks) {
        return blocks.count() * blocks.result().leading(1).size();
    }

    private static int images(Blocks blocks) {
        return blocks.count() * blocks.result().dim(-4);
    }

    private static int tilesOfArgument(Blocks blocks) {
        return blocks.count() * blocks.block(0).dim(-2);
    }

    /** The rows along the last axis at one position, or tap, of results whose first axes are positions. */
    private static int rowsOfPlaces(Blocks blocks) {
        return blocks.count() * blocks.result().dim(-2);
    }

    static {
        list(MatMul.class, HostLowering::rows, ProductLoopsDouble::matMul, ProductLoopsFloat::matMul);
        list(Convolution.class, HostLowering::rows, ProductLoopsDouble::convolution, ProductLoopsFloat::convolution);
        list(
                TransposedConvolution.class,
                HostLowering::rows,
                ProductLoopsDouble::transposed,
                ProductLoopsFloat::transposed);
        list(ConvolutionWeights.class, HostLowering::rows, ProductLoopsDouble::weights, ProductLoopsFloat::weights);
        list(WinogradInput.class, HostLowering::rowsOfPlaces, WinogradLoopsDouble::input, WinogradLoopsFloat::input);
        list(
                WinogradOutput.class,
                HostLowering::tilesOfArgument,
                WinogradLoopsDouble::output,
                WinogradLoopsFloat::output);
        list(
                WinogradWeights.class,
                HostLowering::rowsOfPlaces,
                WinogradLoopsDouble::weights,
                WinogradLoopsFloat::weights);
        list(
                WinogradConvolution.class,
                WinogradLoopsFloat::groups,
                WinogradLoopsDouble::convolution,
                WinogradLoopsFloat::convolution);
        list(
                ConvolutionByWinograd.class,
                HostLowering::images,
                WinogradLoopsDouble::ofKernels,
                WinogradLoopsFloat::ofKernels);
        list(
                ConvolutionWeightsByWinograd.class,
                HostLowering::rowsOfPlaces,
                WinogradLoopsDouble::cotangent,
                WinogradLoopsFloat::cotangent);
        list(Add.class, Blocks::count, ElementwiseLoopsDouble::add, ElementwiseLoopsFloat::add);
        list(Subtract.class, Blocks::count, ElementwiseLoopsDouble::subtract, ElementwiseLoopsFloat::subtract);
        list(Multiply.class, Blocks::count, ElementwiseLoopsDouble::multiply, ElementwiseLoopsFloat::multiply);
        list(Scale.class, Blocks::count, ElementwiseLoopsDouble::scale, ElementwiseLoopsFloat::scale);
        list(ElementwiseOp.Unary.class, Blocks::count, ElementwiseLoopsDouble::unary, ElementwiseLoopsFloat::unary);
        list(ElementwiseOp.Binary.class, Blocks::count, ElementwiseLoopsDouble::binary, ElementwiseLoopsFloat::binary);
        list(Where.class, Blocks::count, ElementwiseLoopsDouble::where, ElementwiseLoopsFloat::where);
    }

    private static <T extends Op> void list(
            Class<T> type, ToIntFunction<Blocks> items, Doubles<T> doubles, Floats<T> floats) {
        LISTED.put(type, new HostLowering<T>((op, blocks) -> items.applyAsInt(blocks), doubles, floats));
    }

    private static final ClassValue<HostLowering<?>> OF_CLASS = new ClassValue<>() {
        @Override
        protected HostLowering<?> computeValue(Class<?> type) {
            return LISTED.keySet().stream()
                    .filter(listed -> listed.isAssignableFrom(type))
                    .<HostLowering<?>>map(LISTED::get)
                    .findFirst()
                    .orElse(new HostLowering<>(Op::hostItems, Op::host, Op::host));
        }
    };

    /** The loops of an op: those listed for its class or form, otherwise the defining ones. */
    @SuppressWarnings("unchecked") // listed for the op's class or a superclass
    static HostLowering<Op> of(Op op) {
        return (HostLowering<Op>) OF_CLASS.get(op.getClass());
    }
}
