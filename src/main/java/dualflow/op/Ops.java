package dualflow.op;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The primitives as functions, and functions composed of them. Start here. Tensors are made by a {@link dualflow.tensor.Device}, random ones by
 * {@code dualflow.random.Draws}. Axes are counted from the right: -1 is the last.
 *
 * <p>Where a function has no derivative, one is fixed once and for all, as listed in the description of {@link
 * dualflow.op the package}: the sign of zero is the slope of abs at 0, relu has the slope 0 there, and equal arguments of a
 * maximum or minimum share its derivative evenly.
 */
public final class Ops {
    private Ops() {}

    // Arithmetic, with broadcasting

    /**
     * a + b.
     *
     * @param a a tensor
     * @param b a tensor whose shape broadcasts with a's
     * @return the sum
     */
    public static Tensor add(Tensor a, Tensor b) {
        return new Add().on(a, b);
    }

    /**
     * a - b.
     *
     * @param a a tensor
     * @param b a tensor whose shape broadcasts with a's
     * @return the difference
     */
    public static Tensor subtract(Tensor a, Tensor b) {
        return new Subtract().on(a, b);
    }

    /**
     * a b, elementwise.
     *
     * @param a a tensor
     * @param b a tensor whose shape broadcasts with a's
     * @return the product
     */
    public static Tensor multiply(Tensor a, Tensor b) {
        return new Multiply().on(a, b);
    }

    /**
     * Selects by a mask: m x where the mask m is not zero, and 0 where it is, even if x is infinite or NaN there.
     *
     * @param mask m, usually zeros and ones
     * @param x a tensor whose shape broadcasts with the mask's
     * @return the selected elements of x, zeros elsewhere
     */
    public static Tensor select(Tensor mask, Tensor x) {
        return new Select().on(mask, x);
    }

    /**
     * Selects one of two, elementwise: exactly a where the mask is not zero, exactly b where it is; NaN where the mask is NaN.
     *
     * @param mask usually from {@link #compare}, {@link #sign} or constant; its derivative is taken to be zero
     * @param a a tensor whose shape broadcasts with the others'
     * @param b a tensor whose shape broadcasts with the others'
     * @return the selected elements
     */
    public static Tensor where(Tensor mask, Tensor a, Tensor b) {
        return new Where().on(mask, a, b);
    }

    /**
     * a / b, elementwise.
     *
     * @param a a tensor
     * @param b a tensor whose shape broadcasts with a's
     * @return the quotient
     */
    public static Tensor divide(Tensor a, Tensor b) {
        return new Divide().on(a, b);
    }

    /**
     * c x.
     *
     * @param x a tensor
     * @param c a constant, rounded to x's format
     * @return the scaled tensor
     */
    public static Tensor scale(Tensor x, double c) {
        return new Scale(c).on(x);
    }

    /**
     * -x.
     *
     * @param x a tensor
     * @return the negative
     */
    public static Tensor negate(Tensor x) {
        return scale(x, -1);
    }

    /**
     * x + c.
     *
     * @param x a tensor
     * @param c a constant, rounded to x's format
     * @return the shifted tensor
     */
    public static Tensor shift(Tensor x, double c) {
        return new Shift(c).on(x);
    }

    /**
     * The matrix product over the last two axes, [..., m, k] times [..., k, n]; leading axes broadcast.
     *
     * @param a left factor, [..., m, k]
     * @param b right factor, [..., k, n]
     * @return [..., m, n]
     */
    public static Tensor matmul(Tensor a, Tensor b) {
        return new MatMul().on(a, b);
    }

    /**
     * Sums of products in the notation of Einstein: {@code einsum("ij,jk->ik", a, b)} is a matrix product, {@code einsum("ii", x)} a trace. A label
     * stands for an axis; one that stands twice in an operand is its diagonal, and one that is not in the result is summed over. Without an arrow the result
     * has the labels that occur once, in the order of the alphabet, capital letters first. An ellipsis {@code ...} stands for further axes, which broadcast.
     *
     * <p>Operands are multiplied from left to right, by {@link #matmul} where an axis is summed over, in the order of its elements.
     *
     * @param notation labels of the axes of each operand, separated by commas, then {@code ->} and those of the result
     * @param operands the tensors, as many as the notation names
     * @return the sums
     * @throws ShapeException if the notation cannot be read, or does not fit the operands
     */
    public static Tensor einsum(String notation, Tensor... operands) {
        return Einsum.einsum(notation, operands);
    }

    // Differentiation

    /**
     * x as a constant: no transformation around it sees a derivative through it, whatever their order and depth; an axis that vmap maps
     * stays mapped, and a recorded program records it.
     *
     * @param x a tensor
     * @return the same values, with derivative zero
     */
    public static Tensor stopGradient(Tensor x) {
        return x.stopGradient();
    }

    // Images, [..., H, W, C]

    /**
     * The convolution of neural networks; {@link Convolution} has the equation. Leading axes broadcast.
     *
     * @param x images, [..., H, W, in]
     * @param weights [..., h, w, in, out]
     * @param stride the stride, the same along both axes
     * @param padding zero padding on each side
     * @return images, [..., H', W', out] with H' = floor((H + 2 padding - h) / stride) + 1 and W' likewise
     */
    public static Tensor convolution(Tensor x, Tensor weights, int stride, int padding) {
        return new Convolution(stride, padding).on(x, weights);
    }

    /**
     * The 3x3 convolution of stride 1 by Winograd's F(4x4, 3x3), with a quarter of the products of {@link #convolution}. It rounds
     * differently, with about the same error in float32. {@link Winograd} has the equations.
     *
     * @param x images, [..., N, H, W, in]
     * @param weights as {@link WinogradWeights} makes them of [..., 3, 3, in, out]: [..., 36, in, out]
     * @param padding zero padding on each side
     * @return images, [..., N, H', W', out] with H' = H + 2 padding - 2 and W' likewise
     */
    public static Tensor winogradConvolution(Tensor x, Tensor weights, int padding) {
        return new WinogradConvolution(padding).on(x, weights);
    }

    /**
     * The 3x3 convolution of stride 1 by Winograd's F(4x4, 3x3) for weights that have derivatives, which use it too.
     *
     * @param x images, [..., N, H, W, in]
     * @param weights [..., 3, 3, in, out]
     * @param padding zero padding on each side, at most 2
     * @return images, [..., N, H', W', out] with H' = H + 2 padding - 2 and W' likewise
     */
    public static Tensor convolutionByWinograd(Tensor x, Tensor weights, int padding) {
        return new ConvolutionByWinograd(padding, false).on(x, weights);
    }

