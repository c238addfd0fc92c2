package dualflow.cli;

import dualflow.check.CheckRun;
import dualflow.check.CheckSettings;
import dualflow.check.CheckSettings.Depth;
import dualflow.check.ClaimFile;
import dualflow.check.ClaimOperations;
import dualflow.check.ClaimReport;
import dualflow.check.Counterexample;
import dualflow.data.AtomicFile;
import dualflow.data.BadFileException;
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
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a page with each claim as mathematics, its text and its verdict.")
    private Path html;

    @Option(
            names = "--explain",
            paramLabel = "ID",
            description =
                    "Check this claim alone, and print the operations of both sides at the counterexample, or at the"
                            + " first draw where there is none.")
    private String explained;

    @Option(names = "--types", description = "Print each name with its type and its shape, and check nothing else.")
    private boolean types;

    @Option(names = "--latex", description = "Print each claim with its equation in LaTeX, and check nothing.")
    private boolean latex;

    @Option(names = "--watch", description = "Run again whenever a file is saved, until Ctrl-C.")
    private boolean watch;

    private CheckCommand() {}

    @Override
    public Integer call() {
        CheckSettings settings = settings();
        if ((types || latex) && (json != null || html != null || explained != null)) {
            throw usage((types ? "--types" : "--latex") + " checks nothing: leave out --json, --html and --explain.");
        }
        Stream.of(json, html).filter(path -> path != null).forEach(AtomicFile::requireWritable);
        if (types || latex) {
            return watched(() -> print(chosen(read())));
        }
        if (!watch) {
            List<ClaimFile> files = chosen(read()); // before a device is opened
            try (Device device = open()) {
                return check(device, files, settings);
            }
        }
        try (Device device = open()) {
            return watched(() -> check(device, chosen(read()), settings));
        }
    }

    private CheckSettings settings() {
        try {
            boolean inSingle = deviceOptions.dtype(DType.FLOAT64) == DType.FLOAT32;
            return new CheckSettings(seed, draws, Depth.FULL, inSingle);
        } catch (IllegalArgumentException e) {
            throw usage("--draws is " + draws + ": " + e.getMessage());
        }
    }

    /** Runs once, or with --watch again after each change. */
    private int watched(IntSupplier run) {
        if (!watch) {
            return run.getAsInt();
        }
        try (FileWatch files = new FileWatch(paths)) {
            while (true) {
                try {
                    boolean expected = run.getAsInt() == ExitCode.OK;
                    err().println(expected ? "all as expected" : "not all as expected");
                } catch (BadFileException | ParameterException e) {
                    err().println(e.getMessage()); // which the next change may mend
                }
                err().println("waiting until a file is saved; Ctrl-C ends");
                err().flush();
                Path saved = files.next();
                err().println(saved.getFileName() + " was saved");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.OK;
        }
    }

    private List<ClaimFile> read() {
        return new ClaimFiles(paths).read();
    }

    /** The files with the claims that are asked for. */
    private List<ClaimFile> chosen(List<ClaimFile> files) {
        try {
            return ClaimFiles.only(explained == null ? only : List.of(explained), files);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private int print(List<ClaimFile> files) {
        files.forEach(file -> {
            if (types) {
                ClaimNotation.printTypes(out(), file);
            }
            if (latex) {
                ClaimNotation.printLatex(out(), file);
            }
        });
        return ExitCode.OK;
    }

    private int check(Device device, List<ClaimFile> files, CheckSettings settings) {
        long start = System.nanoTime();
        ClaimPrinter printer = new ClaimPrinter(out(), settings);
        ClaimPage page = new ClaimPage();
        List<ClaimReport> reports = new ArrayList<>();
        new CheckRun(files, device, settings).check(new CheckRun.Listener() {
            @Override
            public void checked(ClaimFile file, ClaimReport report) {
                reports.add(report);
                printer.print(file, report);
                page.add(file, report);
                if (explained != null) {
                    ClaimOperations.of(file.claims().get(0), device, settings, report.counterexample())
                            .ifPresent(printer::print);
                }
            }

            @Override
            public void waiting(String claim, int finished, int all) {
                err().printf(
                                Locale.ROOT,
                                "checked %d of %d claims in %.0f s, still at %s%n",
                                finished,
                                all,
                                seconds(start),
                                claim);
                err().flush();
            }
        });
        String counts = ClaimPrinter.counts(reports, device.id(), seconds(start));
        printer.printCounts(reports, counts);
        if (json != null) {
            Json.write(json, reports.stream().map(CheckCommand::object).toList());
        }
        if (html != null) {
            page.write(html, counts);
        }
        return reports.stream().allMatch(ClaimReport::isAsExpected) ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
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
