package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A derivative may stand inside another one: a gradient inside a Hessian, a velocity's divergence inside a derivative of a likelihood. Two
 * perturbations are then under way, and they must not be taken for one another. Plain dual numbers confuse them.
 */
public final class PerturbationConfusion {
    private PerturbationConfusion() {}

    /** A dual number that does not say to which derivative its tangent belongs. */
    record Untagged(double primal, double tangent) {
        Untagged plus(Untagged b) {
            return new Untagged(primal + b.primal, tangent + b.tangent);
        }

        Untagged times(Untagged b) {
            return new Untagged(primal * b.primal, tangent * b.primal + primal * b.tangent);
        }
    }

    /** The derivative at x: the input moves at the speed 1, and the tangent of the output is read. */
    static double derivative(UnaryOperator<Untagged> f, double x) {
        return f.apply(new Untagged(x, 1)).tangent();
    }

    /**
     * A dual number that does say it. Its parts may be dual numbers of other derivatives; null is the tangent of what does not move. The
     * greater tag is outside.
     */
    record Tagged(int tag, double number, Tagged primal, Tagged tangent) {
        static Tagged plain(double number) {
            return new Tagged(0, number, null, null);
        }

        static Tagged dual(int tag, Tagged primal, Tagged tangent) {
            return tangent == null ? primal : new Tagged(tag, 0, primal, tangent);
        }

        /** This value without the perturbation of a tag, and that perturbation alone. */
        Tagged primal(int of) {
            return tag == of ? primal : this;
        }

        Tagged tangent(int of) {
            return tag == of ? tangent : null;
        }

        Tagged plus(Tagged b) {
            int top = Math.max(tag, b.tag);
            return top == 0
                    ? plain(number + b.number)
                    : dual(top, primal(top).plus(b.primal(top)), sum(tangent(top), b.tangent(top)));
        }

        Tagged times(Tagged b) {
            int top = Math.max(tag, b.tag);
            if (top == 0) {
                return plain(number * b.number);
            }
            Tagged left = tangent(top) == null ? null : tangent(top).times(b.primal(top));
            Tagged right = b.tangent(top) == null ? null : primal(top).times(b.tangent(top));
            return dual(top, primal(top).times(b.primal(top)), sum(left, right));
        }

        static Tagged sum(Tagged a, Tagged b) {
            return a == null ? b : b == null ? a : a.plus(b);
        }
    }

    /** The derivative, with a tag that is above those of the derivatives around it. */
    static Tagged derivative(int tag, UnaryOperator<Tagged> f, Tagged x) {
        Tagged slope = f.apply(Tagged.dual(tag, x, Tagged.plain(1))).tangent(tag);
        return slope == null ? Tagged.plain(0) : slope;
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## The wrong way
        //
        // The function x * (d/dy (x + y) at y = 1) is x * 1, whatever x is, so its derivative is 1. To the inner
        // derivative x is a constant. But it arrives with the tangent 1 of the outer derivative, which the inner one
        // takes for its own.
        double wrong = derivative(x -> x.times(new Untagged(derivative(y -> x.plus(y), 1), 0)), 1);
        page.show("untagged", wrong);

        // Where the inner function does not mention x, all is well. That is why such a fault can live long.
        double lucky = derivative(x -> x.times(new Untagged(derivative(y -> y.times(y), 1), 0)), 1);
        page.show("untagged, d/dx of x * (d/dy y^2 at 1)", lucky);

        // ## The right way
        //
        // Each derivative has a tag, and reads the tangents of its own tag only.
        Tagged right = derivative(1, x -> x.times(derivative(2, y -> x.plus(y), Tagged.plain(1))), Tagged.plain(1));
        page.show("tagged", right.number());

        // The inner result may depend on x by right: d/dy (x y) is x, so x * (d/dy (x y)) is x^2, with the derivative 2
        // x = 6 at 3. Merely dropping the outer tangent inside would have given 3.
        Tagged square = derivative(1, x -> x.times(derivative(2, y -> x.times(y), Tagged.plain(1))), Tagged.plain(3));
        page.show("tagged, d/dx of x * (d/dy x y) at 3", square.number());

        // A tag used twice is no tag: here the outer derivative has the inner one's.
        Tagged confused = derivative(1, x -> x.times(derivative(1, y -> x.plus(y), Tagged.plain(1))), Tagged.plain(1));
        page.show("both with the tag 1", confused.number());

        // ## The engine
        //
        // Every transformation of dualflow is an interpreter with a level of its own, higher than that of all made
        // before it, and the highest level among the arguments decides who interprets an operation. Nobody has to
        // choose a tag.
        try (Device device = new HostDevice()) {
            Tensor one = device.scalar(DType.FLOAT64, 1);
            Tensor outer = Autodiff.jvp(
                            x -> Ops.multiply(
                                    x,
                                    Autodiff.jvp(y -> Ops.add(x, y), one, one).tangent()),
                            one,
                            one)
                    .tangent();
            page.show("dualflow", outer);

            // And a value that outlives its derivative is refused, since its tangent would mean nothing any more.
            Tensor[] kept = new Tensor[1];
            Autodiff.jvp(x -> kept[0] = Ops.multiply(x, x), one, one);
            try {
                Ops.add(kept[0], one);
            } catch (RuntimeException refusal) {
                page.say("refused: " + refusal.getMessage());
            }
        }

        // ## Exercises
        //
        // 1. What is d/dx of x * (d/dy (x y^2) at y = x) at x = 2? Find it by hand, then by dualflow.
        // 2. Which value do untagged dual numbers give for the derivative of x * (d/dy (x + x + y) at 1) at 1, and
        //    which is right?
        // 3. Let the inner derivative have the smaller tag: exchange 1 and 2. Is the result still right? What decides?
    }
}