    /**
     * The transposed convolution: as a map of images, the transpose of {@link #convolution} with these weights, their last two
     * axes exchanged. Leading axes broadcast.
     *
     * @param x images, [..., H', W', in]
     * @param weights [..., h, w, in, out]
     * @param stride the stride in the result
     * @param padding the number of pixels cropped on each side of the result
     * @param height H, such that H' = floor((H + 2 padding - h) / stride) + 1
     * @param width W, likewise
     * @return images, [..., H, W, out]
     */
    public static Tensor transposedConvolution(
            Tensor x, Tensor weights, int stride, int padding, int height, int width) {
        return new TransposedConvolution(stride, padding, height, width).on(x, weights);
    }

    /**
     * The greatest element in each window; {@link MaxPool} states the rule for ties.
     *
     * @param x images, [..., H, W, C]
     * @param window the window's height and width
     * @param stride the stride of the window
     * @param padding padding by negative infinity on each side, at most half of the window
     * @return images, [..., H', W', C] with H' = floor((H + 2 padding - window) / stride) + 1 and W' likewise
     */
    public static Tensor maxPool(Tensor x, int window, int stride, int padding) {
        return new MaxPool(window, stride, padding).on(x);
    }

    /**
     * The mean of each window: its sum times the reciprocal of its number of elements, including the zeros outside the
     * image.
     *
     * @param x images, [..., H, W, C]
     * @param window the window's height and width
     * @param stride the stride of the window
     * @param padding zero padding on each side
     * @return images, [..., H', W', C] with H' = floor((H + 2 padding - window) / stride) + 1 and W' likewise
     */
    public static Tensor averagePool(Tensor x, int window, int stride, int padding) {
        return scale(sumWindow(unfold(x, window, stride, padding)), 1.0 / (window * window));
    }

    /**
     * The windows of images, each as its elements in row-major order.
     *
     * @param x images, [..., H, W, C]
     * @param window the window's height and width
     * @param stride the stride of the window
     * @param padding zero padding on each side
     * @return [..., H', W', window window, C] with H' = floor((H + 2 padding - window) / stride) + 1 and W' likewise
     */
    public static Tensor unfold(Tensor x, int window, int stride, int padding) {
        return new Unfold(window, stride, padding).on(x);
    }

    /** The sum over axis -2. */
    static Tensor sumWindow(Tensor x) {
        Shape images = x.shape().leading(2);
        Shape channels = x.shape().trailing(1);
        Tensor sum = sumTo(x, images.then(channels.withFirst(1)));
        return reshape(sum, images.then(channels));
    }

    // Matrices that are symmetric and positive definite, or triangular

    /**
     * The Cholesky factor: the lower triangular L with L L^T = x and a positive diagonal.
     *
     * @param x symmetric positive definite matrices, [..., d, d]; of others, the symmetric part is taken, and the last element
     *     is NaN where that is not positive definite
     * @return L, [..., d, d]
     */
    public static Tensor cholesky(Tensor x) {
        return new Cholesky().on(x);
    }

    /**
     * The inverse of lower triangular matrices.
     *
     * @param x the matrices, [..., d, d]; elements above the diagonal are not read
     * @return their inverses, [..., d, d], lower triangular
     */
    public static Tensor triangularInverse(Tensor x) {
        return new TriangularInverse().on(x);
    }

    /**
     * The diagonal of square matrices.
     *
     * @param x the matrices, [..., d, d]
     * @return the diagonals, [..., d]
     */
    public static Tensor diagonal(Tensor x) {
        return sum(select(MatrixFunctions.identity(x.shape().dim(-1), x), x), 1);
    }

    /**
     * The inverse of symmetric positive definite matrices, M^T M with M = L^-1 the inverse of the Cholesky factor. Its
     * differential is that of the inverse, -x^-1 dx x^-1.
     *
     * @param x the matrices, [..., d, d], as for {@link #cholesky}
     * @return their inverses, [..., d, d], exactly symmetric
     */
    public static Tensor spdInverse(Tensor x) {
        Tensor inverse = triangularInverse(cholesky(x));
        return matmul(transpose(inverse), inverse);
    }

    /**
     * The logarithm of the determinant of symmetric positive definite matrices, 2 sum log L_ii with L the Cholesky factor. Its
     * differential is the trace of x^-1 dx.
     *
     * @param x the matrices, [..., d, d], as for {@link #cholesky}
     * @return log det x, [...]
     */
    public static Tensor spdLogDeterminant(Tensor x) {
        return scale(sum(log(diagonal(cholesky(x))), 1), 2);
    }

    // Square matrices

    /**
     * The solution y of a y = b.
     *
     * @param a square matrices, [..., d, d]; where one is singular, the solution has infinities and NaN
     * @param b the right sides, [..., d, n]; leading axes broadcast
     * @return the solutions, [..., d, n]
     * @throws ShapeException if the shapes do not match
     */
    public static Tensor solve(Tensor a, Tensor b) {
        return MatrixFunctions.solve(a, b);
    }

    /**
     * The inverse of square matrices.
     *
     * @param x the matrices, [..., d, d]; where one is singular, the result has infinities and NaN
     * @return their inverses, [..., d, d]
     */
    public static Tensor inverse(Tensor x) {
        return new MatDivide().on(MatrixFunctions.identity(x.shape().dim(-1), x), x);
    }

    /**
     * The determinant of square matrices. Its derivatives of every order are right for singular matrices too.
     *
     * @param x the matrices, [..., d, d]
     * @return their determinants, [...]
     */
    public static Tensor determinant(Tensor x) {
        return new Determinant().on(x);
    }

    /**
     * The natural logarithm of the determinant of square matrices, without overflow. The sign is {@link #sign} of {@link #determinant}.
     *
     * @param x the matrices, [..., d, d]
     * @return ln det x, [...]: negative infinity where it is zero, and NaN where it is negative, with all derivatives
     */
    public static Tensor logDeterminant(Tensor x) {
        return new LogDeterminant(false).on(x);
    }

    /**
     * The natural logarithm of the absolute value of the determinant of square matrices, without overflow.
     *
     * @param x the matrices, [..., d, d]
     * @return ln |det x|, [...]: negative infinity where it is zero
     */
    public static Tensor logAbsDeterminant(Tensor x) {
        return new LogDeterminant(true).on(x);
    }

    /**
     * The cofactors of square matrices, the transpose of the adjugate: the derivatives of the determinant.
     *
     * @param x the matrices, [..., d, d], d at least 1
     * @return (-1)^(i + j) times the determinant of x without row i and column j, [..., d, d]
     */
    public static Tensor cofactors(Tensor x) {
        return MatrixFunctions.cofactors(x);
    }

    /**
     * The trace of square matrices.
     *
     * @param x the matrices, [..., d, d]
     * @return the sums of their diagonals, [...]
     */
    public static Tensor trace(Tensor x) {
        return sum(diagonal(x), 1);
    }

