package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * A convolution and the batch norm after it, as two parts on the same level. At inference both are one convolution: with the
 * norm's factor f = w / sqrt(v + epsilon), the weights are multiplied by f and the bias is f (bias - m) + b.
 *
 * @param convolutionName the convolution's name
 * @param normName the batch norm's name
 * @param convolution the convolution
 */
record NormedConvolution(String convolutionName, String normName, Conv2d convolution) implements Layer {
    private BatchNorm norm() {
        return new BatchNorm(convolution.out());
    }

    @Override
    public Specification specification() {
        return Specification.NONE.and(convolutionName, convolution).and(normName, norm());
    }

    /**
     * Convolves and normalises.
     *
     * @param pass the pass of the layer that contains both parts
     * @param x images, [..., H, W, in]
     * @return images, [..., H', W', out]
     */
    Tensor apply(Pass pass, Tensor x) {
        return pass.isInference()
                ? Ops.add(convolved(pass, x), bias(pass))
                : norm().apply(pass.under(normName), convolution.apply(pass.under(convolutionName), x));
    }

    /**
     * Convolves, normalises and adds.
     *
     * @param pass the pass of the layer that contains both parts
     * @param x images, [..., H, W, in]
     * @param shift the tensor added to the result, [..., out]
     * @return images, [..., H', W', out]
     */
    Tensor apply(Pass pass, Tensor x, Tensor shift) {
        return pass.isInference()
                ? Ops.add(convolved(pass, x), Ops.add(bias(pass), shift))
                : Ops.add(apply(pass, x), shift);
    }

    private Tensor convolved(Pass pass, Tensor x) {
        Pass inner = pass.under(convolutionName);
        return convolution.infer(
                inner, x, () -> Ops.multiply(inner.get("weight"), norm().factor(pass.under(normName))));
    }

    private Tensor bias(Pass pass) {
        Pass normPass = pass.under(normName);
        return pass.under(convolutionName).constant("bias of inference", () -> {
            Tensor mean = normPass.get("running_mean");
            Tensor centred = convolution.bias()
                    ? Ops.subtract(pass.under(convolutionName).get("bias"), mean)
                    : Ops.negate(mean);
            return Ops.add(Ops.multiply(centred, norm().factor(normPass)), normPass.get("bias"));
        });
    }
}
