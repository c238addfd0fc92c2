package dualflow.conformance;

import dualflow.op.Abs;
import dualflow.op.Acos;
import dualflow.op.Add;
import dualflow.op.Asin;
import dualflow.op.Atan;
import dualflow.op.Atan2;
import dualflow.op.Cbrt;
import dualflow.op.Compare;
import dualflow.op.Cos;
import dualflow.op.Cosh;
import dualflow.op.DirectionCosine;
import dualflow.op.Divide;
import dualflow.op.Erf;
import dualflow.op.ErfSlope;
import dualflow.op.Erfcx;
import dualflow.op.Erfinv;
import dualflow.op.ErfinvSlope;
import dualflow.op.Exp;
import dualflow.op.Expm1;
import dualflow.op.Floor;
import dualflow.op.Hypot;
import dualflow.op.Log;
import dualflow.op.Log1p;
import dualflow.op.Log2;
import dualflow.op.LogGamma;
import dualflow.op.LogNdtr;
import dualflow.op.Maximum;
import dualflow.op.Minimum;
import dualflow.op.Multiply;
import dualflow.op.Ndtr;
import dualflow.op.Ndtri;
import dualflow.op.NdtriSlope;
import dualflow.op.NormalPdf;
import dualflow.op.Polygamma;
import dualflow.op.Pow;
import dualflow.op.PowPartial;
import dualflow.op.Reciprocal;
import dualflow.op.Relu;
import dualflow.op.Remainder;
import dualflow.op.Round;
import dualflow.op.Scale;
import dualflow.op.Select;
import dualflow.op.Semicircle;
import dualflow.op.Shift;
import dualflow.op.Sigmoid;
import dualflow.op.SigmoidSlope;
import dualflow.op.Sign;
import dualflow.op.Silu;
import dualflow.op.SiluSlope;
import dualflow.op.Sin;
import dualflow.op.Sinh;
import dualflow.op.Softplus;
import dualflow.op.Sqrt;
import dualflow.op.Subtract;
import dualflow.op.Tan;
import dualflow.op.Tanh;
import dualflow.op.Where;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Elementwise ops. */
final class ElementwiseCases {
    private ElementwiseCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        cases.addAll(OpCase.unary(new Abs(), OpCase.Numbers.eitherSign(0.1, 3)));
        cases.addAll(OpCase.binary(new Add(), OpCase.Numbers.between(-3, 3), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.binary(new Compare(), OpCase.Numbers.between(-3, 3), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.unary(new Cos(), OpCase.Numbers.between(-4, 4)));
        cases.addAll(OpCase.binary(new Divide(), OpCase.Numbers.between(-3, 3), OpCase.Numbers.eitherSign(0.5, 3)));
        cases.addAll(OpCase.unary(new Erf(), OpCase.Numbers.between(-2, 2)));
        cases.addAll(OpCase.unary(new ErfSlope(), OpCase.Numbers.between(-2, 2)));
        cases.addAll(OpCase.unary(new Exp(), OpCase.Numbers.between(-2, 2)));
        cases.addAll(OpCase.unary(new Expm1(), OpCase.Numbers.between(-2, 2)));
        cases.addAll(OpCase.unary(new Log(), OpCase.Numbers.between(0.5, 4)));
        cases.addAll(OpCase.unary(new LogGamma(), OpCase.Numbers.between(0.5, 12)));
        cases.addAll(OpCase.unary(new Polygamma(0), OpCase.Numbers.between(0.5, 12)));
        cases.addAll(OpCase.unary(new Polygamma(3), OpCase.Numbers.between(0.5, 12)));
        cases.addAll(OpCase.unary(new Log1p(), OpCase.Numbers.between(-0.5, 3)));
        cases.addAll(OpCase.binary(new Maximum(), OpCase.Numbers.between(-3, 3), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.binary(new Minimum(), OpCase.Numbers.between(-3, 3), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.binary(new Multiply(), OpCase.Numbers.between(-3, 3), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.binary(new Pow(), OpCase.Numbers.between(0.5, 3), OpCase.Numbers.between(-3, 3)));
        for (PowPartial op : List.of(new PowPartial(1, 0), new PowPartial(0, 1))) { // the same kernel
            cases.add(new OpCase(
                    op,
                    List.of(Shape.of(131), Shape.of(131)),
                    List.of(OpCase.Numbers.between(0.5, 3), OpCase.Numbers.between(-3, 3))));
        }
        cases.addAll(
                OpCase.binary(new PowPartial(2, 2), OpCase.Numbers.between(0.5, 3), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.unary(new Reciprocal(), OpCase.Numbers.eitherSign(0.5, 3)));
        cases.addAll(OpCase.unary(new Relu(), OpCase.Numbers.eitherSign(0.1, 3)));
        cases.addAll(OpCase.unary(new Scale(0.375), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.binary(new Select(), ElementwiseCases::mask, OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.unary(new Shift(0.375), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.unary(new Sigmoid(), OpCase.Numbers.between(-4, 4)));
        cases.addAll(OpCase.unary(new SigmoidSlope(), OpCase.Numbers.between(-4, 4)));
        cases.addAll(OpCase.unary(new Sign(), OpCase.Numbers.eitherSign(0.1, 3)));
        cases.addAll(OpCase.unary(new Silu(), OpCase.Numbers.between(-4, 4)));
        cases.addAll(OpCase.unary(new SiluSlope(), OpCase.Numbers.between(-4, 4)));
        cases.addAll(OpCase.unary(new Sin(), OpCase.Numbers.between(-4, 4)));
        cases.addAll(OpCase.unary(new Softplus(), OpCase.Numbers.between(-4, 4)));
        cases.addAll(OpCase.unary(new Sqrt(), OpCase.Numbers.between(0.5, 4)));
        cases.addAll(OpCase.binary(new Subtract(), OpCase.Numbers.between(-3, 3), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.unary(new Tanh(), OpCase.Numbers.between(-2, 2)));
        cases.addAll(OpCase.ternary(
                new Where(),
                OpCase.Numbers.eitherSign(0.1, 3),
                OpCase.Numbers.between(-3, 3),
                OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.unary(new Floor(), ElementwiseCases::betweenIntegers));
        cases.addAll(OpCase.unary(new Round(), (random, shape, index) -> betweenIntegers(random, shape, index) - 0.5));
        cases.addAll(
                OpCase.binary(new Remainder(), OpCase.Numbers.eitherSign(2.4, 2.9), OpCase.Numbers.eitherSign(1, 1.1)));
        cases.addAll(OpCase.unary(new Acos(), OpCase.Numbers.between(-0.9, 0.9)));
        cases.addAll(OpCase.unary(new Asin(), OpCase.Numbers.between(-0.9, 0.9)));
        cases.addAll(OpCase.unary(new Semicircle(), OpCase.Numbers.between(-0.9, 0.9)));
        cases.addAll(OpCase.unary(new Atan(), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.unary(new Tan(), OpCase.Numbers.between(-1.2, 1.2)));
        cases.addAll(OpCase.unary(new Sinh(), OpCase.Numbers.between(-2, 2)));
        cases.addAll(OpCase.unary(new Cosh(), OpCase.Numbers.between(-2, 2)));
        cases.addAll(OpCase.unary(new Log2(), OpCase.Numbers.between(0.5, 3)));
        cases.addAll(OpCase.unary(new Cbrt(), OpCase.Numbers.between(0.5, 3)));
        cases.addAll(OpCase.binary(new Atan2(), OpCase.Numbers.eitherSign(0.5, 3), OpCase.Numbers.eitherSign(0.5, 3)));
        cases.addAll(OpCase.binary(
                new DirectionCosine(), OpCase.Numbers.eitherSign(0.5, 3), OpCase.Numbers.eitherSign(0.5, 3)));
        cases.addAll(OpCase.binary(new Hypot(), OpCase.Numbers.eitherSign(0.5, 3), OpCase.Numbers.eitherSign(0.5, 3)));
        cases.addAll(OpCase.unary(new Erfinv(), OpCase.Numbers.between(-0.8, 0.8)));
        cases.addAll(OpCase.unary(new ErfinvSlope(), OpCase.Numbers.between(-0.8, 0.8)));
        cases.addAll(OpCase.unary(new Ndtri(), OpCase.Numbers.between(0.1, 0.9)));
        cases.addAll(OpCase.unary(new NdtriSlope(), OpCase.Numbers.between(0.1, 0.9)));
        cases.addAll(OpCase.unary(new Ndtr(), OpCase.Numbers.between(-3, 3)));
        cases.addAll(OpCase.unary(new NormalPdf(), OpCase.Numbers.between(-3, 3)));
        for (int order : new int[] {0, 1, 3}) {
            cases.addAll(OpCase.unary(new Erfcx(order), OpCase.Numbers.between(-1.5, 3)));
        }
        for (int order : new int[] {0, 1, 3}) {
            cases.addAll(OpCase.unary(new LogNdtr(order), OpCase.Numbers.between(-3, 3)));
        }
        return cases;
    }

    private static double betweenIntegers(RandomGenerator random, Shape shape, int index) {
        return random.nextInt(-3, 3) + random.nextDouble(0.1, 0.9);
    }

    /** Zeros, ones and fractions, of which only zero itself is near zero. */
    private static double mask(RandomGenerator random, Shape shape, int index) {
        return random.nextInt(3) == 0 ? 0 : random.nextBoolean() ? 1 : random.nextDouble(0.1, 3);
    }
}