    /**
     * The square root of symmetric positive definite matrices. Its derivatives of every order are right where eigenvalues are equal, too.
     *
     * @param x the matrices, [..., d, d]; of others, the symmetric part is taken, and the result is NaN where that has a negative eigenvalue
     * @return the symmetric positive definite roots, [..., d, d], exactly symmetric
     */
    public static Tensor matrixSquareRoot(Tensor x) {
        return new MatrixSquareRoot().on(x);
    }

    /**
     * The exponential of square matrices, with derivatives of every order.
     *
     * @param x the matrices, [..., d, d]; where the absolute values in a row of one add up to more than 3891, its exponential is NaN
     * @return e^x, [..., d, d]
     */
    public static Tensor matrixExponential(Tensor x) {
        return MatrixFunctions.exponential(x);
    }

    /**
     * The natural logarithm of symmetric positive definite matrices. Its derivatives of every order are right where eigenvalues are equal,
     * too.
     *
     * @param x the matrices, [..., d, d]; of others, the symmetric part is taken, and the result is NaN where that has a negative eigenvalue
     * @return the symmetric y with e^y = x, [..., d, d]
     */
    public static Tensor matrixLogarithm(Tensor x) {
        return MatrixFunctions.logarithm(x);
    }

    /**
     * The largest eigenvalue of symmetric matrices. Where it is not simple, it has no derivative, which is NaN then.
     *
     * @param x the matrices, [..., d, d], d at least 1; of others, the symmetric part is taken
     * @return their largest eigenvalues, [...]
     */
    public static Tensor largestEigenvalue(Tensor x) {
        return new SymmetricEigenvalue(0).on(x);
    }

    // Elementwise, nonlinear

    /**
     * 1 / x.
     *
     * @param x a tensor
     * @return the reciprocal
     */
    public static Tensor reciprocal(Tensor x) {
        return new Reciprocal().on(x);
    }

    /**
     * |x|.
     *
     * @param x a tensor
     * @return the absolute value
     */
    public static Tensor abs(Tensor x) {
        return new Abs().on(x);
    }

    /**
     * The sign of x: 1, -1, or x itself where it is zero or NaN.
     *
     * @param x a tensor
     * @return the sign
     */
    public static Tensor sign(Tensor x) {
        return new Sign().on(x);
    }

    /**
     * The sign of a - b without a subtraction: 1, 0, -1, or NaN where either is NaN.
     *
     * @param a a tensor
     * @param b a tensor whose shape broadcasts with a's
     * @return the sign of the difference
     */
    public static Tensor compare(Tensor a, Tensor b) {
        return new Compare().on(a, b);
    }

    /**
     * The lesser of a and b, elementwise; NaN where either is NaN.
     *
     * @param a a tensor
     * @param b a tensor whose shape broadcasts with a's
     * @return the lesser
     */
    public static Tensor minimum(Tensor a, Tensor b) {
        return new Minimum().on(a, b);
    }

    /**
     * The greater of a and b, elementwise; NaN where either is NaN.
     *
     * @param a a tensor
     * @param b a tensor whose shape broadcasts with a's
     * @return the greater
     */
    public static Tensor maximum(Tensor a, Tensor b) {
        return new Maximum().on(a, b);
    }

    /**
     * max(x, 0).
     *
     * @param x a tensor
     * @return the positive part
     */
    public static Tensor relu(Tensor x) {
        return new Relu().on(x);
    }

    /**
     * The square root.
     *
     * @param x a tensor
     * @return the root, NaN for negative x
     */
    public static Tensor sqrt(Tensor x) {
        return new Sqrt().on(x);
    }

    /**
     * e^x.
     *
     * @param x a tensor
     * @return the exponential
     */
    public static Tensor exp(Tensor x) {
        return new Exp().on(x);
    }

    /**
     * e^x - 1 without cancellation near 0.
     *
     * @param x a tensor
     * @return the exponential minus 1
     */
    public static Tensor expm1(Tensor x) {
        return new Expm1().on(x);
    }

    /**
     * The natural logarithm.
     *
     * @param x a tensor
     * @return the logarithm, NaN for negative x
     */
    public static Tensor log(Tensor x) {
        return new Log().on(x);
    }

    /**
     * ln(1 + x) without cancellation near 0.
     *
     * @param x a tensor
     * @return the logarithm, NaN for x below -1
     */
    public static Tensor log1p(Tensor x) {
        return new Log1p().on(x);
    }

    /**
     * a^b, elementwise; {@link Pow} states its derivatives where a is not positive.
     *
     * @param a the base
     * @param b the exponent, of a shape that broadcasts with a's
     * @return the power
     */
    public static Tensor pow(Tensor a, Tensor b) {
        return new Pow().on(a, b);
    }

    /**
     * The sine.
     *
     * @param x a tensor, in radians
     * @return the sine
     */
    public static Tensor sin(Tensor x) {
        return new Sin().on(x);
    }

    /**
     * The cosine.
     *
     * @param x a tensor, in radians
     * @return the cosine
     */
    public static Tensor cos(Tensor x) {
        return new Cos().on(x);
    }

    /**
     * The hyperbolic tangent.
     *
     * @param x a tensor
     * @return the hyperbolic tangent
     */
    public static Tensor tanh(Tensor x) {
        return new Tanh().on(x);
    }

    /**
     * The logistic function 1 / (1 + e^-x).
     *
     * @param x a tensor
     * @return the logistic function
     */
    public static Tensor sigmoid(Tensor x) {
        return new Sigmoid().on(x);
    }

    /**
     * The function x / (1 + e^-x).
     *
     * @param x a tensor
     * @return x times the logistic function of x
     */
    public static Tensor silu(Tensor x) {
        return new Silu().on(x);
    }

    /**
     * The error function.
     *
     * @param x a tensor
     * @return the error function
     */
    public static Tensor erf(Tensor x) {
        return new Erf().on(x);
    }

    /**
     * The natural logarithm of the gamma function.
     *
     * @param x a tensor
     * @return ln Gamma(x); infinity at 0, NaN for negative x
     */
    public static Tensor logGamma(Tensor x) {
        return new LogGamma().on(x);
    }

    /**
     * The digamma function, the derivative of ln Gamma(x).
     *
     * @param x a tensor
     * @return digamma(x); negative infinity at 0, NaN for negative x
     */
    public static Tensor digamma(Tensor x) {
        return new Polygamma(0).on(x);
    }

    /**
     * The gamma function of positive numbers, e^(ln Gamma(x)).
     *
     * @param x a tensor
     * @return Gamma(x); infinity at 0, NaN for negative x
     */
    public static Tensor gamma(Tensor x) {
        return exp(logGamma(x));
    }

