package dualflow.cli;

import dualflow.causal.CausalRow;
import dualflow.causal.CausalTest;
import dualflow.causal.DoFlowStudy;
import dualflow.causal.Structure;
import dualflow.causal.TestSettings;
import dualflow.causal.World;
import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.experiment.CausalTriple;
import dualflow.experiment.ImageCausalTest;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code causal-test}. */
@Command(
        name = "causal-test",
        mixinStandardHelpOptions = true,
        description = {
            "Whether conditioning on small Jacobian-vector products tells causal structures apart (paper, sections 7.1 and 7.2), where the"
                    + " truth is known.",
            "",
            "For each structure with ends X and Y and a middle variable Z it prints the correlation of the ends along all directions;"
                    + " along those that hardly change Z, |(Jv)_k| < tau; at points with a small row norm |J^k|; along do-directions,"
                    + " (Jv)_k = 0; and under the true do(Z = 0). Each estimate stands beside its limit and beside the correlation of"
                    + " the variables themselves. In the linear world the exact laws of do-flows follow. With --out, table.csv, sweep.png,"
                    + " do-flow.csv and run.json are written.",
            "",
            "In the image world each structure makes images of digits, whose thickness, intensity and slant cause each other: a fork, chain,"
                    + " collider or independent. A flow of images and two regressors of these attributes are trained on them, in the folder --out,"
                    + " where the same command goes on after an interruption. The correlation of the ends is printed as the model has it, in the"
                    + " images, in the images that the flow makes, and as products of the attributes' Jacobian estimate it."
        })
final class CausalTestCommand extends Subcommand {
    private static final long SAMPLES = 100_000;

    /** Fewer, as each takes a solve of a network forward and back. */
    private static final long IMAGES = 1000;

    private static final long MOST_IMAGES = 1_000_000;

    @Mixin
    private DeviceOptions deviceOptions;

    @Option(
            names = "--world",
            paramLabel = "NAME",
            defaultValue = "LINEAR",
            description =
                    "linear: linear-Gaussian structures and their flow in closed form. nonlinear: additive noise and the model's own"
                            + " map. images: digits, a trained flow and regressors (default: linear).")
    private WorldName worldName;

    @Option(
            names = "--structures",
            split = ",",
            paramLabel = "NAME",
            description =
                    "fork, chain, mediator, collider, m-structure, instrument, separated by commas, or all; of images fork, chain,"
                            + " collider, independent (default: all; of images fork, chain and collider).")
    private List<String> structures;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "How many points, with one direction each (default: 100000; of images 1000).")
    private Long samples;

    @Option(
            names = "--tau",
            split = ",",
            paramLabel = "TAU",
            description =
                    "The thresholds of the sweep, in units of the root mean square of (Jv)_k (default: 3 to 0.02).")
    private List<Double> taus;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of all random draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ImageWorldOptions ofImages;

    @Mixin
    private PictureFolder folder;

    @Override
    public Integer call() {
        if (worldName == WorldName.IMAGES) {
            return images();
        }
        ofImages.refuse();
        World world = worldName.world();
        List<Structure> chosen = chosen(world);
        folder.requireWritable();
        RunRecord runRecord = new RunRecord(words());
        DType dtype = deviceOptions.dtype(DType.FLOAT64);
        requireSettings(SAMPLES);
        try (Device device = deviceOptions.open(DType.FLOAT64, Workload.SMALL)) {
            TestSettings settings = new TestSettings(device, dtype, samples, seed, taus);
            long each = samples * world.passes();
            List<CausalRow> rows = new ArrayList<>();
            try (RunProgress progress = new RunProgress(err(), "samples", each * chosen.size())) {
                for (Structure structure : chosen) {
                    long before = each * chosen.indexOf(structure);
                    rows.addAll(world.test(structure, settings, done -> progress.at(before + done)));
                }
            }
            CausalTestReport report = new CausalTestReport(
                    world,
                    Finite.require(new CausalTest(rows), dtype),
                    DoFlowStudy.of(worldName == WorldName.LINEAR ? chosen : List.of()),
                    samples,
                    seed,
                    device + ", " + dtype);
            report.print(out());
            if (folder.isGiven()) {
                report.write(folder, runRecord, out(), err());
            }
        }
        out().flush();
        return ExitCode.OK;
    }

    private Integer images() {
        ofImages.require();
        if (!folder.isGiven()) {
            throw usage("--world images trains networks: name a folder for them by --out.");
        }
        requireSettings(IMAGES);
        if (samples > MOST_IMAGES) {
            throw usage("--samples is " + samples + "; of images at most " + MOST_IMAGES + " are made.");
        }
        List<CausalTriple> triples = ImageWorldRun.chosen(structures == null ? ImageWorldRun.USUAL : structures, this);
        folder.requireWritable();
        RunRecord record = new RunRecord(words());
        ofImages.files().forEach(record::input);
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        List<ImageWorldRun.Result> results = new ArrayList<>();
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE)) {
            record.seed(seed).device(device + ", " + dtype).put("world", WorldName.IMAGES.toString());
            ImageWorldRun run = new ImageWorldRun(
                    ofImages,
                    folder,
                    samples.intValue(),
                    seed,
                    new ImageCausalTest.Sweep(taus, ImageWorldRun.DIRECTIONS, seed),
                    err());
            for (CausalTriple triple : triples) {
                Optional<ImageWorldRun.Result> result = run.run(triple, device, dtype);
                if (result.isEmpty()) {
                    out().println("Interrupted; the same command goes on from there.");
                    out().flush();
                    return ExitCode.OK;
                }
                results.add(Finite.require(result.get(), dtype));
            }
        }
        ImageWorldReport report = new ImageWorldReport(results);
        report.print(out());
        report.write(folder, record, out());
        return ExitCode.OK;
    }

    /** Refuses what {@link TestSettings} would, before a device is opened. */
    private void requireSettings(long usual) {
        samples = samples == null ? (Long) usual : samples;
        taus = taus == null
                ? TestSettings.SWEEP
                : taus.stream().sorted(Comparator.reverseOrder()).toList();
        try {
            new TestSettings(null, DType.FLOAT64, samples, seed, taus);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private List<Structure> chosen(World world) {
        List<Structure> chosen = new ArrayList<>();
        for (String name : structures == null ? List.of("all") : structures) {
            if (name.equalsIgnoreCase("all")) {
                return world.structures();
            }
            chosen.add(world.structures().stream()
                    .filter(structure -> structure.id().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> usage("For '--structures' there is no '" + name + "' in the " + world.id()
                            + " world; there are "
                            + world.structures().stream().map(Structure::id).collect(Collectors.joining(", "))
                            + " and all.")));
        }
        return Arrays.stream(Structure.values()).filter(chosen::contains).toList();
    }
}
