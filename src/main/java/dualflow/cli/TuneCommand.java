package dualflow.cli;

import dualflow.data.AtomicFile;
import dualflow.data.Json;
import dualflow.device.Devices;
import dualflow.device.opencl.OpenClInfo;
import dualflow.device.opencl.Tunings;
import dualflow.tuning.DeviceTuning;
import dualflow.tuning.TunedCase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code tune}: tries every candidate of a device's kernels, and keeps the fastest. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = {
            "Tries every way in which an OpenCL device can divide products and convolutions among its work-items, checks each"
                    + " against the host's bits, times it, and keeps the fastest for this device and driver. No result changes by a"
                    + " bit.",
            "",
            "Each trial runs in a process of its own: what crashes the driver, hangs or gives other bits is remembered and not"
                    + " launched again. The rule's way stays where the fastest gains less than 5 %%. Exit code 1 where bits differ."
        })
final class TuneCommand extends Subcommand {
    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = Devices.AUTO,
            description = "The device: opencl:PLATFORM:DEVICE, or auto for the best one (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--full",
            description = "Tune the sizes of large networks and float64 too, and try again what is remembered as bad.")
    private boolean full;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "A trial that takes longer, compilation included, counts as hung (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", paramLabel = "FILE", description = "Write what was tried, and its times, as JSON.")
    private Path json;

    private TuneCommand() {}

    @Override
    public Integer call() {
        requirePositive("--limit", limit);
        if (device.equals(Devices.HOST)) {
            throw usage("the host has one kernel for each op, so there is nothing to tune; name an OpenCL device");
        }
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
        OpenClInfo info = Devices.tried(Devices.openCl(device));
        err().println("tuning " + info.id() + " (" + info.name() + ") ...");
        DeviceTuning tuning = new DeviceTuning(info, Tunings.of(info), Duration.ofSeconds(limit), full);
        List<TunedCase> cases = tuning.run(next -> {
            err().println("  " + next);
            err().flush();
        });
        TuneReport report = new TuneReport(info, full, cases);
        if (json != null) {
            Json.write(json, report.fields(DevicesCommand.fields(info)));
        }
        report.print(out());
        out().flush();
        return report.passed() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
}