    /**
     * ln(1 + e^x) without overflow.
     *
     * @param x a tensor
     * @return the softplus of x
     */
    public static Tensor softplus(Tensor x) {
        return new Softplus().on(x);
    }

    // Elementwise, with jumps: their slope is 0 wherever they have one

    /**
     * The greatest integer that is not greater than x. Its derivative is zero everywhere, also where it jumps; {@link #straightThrough}
     * has another.
     *
     * @param x a tensor
     * @return the floor
     */
    public static Tensor floor(Tensor x) {
        return new Floor().on(x);
    }

    /**
     * The least integer that is not less than x, with the derivative of {@link #floor}.
     *
     * @param x a tensor
     * @return the ceiling
     */
    public static Tensor ceil(Tensor x) {
        return negate(floor(negate(x)));
    }

    /**
     * The integer nearest to x, of two the even one. Its derivative is zero everywhere, also where it jumps; {@link #straightThrough} has
     * another.
     *
     * @param x a tensor
     * @return the rounded numbers
     */
    public static Tensor round(Tensor x) {
        return new Round().on(x);
    }

    /**
     * The remainder a - b floor(a / b), exact, with the sign of b, as in Python. Its slope in b is -floor(a / b).
     *
     * @param a the dividend
     * @param b the divisor, of a shape that broadcasts with a's
     * @return the remainder; NaN where b is zero or a infinite
     */
    public static Tensor remainder(Tensor a, Tensor b) {
        return new Remainder().on(a, b);
    }

    /**
     * The straight-through estimator: the values of f(x), with the derivative of x itself in place of that of f, which is usually zero
     * (Bengio, Leonard and Courville, "Estimating or propagating gradients through stochastic neurons", 2013). It is no derivative of
     * anything, and nothing here uses it unasked.
     *
     * @param f elementwise, such as {@link #round}
     * @param x finite numbers
     * @return f(x), where a zero is positive
     */
    public static Tensor straightThrough(UnaryOperator<Tensor> f, Tensor x) {
        return add(stopGradient(f.apply(x)), subtract(x, stopGradient(x)));
    }

    // Inverse trigonometric functions, and those of the normal distribution

    /**
     * The tangent, number by number: see {@link Tan}.
     *
     * @param x a tensor
     * @return tan(x)
     */
    public static Tensor tan(Tensor x) {
        return new Tan().on(x);
    }

    /**
     * The hyperbolic sine, number by number: see {@link Sinh}.
     *
     * @param x a tensor
     * @return sinh(x)
     */
    public static Tensor sinh(Tensor x) {
        return new Sinh().on(x);
    }

    /**
     * The hyperbolic cosine, number by number: see {@link Cosh}.
     *
     * @param x a tensor
     * @return cosh(x)
     */
    public static Tensor cosh(Tensor x) {
        return new Cosh().on(x);
    }

    /**
     * The logarithm to base 2, number by number: see {@link Log2}.
     *
     * @param x a tensor
     * @return log2(x)
     */
    public static Tensor log2(Tensor x) {
        return new Log2().on(x);
    }

    /**
     * The real cube root, number by number: see {@link Cbrt}.
     *
     * @param x a tensor
     * @return cbrt(x)
     */
    public static Tensor cbrt(Tensor x) {
        return new Cbrt().on(x);
    }

    /**
     * The arc tangent.
     *
     * @param x a tensor
     * @return angles from -pi / 2 to pi / 2
     */
    public static Tensor atan(Tensor x) {
        return new Atan().on(x);
    }

    /**
     * The arc sine.
     *
     * @param x a tensor
     * @return angles from -pi / 2 to pi / 2; NaN beyond 1 in size
     */
    public static Tensor asin(Tensor x) {
        return new Asin().on(x);
    }

    /**
     * The arc cosine.
     *
     * @param x a tensor
     * @return angles from 0 to pi; NaN beyond 1 in size
     */
    public static Tensor acos(Tensor x) {
        return new Acos().on(x);
    }

    /**
     * The angle of points (x, y) from the first axis, without overflow; at zeros and infinities as in C99.
     *
     * @param y their second coordinates
     * @param x their first ones, of a shape that broadcasts with those
     * @return angles from -pi to pi
     */
    public static Tensor atan2(Tensor y, Tensor x) {
        return new Atan2().on(y, x);
    }

    /**
     * sqrt(a^2 + b^2) without overflow. At the origin its derivatives of every order are taken as 0.
     *
     * @param a a tensor
     * @param b a tensor whose shape broadcasts with a's
     * @return the length of (a, b)
     */
    public static Tensor hypot(Tensor a, Tensor b) {
        return new Hypot().on(a, b);
    }

    /**
     * The standard normal distribution function, accurate where it is small.
     *
     * @param x a tensor
     * @return probabilities
     */
    public static Tensor ndtr(Tensor x) {
        return new Ndtr().on(x);
    }

    /**
     * The density of the standard normal distribution, e^(-x^2 / 2) / sqrt(2 pi).
     *
     * @param x a tensor
     * @return the density
     */
    public static Tensor normalPdf(Tensor x) {
        return new NormalPdf().on(x);
    }

    /**
     * The logarithm of the standard normal distribution function.
     *
     * @param x a tensor
     * @return the logarithms; accurate also where the probability underflows, and where it is almost 1
     */
    public static Tensor logNdtr(Tensor x) {
        return new LogNdtr(0).on(x);
    }

    /**
     * The standard normal quantile function, the inverse of {@link #ndtr}.
     *
     * @param p probabilities
     * @return quantiles; infinite at 0 and 1, NaN beyond
     */
    public static Tensor ndtri(Tensor p) {
        return new Ndtri().on(p);
    }

    /**
     * The inverse error function.
     *
     * @param x a tensor
     * @return infinite at -1 and 1, NaN beyond
     */
    public static Tensor erfinv(Tensor x) {
        return new Erfinv().on(x);
    }

    /**
     * The scaled complementary error function, e^(x^2) erfc(x).
     *
     * @param x a tensor
     * @return 1 / (x sqrt(pi)) for large x, infinity far below 0
     */
    public static Tensor erfcx(Tensor x) {
        return new Erfcx(0).on(x);
    }

    /**
     * The Gaussian error linear unit, x Phi(x) with the standard normal distribution function. Hendrycks and Gimpel, 2016.
     *
     * @param x a tensor
     * @return the unit's value
     */
    public static Tensor gelu(Tensor x) {
        return select(ndtr(x), x);
    }

    // Elementwise, composed of others

    /** 1 where x is positive, 0 where it is not, NaN where it is NaN. */
    private static Tensor positive(Tensor x) {
        return relu(sign(x));
    }

