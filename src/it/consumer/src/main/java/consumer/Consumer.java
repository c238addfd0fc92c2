package consumer;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.Devices;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/** The derivative of the sum of x sin x in the first of three numbers, sin 1 + cos 1, on the host and on the device that is best here. */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] args) {
        double expected = Math.sin(1) + Math.cos(1);
        for (String name : new String[] {"host", "auto"}) {
            Devices.Choice choice = Devices.open(name, DType.FLOAT64);
            try (Device device = choice.device()) {
                Tensor x = device.tensor(DType.FLOAT64, Shape.of(3), 1, 2, 3);
                Tensor v = device.tensor(DType.FLOAT64, Shape.of(3), 1, 0, 0);
                Dual y = Autodiff.jvp(a -> Ops.sum(Ops.multiply(a, Ops.sin(a))), x, v);
                double derivative = y.tangent().value().toDouble();
                System.out.println("Df(x) v = " + derivative + " on " + device.description());
                if (!(Math.abs(derivative - expected) <= Math.ulp(expected))) {
                    System.err.println("Df(x) v should be sin 1 + cos 1 = " + expected);
                    System.exit(1);
                }
            }
        }
    }
}
