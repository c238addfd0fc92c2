///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.dualflow:dualflow:0.1.0

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.*;

/** x sin x and its derivative at the numbers of the command line, or at 1. By itself a whole program: JBang fetches what it depends on. */
public class Standalone {
    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            for (String number : args.length > 0 ? args : new String[] {"1"}) {
                Tensor x = device.scalar(DType.FLOAT64, Double.parseDouble(number));
                Tensor one = device.scalar(DType.FLOAT64, 1);
                Dual y = Autodiff.jvp(a -> Ops.multiply(a, Ops.sin(a)), x, one);
                System.out.println("x = " + number + ": x sin x = " + y.primal().value().toDouble()
                        + ", derivative " + y.tangent().value().toDouble());
            }
        }
    }
}