    private static Tensor constantLike(Tensor x, double c) {
        return x.device().scalar(x.dtype(), c);
    }

    /**
     * x ln y, and 0 where x is zero, whatever y is. Its slopes are ln y and x / y, of which the latter is 0 where x is zero.
     *
     * @param x the factor
     * @param y the argument of the logarithm, of a shape that broadcasts with x's
     * @return x ln y
     */
    public static Tensor xlogy(Tensor x, Tensor y) {
        return select(x, log(y));
    }

    /**
     * x where it is greater than a threshold, otherwise another number. At the threshold the slope is 0.
     *
     * @param x a tensor
     * @param threshold the threshold
     * @param otherwise the number elsewhere
     * @return x or the number; NaN where x is NaN
     */
    public static Tensor threshold(Tensor x, double threshold, double otherwise) {
        return where(positive(compare(x, constantLike(x, threshold))), x, constantLike(x, otherwise));
    }

    /**
     * x with a number in place of the elements where a mask is not zero.
     *
     * @param x a tensor
     * @param mask a tensor whose shape broadcasts with x's
     * @param value the number
     * @return x where the mask is zero, the number elsewhere
     */
    public static Tensor maskedFill(Tensor x, Tensor mask, double value) {
        return where(mask, constantLike(x, value), x);
    }

    /**
     * The leaky rectifier: x where it is positive, otherwise a multiple of it, and so is the slope at 0, as in PyTorch.
     *
     * @param x a tensor
     * @param slope the slope for negative numbers
     * @return x or slope x
     */
    public static Tensor leakyRelu(Tensor x, double slope) {
        return where(positive(x), x, scale(x, slope));
    }

    /**
     * The exponential linear unit: x where it is positive, otherwise alpha (e^x - 1); its slope at 0 is alpha, as in PyTorch. Clevert,
     * Unterthiner and Hochreiter, ICLR 2016.
     *
     * @param x a tensor
     * @param alpha minus the limit for negative x
     * @return the unit's value
     */
    public static Tensor elu(Tensor x, double alpha) {
        Tensor positive = positive(x);
        Tensor rest = where(positive, constantLike(x, 0), x); // the exponential of the others may overflow
        return where(positive, x, scale(expm1(rest), alpha));
    }

    /**
     * The scaled exponential linear unit, 1.0507 elu(x, 1.6733), with the constants that keep mean 0 and variance 1. Klambauer,
     * Unterthiner, Mayr and Hochreiter, NeurIPS 2017.
     *
     * @param x a tensor
     * @return the unit's value
     */
    public static Tensor selu(Tensor x) {
        return scale(elu(x, 1.6732632423543772), 1.0507009873554805);
    }

    /**
     * The Gaussian error linear unit in its approximate form, x s(2 u) with s the logistic function and u = sqrt(2 / pi) (x + 0.044715 x^3),
     * which is x (1 + tanh u) / 2 without its cancellation for negative x. Hendrycks and Gimpel, 2016.
     *
     * @param x a tensor
     * @return the unit's value
     */
    public static Tensor geluTanh(Tensor x) {
        Tensor near = minimum(maximum(x, constantLike(x, -GELU_ENDS)), constantLike(x, GELU_ENDS));
        double c = Math.sqrt(8 / Math.PI);
        Tensor slope = shift(scale(multiply(near, near), 0.044715 * c), c);
        return select(sigmoid(multiply(near, slope)), x);
    }

    /** Beyond it the logistic function in {@link #geluTanh} is 0 or 1 in both formats. */
    private static final double GELU_ENDS = 30;

    /**
     * x tanh(ln(1 + e^x)). Misra, "Mish: a self regularized non-monotonic activation function", BMVC 2020.
     *
     * @param x a tensor
     * @return the function's value
     */
    public static Tensor mish(Tensor x) {
        return select(tanh(softplus(x)), x);
    }

    /**
     * x cut off at -1 and 1. Its slope at both is 0, as in PyTorch.
     *
     * @param x a tensor
     * @return x between -1 and 1, otherwise its sign
     */
    public static Tensor hardTanh(Tensor x) {
        return where(positive(shift(negate(abs(x)), 1)), x, sign(x));
    }

    // Reductions

    /**
     * The sum over the last axes.
     *
     * @param x a tensor
     * @param axes the number of trailing axes to sum
     * @return the sums, of the leading axes' shape
     */
    public static Tensor sum(Tensor x, int axes) {
        Shape last = AlongAxis.last(x, axes);
        return axes == 0 ? x : new Sum(last, Shape.SCALAR).on(x);
    }

    /**
     * The sum of all elements.
     *
     * @param x a tensor
     * @return a scalar
     */
    public static Tensor sum(Tensor x) {
        return sum(x, x.shape().rank());
    }

    /**
     * The mean over the last axes: their sum times the reciprocal of their number.
     *
     * @param x a tensor
     * @param axes the number of trailing axes to average
     * @return the means, of the leading axes' shape; NaN for empty blocks
     */
    public static Tensor mean(Tensor x, int axes) {
        return scale(sum(x, axes), 1.0 / AlongAxis.last(x, axes).size());
    }

    /**
     * The greatest element over the last axes; NaN if one is NaN.
     *
     * @param x a tensor
     * @param axes how many trailing axes to reduce
     * @return the maxima, of the leading axes' shape; negative infinity for empty blocks
     */
    public static Tensor max(Tensor x, int axes) {
        AlongAxis.last(x, axes);
        return new Max(axes).on(x);
    }

    /**
     * The least element over the last axes; NaN if one is NaN.
     *
     * @param x a tensor
     * @param axes how many trailing axes to reduce
     * @return the minima, of the leading axes' shape; infinity for empty blocks
     */
    public static Tensor min(Tensor x, int axes) {
        return negate(max(negate(x), axes));
    }

    /**
     * ln sum e^x over the last axes, without overflow.
     *
     * @param x a tensor
     * @param axes how many trailing axes to reduce
     * @return the logarithms, of the leading axes' shape
     */
    public static Tensor logSumExp(Tensor x, int axes) {
        AlongAxis.last(x, axes);
        return new LogSumExp(axes).on(x);
    }

    /**
     * e^x divided by their sum, over the last axes, without overflow.
     *
     * @param x a tensor
     * @param axes the number of trailing axes that form one distribution
     * @return the probabilities, of x's shape
     */
    public static Tensor softmax(Tensor x, int axes) {
        AlongAxis.last(x, axes);
        return new Softmax(axes).on(x);
    }

    /**
     * The Euclidean norm over the last axes, sqrt(sum x^2), which neither overflows nor underflows before its value does. At 0 its
     * derivatives of every order are taken as 0.
     *
     * @param x a tensor
     * @param axes how many trailing axes to reduce
     * @return the norms, of the leading axes' shape
     */
    public static Tensor norm(Tensor x, int axes) {
        AlongAxis.last(x, axes);
        return new Norm(axes).on(x);
    }

