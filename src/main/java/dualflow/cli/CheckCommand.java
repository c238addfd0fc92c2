package dualflow.cli;

import dualflow.check.CheckRun;
import dualflow.check.CheckSettings;
import dualflow.check.CheckSettings.Depth;
import dualflow.check.ClaimFile;
import dualflow.check.ClaimReport;
import dualflow.check.Counterexample;
import dualflow.data.AtomicFile;
import dualflow.data.Json;
import dualflow.device.Workload;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code check}: claims in files, against exact derivatives. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks equations that are written as a paper prints them, and says of each whether it holds, with the smallest"
                    + " counterexample where it fails.",
            "The exit code is 1 where a verdict is not the one behind 'expect', or, where none is expected, is fails or undefined."
        },
        footer = {"", "Example:", "  dualflow check paper.claims --only jacobian --seed 2"})
final class CheckCommand extends Subcommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The claim files.")
    private List<Path> paths;

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "Check this claim alone; may be given several times, or with commas.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "" + CheckSettings.DEFAULT_DRAWS,
            description = "The number of generic draws at each tuple of sizes (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The seed of all draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private DeviceOptions deviceOptions;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the reports as JSON.")
    private Path json;

    private CheckCommand() {}

    @Override
    public Integer call() {
        CheckSettings settings = settings();
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
        List<ClaimFile> files = new ClaimFiles(paths).read(err());
        if (files.isEmpty()) {
            return ExitCode.BAD_INPUT;
        }
        return check(chosen(files), settings);
    }

    private CheckSettings settings() {
        try {
            return new CheckSettings(seed, draws, Depth.FULL);
        } catch (IllegalArgumentException e) {
            throw usage("--draws is " + draws + ": " + e.getMessage());
        }
    }

    /** The files with the claims that are asked for. */
    private List<ClaimFile> chosen(List<ClaimFile> files) {
        try {
            return ClaimFiles.only(only, files);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private int check(List<ClaimFile> files, CheckSettings settings) {
        try (Device device = open()) {
            long start = System.nanoTime();
            ClaimPrinter printer = new ClaimPrinter(out(), settings);
            List<ClaimReport> reports = new ArrayList<>();
            new CheckRun(files, device, settings).check(new CheckRun.Listener() {
                @Override
                public void checked(ClaimFile file, ClaimReport report) {
                    reports.add(report);
                    printer.print(file, report);
                }

                @Override
                public void waiting(String claim, int finished, int all) {
                    err().printf(
                                    Locale.ROOT,
                                    "checked %d of %d claims in %.0f s, still at %s%n",
                                    finished,
                                    all,
                                    (System.nanoTime() - start) / 1e9,
                                    claim);
                    err().flush();
                }
            });
            printer.printCounts(reports, device.id(), (System.nanoTime() - start) / 1e9);
            if (json != null) {
                Json.write(json, reports.stream().map(CheckCommand::object).toList());
            }
            return reports.stream().allMatch(ClaimReport::isAsExpected) ? ExitCode.OK : ExitCode.CHECK_FAILED;
        }
    }

    /** The device that was asked for, or the host where it has no float64. */
    private Device open() {
        Device device = deviceOptions.open(DType.FLOAT32, Workload.SMALL);
        if (device.supports(DType.FLOAT64)) {
            return device;
        }
        err().println(device.id()
                + " has no float64, in which verdicts are reached: the claims are checked on the host");
        device.close();
        return new HostDevice();
    }

    private static Map<String, Object> object(ClaimReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", report.file());
        object.put("id", report.id());
        object.put("source", report.source());
        object.put("statement", report.statement());
        object.put("verdict", report.finding().word());
        object.put("residual", report.residual());
        object.put("roundingLevel", report.roundingLevel());
        object.put("draws", report.draws());
        object.put(
                "counterexample",
                report.counterexample().map(CheckCommand::object).orElse(null));
        object.put("instead", report.instead().orElse(null));
        object.put("seconds", report.seconds());
        return object;
    }

    private static Map<String, Object> object(Counterexample counterexample) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("values", counterexample.text());
        object.put("left", counterexample.left());
        object.put("right", counterexample.right());
        return object;
    }
}
