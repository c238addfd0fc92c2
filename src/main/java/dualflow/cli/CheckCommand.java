package dualflow.cli;

import dualflow.check.CheckRun;
import dualflow.check.CheckSettings;
import dualflow.check.CheckSettings.Depth;
import dualflow.check.ClaimFile;
import dualflow.check.ClaimFileException;
import dualflow.data.AtomicFile;
import dualflow.data.BadFileException;
import dualflow.device.Workload;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
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

    private final Supplier<Device> chosenDevice;

    CheckCommand() {
        chosenDevice = () -> deviceOptions.open(DType.FLOAT32, Workload.SMALL);
    }

    /** A command that computes on a given device, which it closes. */
    CheckCommand(Device device) {
        chosenDevice = () -> device;
    }

    @Override
    public Integer call() {
        CheckSettings settings = settings();
        if ((types || latex) && (json != null || html != null || explained != null)) {
            throw usage((types ? "--types" : "--latex") + " checks nothing: leave out --json, --html and --explain.");
        }
        requireOutputsApart();
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

    /** Refuses to write over a claim file, or one output over the other. */
    private void requireOutputsApart() {
        List<Path> taken = new ArrayList<>(paths);
        for (Path output : Stream.of(json, html).filter(path -> path != null).toList()) {
            if (taken.stream().anyMatch(path -> isSame(path, output))) {
                throw usage(
                        "The result would be written over " + output + ", which is named twice: name another file.");
            }
            taken.add(output);
        }
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize())
                    || (Files.isRegularFile(a) && Files.isRegularFile(b) && Files.isSameFile(a, b));
        } catch (IOException e) {
            return false; // what cannot be looked at cannot be read or written either, which is said then
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
                } catch (BadFileException | ClaimFileException | ParameterException e) {
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

    private int check(Device opened, List<ClaimFile> files, CheckSettings settings) {
        CheckedClaims found = new CheckedClaims(out(), err(), settings, opened, explained != null);
        new CheckRun(files, opened, settings).check(found);
        found.finish(json, html);
        return found.exitCode();
    }

    /** The device that was asked for, or the host where it has no float64. */
    private Device open() {
        Device device = chosenDevice.get();
        if (device.supports(DType.FLOAT64)) {
            return device;
        }
        err().println(device.id()
                + " has no float64, in which verdicts are reached: the claims are checked on the host");
        device.close();
        return new HostDevice();
    }
}