    /**
     * The softmax over those elements of the last axes where a mask is not zero; the others are 0, and so is a row in which all are
     * masked, where {@link #softmax} of negative infinities is NaN. What is masked has no effect, even if it is NaN, and gets no
     * cotangent.
     *
     * @param x a tensor
     * @param mask a tensor whose shape broadcasts with x's; not zero where an element counts
     * @param axes the number of trailing axes that form one distribution
     * @return the probabilities, of the shape to which x and the mask broadcast
     */
    public static Tensor maskedSoftmax(Tensor x, Tensor mask, int axes) {
        Tensor zero = constantLike(x, 0);
        Tensor least = constantLike(x, Double.NEGATIVE_INFINITY);
        Shape shape = where(mask, x, zero).shape();
        Tensor counts = broadcast(where(mask, constantLike(x, 1), zero), shape);
        AlongAxis.last(counts, axes);
        Tensor any = insertAxes(max(counts, axes), shape.rank() - axes, axes);
        return select(counts, softmax(where(mask, x, where(any, least, zero)), axes));
    }

    /**
     * Undoes a broadcast: sums the axes along which a tensor of the smaller shape would have been repeated.
     *
     * @param x a tensor of a shape to which {@code to} broadcasts
     * @param to the smaller shape
     * @return the sums, of shape {@code to}
     */
    public static Tensor sumTo(Tensor x, Shape to) {
        return x.shape().equals(to) ? x : new Sum(x.shape(), to).on(x);
    }

    // Layout

    /**
     * Repeats a tensor along missing axes and axes of length 1.
     *
     * @param x a tensor
     * @param to a shape to which x's shape broadcasts
     * @return x, repeated
     */
    public static Tensor broadcast(Tensor x, Shape to) {
        return x.shape().equals(to) ? x : new Broadcast(x.shape(), to).on(x);
    }

    /**
     * The same elements in another shape.
     *
     * @param x a tensor
     * @param to a shape of equal size
     * @return x, reshaped; nothing is copied
     */
    public static Tensor reshape(Tensor x, Shape to) {
        return x.shape().equals(to) ? x : new Reshape(x.shape(), to).on(x);
    }

    /**
     * Inserts axes of length 1.
     *
     * @param x a tensor
     * @param at the number of axes before them, counted from the left
     * @param count the number of axes to insert
     * @return x, reshaped
     * @throws ShapeException if x has fewer axes, or the count is negative
     */
    public static Tensor insertAxes(Tensor x, int at, int count) {
        if (at < 0 || at > x.shape().rank() || count < 0) {
            throw new ShapeException("cannot insert " + count + " axes after the first " + at + " of the shape "
                    + x.shape() + "; the axes before them are counted from the left: 0 to "
                    + x.shape().rank());
        }
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        Shape left = x.shape().leading(x.shape().rank() - at);
        Shape right = x.shape().trailing(x.shape().rank() - at);
        return reshape(x, left.then(Shape.of(ones)).then(right));
    }

    /**
     * Reorders the last axes: axis i of the result's last ones is axis {@code order[i]} of x's.
     *
     * @param x a tensor
     * @param order a permutation of 0 .. n-1, counted from the left among the last n axes
     * @return x, permuted
     */
    public static Tensor permute(Tensor x, int... order) {
        return new Permute(order).on(x);
    }

    /**
     * Exchanges the last two axes.
     *
     * @param x a matrix or a stack of them, [..., m, n]
     * @return [..., n, m]
     */
    public static Tensor transpose(Tensor x) {
        return permute(x, 1, 0);
    }

    /**
     * Concatenates two tensors along an axis.
     *
     * @param a the first part
     * @param b the second part, of the same shape except for the length of that axis
     * @param axis the axis, counted from the right: -1 is the last
     * @return the concatenation
     */
    public static Tensor concat(Tensor a, Tensor b, int axis) {
        AlongAxis.fromRight(b, axis);
        return new Concat(AlongAxis.fromRight(a, axis)).on(a, b);
    }

    /**
     * Concatenates tensors along an axis.
     *
     * @param parts the parts, at least one, of the same shape except for the length of that axis
     * @param axis the axis, counted from the right: -1 is the last
     * @return the concatenation
     * @throws ShapeException if there is no part, or the shapes do not match
     */
    public static Tensor concat(List<? extends Tensor> parts, int axis) {
        return AlongAxis.concat(parts, axis);
    }

    /**
     * Stacks tensors of one shape along a new axis.
     *
     * @param parts the n parts, at least one
     * @param axis the new axis among those of the result, counted from the right: -1 for the last
     * @return the stack, with length n along the new axis
     * @throws ShapeException if there is no part, or the shapes differ
     */
    public static Tensor stack(List<? extends Tensor> parts, int axis) {
        return AlongAxis.stack(parts, axis);
    }

    /**
     * A part of a tensor along an axis.
     *
     * @param x a tensor
     * @param axis the axis, counted from the right: -1 is the last
     * @param start the first index, from 0
     * @param length the number of indices
     * @return x, with that axis of the given length
     */
    public static Tensor slice(Tensor x, int axis, int start, int length) {
        return new Slice(AlongAxis.fromRight(x, axis), start, length).on(x);
    }

    /**
     * Rows selected by constant indices, as an embedding looks them up.
     *
     * @param x matrices, [..., rows, n]
     * @param indices the rows, each from 0
     * @return [..., indices, n]
     */
    public static Tensor gather(Tensor x, List<Integer> indices) {
        return new Gather(indices).on(x);
    }

    /**
     * Zeros before and after a tensor along an axis.
     *
     * @param x a tensor
     * @param axis the axis, counted from the right: -1 is the last
     * @param before the number of zeros before
     * @param after the number of zeros after
     * @return the longer tensor
     */
    public static Tensor pad(Tensor x, int axis, int before, int after) {
        int fromRight = AlongAxis.fromRight(x, axis);
        return before == 0 && after == 0 ? x : new Pad(fromRight, before, after).on(x);
    }

    /**
     * The identity matrix.
     *
     * @param device the device
     * @param dtype the format
     * @param d the number of rows, 0 or more
     * @return ones on the diagonal and zeros elsewhere, [d, d]
     */
    public static Tensor eye(Device device, DType dtype, int d) {
        return MatrixFunctions.identity(device, dtype, d);
    }

    /**
     * Zeros of a tensor's shape, format and device.
     *
     * @param x the model
     * @return zeros
     */
    public static Tensor zerosLike(Tensor x) {
        return x.device().fill(x.dtype(), x.shape(), 0);
    }

