package dualflow.cli;

import dualflow.device.Devices;
import dualflow.device.Workload;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose the device and format of a command, as a mixin. */
final class DeviceOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = Devices.AUTO,
            description =
                    "Where to compute: host, opencl:PLATFORM:DEVICE as the command devices lists them, or auto: the"
                            + " host for little work, else the best OpenCL device (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--require-opencl", description = "Compute on an OpenCL device, or fail where there is none.")
    private boolean requireOpenCl;

    @Option(
            names = "--dtype",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description = "The format of numbers: float32 or float64 (default: float64; in training float32).")
    private DType dtype;

    private DType used;

    private String description;

    /**
     * Opens the device, and reports on the error stream which one was chosen and why.
     *
     * @param usual the default format
     * @param work the workload
     * @return the device, to be closed
     */
    Device open(DType usual, Workload work) {
        DType format = dtype(usual);
        used = format;
        Devices.Choice choice =
                requireOpenCl ? Devices.requireOpenCl(device, format) : Devices.open(device, format, work);
        command.commandLine().getErr().println("device " + choice.device() + ", " + choice.reason());
        description = choice.device() + ", " + format;
        return choice.device();
    }

    /**
     * The options that choose the same device in another command.
     *
     * @return words of a command line
     */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of("--device", device));
        if (requireOpenCl) {
            words.add("--require-opencl");
        }
        return words;
    }

    /**
     * Rejects {@code --dtype} for a computation in both formats.
     *
     * @param what what the command computes
     * @throws ParameterException if a format was named
     */
    void refuseDtype(String what) {
        if (dtype != null) {
            throw new ParameterException(
                    command.commandLine(), what + " is computed in float32 and in float64; leave --dtype out.");
        }
    }

    /**
     * The format in which the device was opened.
     *
     * @return the format; null before {@link #open}
     */
    DType used() {
        return used;
    }

    /**
     * The device that was opened, and the format, for the record of a run.
     *
     * @return both; null before {@link #open}
     */
    String description() {
        return description;
    }

    /**
     * The format to compute in.
     *
     * @param usual the default format
     * @return the format
     */
    DType dtype(DType usual) {
        return dtype == null ? usual : dtype;
    }
}
