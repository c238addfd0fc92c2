package dualflow.cli;

import dualflow.device.Workload;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only adds two tensors on the chosen device. */
@Command(name = "try")
final class TryDevice implements Callable<Integer> {
    @Mixin
    private DeviceOptions options;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Main.commandLine().addSubcommand(new TryDevice());
    }

    @Override
    public Integer call() {
        try (Device device = options.open(DType.FLOAT64, Workload.LARGE)) {
            DeviceTensor x = device.tensor(options.dtype(DType.FLOAT64), Shape.of(2), 0.1, 0.2);
            spec.commandLine().getOut().println(((DeviceTensor) Ops.add(x, x)).toDoubles()[0]);
        }
        return ExitCode.OK;
    }
}