    // Indices, order and what is cumulative. Indices are whole numbers from 0 in a tensor of x's format; where one
    // names nothing, the result is NaN

    /**
     * Elements selected along an axis: of x [..., n, ...] and indices [..., m, ...] the elements y_.i. = x_.(index .i.)., for each row along the axis
     * by indices of its own. All other axes broadcast.
     *
     * @param x a tensor
     * @param indices where to read along the axis, from 0; their derivative is taken to be zero
     * @param axis the axis, counted from the right: -1 is the last
     * @return the selected elements, [..., m, ...]; NaN where an index is not a whole number from 0 to n - 1
     */
    public static Tensor takeAlong(Tensor x, Tensor indices, int axis) {
        return IndexFunctions.takeAlong(x, indices, axis);
    }

    /**
     * Elements added up along an axis, at the places that indices name: the transpose of {@link #takeAlong}. {@link IndexAdd} states the order of the
     * sums.
     *
     * @param x a tensor, [..., m, ...]
     * @param indices where to add along the axis, from 0, [..., m, ...]; their derivative is taken to be zero. All other axes broadcast
     * @param axis the axis, counted from the right: -1 is the last
     * @param length n
     * @return the sums, [..., n, ...]; a row along the axis is NaN where one of its indices is not a whole number from 0 to n - 1
     */
    public static Tensor addAlong(Tensor x, Tensor indices, int axis, int length) {
        return IndexFunctions.addAlong(x, indices, axis, length);
    }

    /**
     * Rows selected by a tensor of indices, as an embedding looks them up.
     *
     * @param x matrices, [..., rows, n]
     * @param indices the rows, each from 0, [..., m], with leading axes that broadcast with those of x; of any shape if x is one matrix. Their derivative
     *     is taken to be zero
     * @return [..., m, n]; a row is NaN where its index is not a whole number from 0 to rows - 1
     */
    public static Tensor gather(Tensor x, Tensor indices) {
        return IndexFunctions.gather(x, indices);
    }

    /**
     * Rows added to the rows that indices name: the transpose of {@link #gather(Tensor, Tensor)}. {@link IndexAdd} states the order of the sums.
     *
     * @param x matrices, [..., m, n]
     * @param indices to which row each is added, from 0, [..., m]; leading axes broadcast. Their derivative is taken to be zero
     * @param rows the number of rows of the result
     * @return [..., rows, n]; all NaN where an index is not a whole number from 0 to rows - 1
     */
    public static Tensor scatterAdd(Tensor x, Tensor indices, int rows) {
        return new IndexAdd(rows).on(x, indices);
    }

    /**
     * Indices as unit vectors.
     *
     * @param indices classes, each from 0, [...]; their derivative is taken to be zero
     * @param classes the number of classes
     * @return 1 at the index and 0 elsewhere, [..., classes]; NaN where the index is not a whole number from 0 to classes - 1
     */
    public static Tensor oneHot(Tensor indices, int classes) {
        return IndexFunctions.oneHot(indices, classes);
    }

    /**
     * Where numbers belong among edges that ascend; NaN comes last. Its derivative is taken to be zero.
     *
     * @param edges the edges, [..., n]
     * @param x the numbers, [..., m]; leading axes broadcast
     * @param right whether edges equal to a number come before it
     * @return the number of edges before each number, [..., m]: where to insert it, from 0 to n
     */
    public static Tensor searchSorted(Tensor edges, Tensor x, boolean right) {
        return IndexFunctions.searchSorted(edges, x, right);
    }

    /**
     * The sums along an axis up to each element, and with it. {@link CumulativeSum} states their order.
     *
     * @param x a tensor
     * @param axis the axis, counted from the right: -1 is the last
     * @return the sums, of x's shape
     */
    public static Tensor cumulativeSum(Tensor x, int axis) {
        return AlongAxis.fromLast(new CumulativeSum(false).on(AlongAxis.toLast(x, axis)), axis);
    }

    /**
     * The products along an axis up to each element, and with it, multiplied in a tree of pairs, quadruples and so on. Its derivatives are right where
     * elements are zero, too.
     *
     * @param x a tensor
     * @param axis the axis, counted from the right: -1 is the last
     * @return the products, of x's shape
     */
    public static Tensor cumulativeProduct(Tensor x, int axis) {
        return AlongAxis.fromLast(Scans.product(AlongAxis.toLast(x, axis)), axis);
    }

    /**
     * The values of ln sum e^x along an axis up to each element, and with it, without overflow; combined in a tree of pairs, quadruples and so on.
     *
     * @param x a tensor
     * @param axis the axis, counted from the right: -1 is the last
     * @return the logarithms, of x's shape; behind the first element, the derivative is 0 where they are negative infinity
     */
    public static Tensor cumulativeLogSumExp(Tensor x, int axis) {
        return AlongAxis.fromLast(Scans.logSumExp(AlongAxis.toLast(x, axis)), axis);
    }

    /**
     * The numbers along an axis in ascending order. Its derivative is that of the elements where they went; equal ones, of which the order is arbitrary,
     * keep theirs.
     *
     * @param x a tensor
     * @param axis the axis, counted from the right: -1 is the last
     * @return the sorted numbers, of x's shape; NaN comes last
     */
    public static Tensor sort(Tensor x, int axis) {
        return IndexFunctions.sort(x, axis);
    }

    /**
     * The positions along an axis in the order of their numbers. Its derivative is taken to be zero everywhere.
     *
     * @param x a tensor
     * @param axis the axis, counted from the right: -1 is the last
     * @return of the least number the position, from 0, then of the next, of x's shape; equal ones keep their order, and NaN comes last
     */
    public static Tensor argsort(Tensor x, int axis) {
        return IndexFunctions.argsort(x, axis);
    }

    /**
     * The position of the greatest number along an axis. Its derivative is taken to be zero everywhere.
     *
     * @param x a tensor
     * @param axis the axis, counted from the right: -1 is the last; of length 1 or more
     * @return the positions, from 0, without that axis: the first of equal ones, and of NaN the first if there are any
     */
    public static Tensor argmax(Tensor x, int axis) {
        return IndexFunctions.argmax(x, axis);
    }

    /**
     * The position of the least number along an axis. Its derivative is taken to be zero everywhere.
     *
     * @param x a tensor
     * @param axis the axis, counted from the right: -1 is the last; of length 1 or more
     * @return the positions, from 0, without that axis: the first of equal ones, and of NaN the first if there are any
     */
    public static Tensor argmin(Tensor x, int axis) {
        return IndexFunctions.argmax(negate(x), axis);
    }

    // Reductions over any axes

    /**
     * The sum over axes. {@link Sum} states the order.
     *
     * @param x a tensor
     * @param axes the axes
     * @return the sums
     * @throws ShapeException if x has not these axes
     */
    public static Tensor sum(Tensor x, Axes axes) {
        return axes.sum(x);
    }

