// x e^x, its derivative, and the derivative of that
Tensor f(Tensor x) {
    return Ops.multiply(x, Ops.exp(x));
}

f(scalar(1))
Autodiff.jvp(x -> f(x), scalar(1), scalar(1)).tangent()
Tensor slope(Tensor x) {
    return Autodiff.jvp(a -> f(a), x, scalar(1)).tangent();
}
Autodiff.jvp(x -> slope(x), scalar(1), scalar(1)).tangent()

// the Jacobian of (x0 x1, e^x0), a row for each output
Autodiff.jacobian(x -> Ops.concat(Ops.multiply(Ops.slice(x, -1, 0, 1), Ops.slice(x, -1, 1, 1)), Ops.exp(Ops.slice(x, -1, 0, 1)), -1), vector(0, 2))