    /**
     * The mean over axes: their sum times the reciprocal of their number.
     *
     * @param x a tensor
     * @param axes the axes
     * @return the means; NaN of no elements
     * @throws ShapeException if x has not these axes
     */
    public static Tensor mean(Tensor x, Axes axes) {
        return scale(axes.sum(x), 1.0 / axes.count(x.shape()));
    }

    /**
     * The variance over axes: the squared deviations from the {@link #mean(Tensor, Axes) mean}, their sum times the reciprocal of their number less a
     * correction.
     *
     * @param x a tensor
     * @param axes the axes
     * @param correction 1 for the unbiased variance of a sample, 0 for that of a population
     * @return the variances; NaN where the correction leaves none
     * @throws ShapeException if x has not these axes
     */
    public static Tensor variance(Tensor x, Axes axes, int correction) {
        Tensor deviation = subtract(x, mean(x, new Axes(axes.axes(), true)));
        int count = axes.count(x.shape());
        return scale(axes.sum(multiply(deviation, deviation)), 1.0 / Math.max(0, count - correction));
    }

    /**
     * The greatest element over axes; NaN if one is NaN. Its derivative is shared as {@link Max} says.
     *
     * @param x a tensor
     * @param axes the axes
     * @return the maxima; negative infinity of no elements
     * @throws ShapeException if x has not these axes
     */
    public static Tensor max(Tensor x, Axes axes) {
        return axes.reduce(x, rows -> max(rows, 1));
    }

    /**
     * The least element over axes; NaN if one is NaN. Its derivative is shared as {@link Max} says.
     *
     * @param x a tensor
     * @param axes the axes
     * @return the minima; infinity of no elements
     * @throws ShapeException if x has not these axes
     */
    public static Tensor min(Tensor x, Axes axes) {
        return axes.reduce(x, rows -> min(rows, 1));
    }

    /**
     * ln sum e^x over axes, without overflow.
     *
     * @param x a tensor
     * @param axes the axes
     * @return the logarithms
     * @throws ShapeException if x has not these axes
     */
    public static Tensor logSumExp(Tensor x, Axes axes) {
        return axes.reduce(x, rows -> logSumExp(rows, 1));
    }

    /**
     * The product over axes, multiplied in a tree: the first half of what is left times the second half. Its derivatives are right where elements are
     * zero, too.
     *
     * @param x a tensor
     * @param axes the axes
     * @return the products; 1 of no elements
     * @throws ShapeException if x has not these axes
     */
    public static Tensor product(Tensor x, Axes axes) {
        return axes.reduce(x, Scans::reduceProduct);
    }

    // Windows along any number of axes, [..., n_1, ..., n_D, C]: sequences, images and volumes

    /**
     * The convolution of neural networks, a cross-correlation, in any number of dimensions, with groups: channels of group g of the result are of those of
     * group g of x alone. Of images with one stride and padding it is {@link #convolution(Tensor, Tensor, int, int)}; else sums run over the places of the
     * weights, then channels, in order, by fma, padding among them.
     *
     * @param x [..., n_1, ..., n_D, in]
     * @param weights [..., k_1, ..., k_D, in / groups, out]; leading axes broadcast
     * @param sliding how windows of k_1 by ... by k_D slide along the D axes, rounded down
     * @param groups into how many equal groups the channels are divided, from 1
     * @return [..., n_1', ..., n_D', out] with the numbers of positions that {@link Sliding} states
     * @throws ShapeException if the shapes do not fit together
     */
    public static Tensor convolution(Tensor x, Tensor weights, Sliding sliding, int groups) {
        return WindowFunctions.convolution(x, weights, sliding, groups);
    }

    /**
     * The transposed convolution in any number of dimensions, with groups: as a map of x, the transpose of {@link #convolution(Tensor, Tensor, Sliding,
     * int)} with these weights, the channels of each group exchanged. Products are summed over the channels in order, by fma, and then where windows
     * overlap, along the last axis first.
     *
     * @param x [..., n_1', ..., n_D', in]
     * @param weights [..., k_1, ..., k_D, in, out / groups]; leading axes broadcast
     * @param sliding how windows slide along the result, rounded down
     * @param outputPadding how many places more the result has at the end of each axis, less than its stride or dilation
     * @param groups into how many equal groups the channels are divided, from 1
     * @return [..., n_1, ..., n_D, out] with n = (n' - 1) s - 2 p + d (k - 1) + 1 + the output padding
     * @throws ShapeException if the shapes do not fit together
     */
    public static Tensor transposedConvolution(
            Tensor x, Tensor weights, Sliding sliding, List<Integer> outputPadding, int groups) {
        return WindowFunctions.transposedConvolution(x, weights, sliding, outputPadding, groups);
    }

    /**
     * The greatest element in each window, in any number of dimensions. Places outside count as negative infinity. Its derivative is that of the greatest
     * element, of equal ones the first in row-major order.
     *
     * @param x [..., n_1, ..., n_D, C]
     * @param window the lengths of the window along the D axes
     * @param sliding how it slides; padding is at most half of what the window spans
     * @return [..., n_1', ..., n_D', C] with the numbers of positions that {@link Sliding} states
     * @throws ShapeException if the window does not fit
     */
    public static Tensor maxPool(Tensor x, List<Integer> window, Sliding sliding) {
        return WindowFunctions.maxPool(x, window, sliding);
    }

    /**
     * The mean of each window, in any number of dimensions: its sum times the reciprocal of the number of places that count.
     *
     * @param x [..., n_1, ..., n_D, C]
     * @param window the lengths of the window along the D axes
     * @param sliding how it slides
     * @param countsPadding whether places in the padding count, as zeros; those beyond it, where positions are rounded up, never do
     * @return [..., n_1', ..., n_D', C] with the numbers of positions that {@link Sliding} states
     * @throws ShapeException if the window does not fit
     */
    public static Tensor averagePool(Tensor x, List<Integer> window, Sliding sliding, boolean countsPadding) {
        return WindowFunctions.averagePool(x, window, sliding, countsPadding);
    }

    /**
     * The windows, in any number of dimensions, each as its elements in row-major order; zeros outside.
     *
     * @param x [..., n_1, ..., n_D, C]
     * @param window the lengths of the window along the D axes
     * @param sliding how it slides
     * @return [..., n_1', ..., n_D', k_1 ... k_D, C] with the numbers of positions that {@link Sliding} states
     * @throws ShapeException if the window does not fit
     */
    public static Tensor unfold(Tensor x, List<Integer> window, Sliding sliding) {
        return WindowFunctions.unfold(x, window, sliding);
    }
}
