package dualflow.cli;

import dualflow.check.CheckRun;
import dualflow.check.CheckSettings;
import dualflow.check.ClaimFile;
import dualflow.check.ClaimReport;
import dualflow.claim.Claim;
import dualflow.claim.Claims;
import dualflow.data.AtomicFolder;
import dualflow.data.OutputException;
import dualflow.data.RunRecord;
import dualflow.data.WorkFolder;
import dualflow.device.Workload;
import dualflow.report.ItemReport;
import dualflow.report.PaperItem;
import dualflow.report.Report;
import dualflow.report.ReportFiles;
import dualflow.report.ReportedClaim;
import dualflow.syntax.Spelling;
import dualflow.syntax.Statement;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code report}: claims, tables and figures as one page. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the claims and recomputes the paper's tables and figures, and writes all of it as one page: verdicts, equations,"
                    + " errors, numbers as printed, as the paper's code computes them and exact, figures, and what was left out and why.",
            "The folder receives report.html, which needs no network, report.md, a CSV file of the claims and of each table, the figures, and"
                    + " run.json; whole or not at all. All claims take some minutes, --only takes some of them.",
            "The exit code is that of 'verify', 'check' and 'reproduce', the greatest of all; the report is written all the same."
        },
        footer = {
            "",
            "Examples:",
            "  dualflow report --out report",
            "  dualflow report --out report --data data --claims mine.claims",
            "  dualflow report --out report --only paper,table4,figure6"
        })
final class ReportCommand extends Subcommand {
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder for the report, which is new or empty.")
    private Path folder;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "A folder with MNIST's test split (t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz) or CelebA's"
                            + " list_attr_celeba.txt, or rows of it. Without it what needs them is skipped.")
    private Path dataFolder;

    @Option(
            names = "--claims",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Claim files of your own, whose claims are checked too.")
    private List<Path> claimFiles = new ArrayList<>();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Take these alone: tables and figures such as table4, and built-in claims by their names or by their sources, such"
                            + " as paper. The claims of --claims are taken in any case.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "PATH",
            description =
                    "A trained network for Table 5 and Figure 3, as 'reproduce table5' takes it; without it one is trained, which takes"
                            + " some minutes.")
    private Path checkpoint;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "The seed of all draws for the claims of --claims (default: ${DEFAULT-VALUE}); the others have their own.")
    private long seed;

    @Mixin
    private DeviceOptions device;

    private final List<ReportedClaim> claims = new ArrayList<>();
    private int worst = ExitCode.OK;

    private ReportCommand() {}

    @Override
    public Integer call() {
        device.refuseDtype("A report");
        requireNew();
        List<Claim> known = Claims.all();
        requireKnown(known);
        List<Claim> chosen = known.stream().filter(this::isChosen).toList();
        List<ClaimFile> files = new ClaimFiles(claimFiles).read();
        ReportData data = dataFolder == null ? ReportData.NONE : ReportData.in(dataFolder);
        RunRecord record = new RunRecord(words());
        claimFiles.forEach(record::input);
        data.files().forEach(record::input);
        try (WorkFolder work = WorkFolder.beside(folder)) {
            check(chosen, files, record);
            ReportItems items = new ReportItems(data, checkpoint, device.words(), work.path(), err());
            List<ItemReport> computed = items.compute(item -> only.isEmpty() || only.contains(item.word()));
            worst = Math.max(worst, items.worst());
            record.put(
                    Report.ITEMS, computed.stream().map(ReportCommand::fields).toList());
            Report report = new Report(claims, leftOut(known.size() - chosen.size()), computed, record.contents());
            AtomicFolder.write(folder, ReportFiles.of(report, work.path()));
            out().println(report.summary());
            out().println("Written: " + folder.resolve("report.html")
                    + ", with its tables and figures as files beside it.");
            out().flush();
        }
        return worst;
    }

    /** Refuses a folder with files in it before anything is computed. */
    private void requireNew() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new OutputException(
                        "The folder " + folder + " has files already: name a new one for the report.",
                        new FileAlreadyExistsException(folder.toString()));
            }
        } catch (IOException e) {
            throw new OutputException("The report cannot be written to " + folder + ": name a new folder.", e);
        }
    }

    private void requireKnown(List<Claim> known) {
        List<String> names = Stream.concat(
                        Arrays.stream(PaperItem.values()).map(PaperItem::word),
                        known.stream().flatMap(claim -> Stream.of(claim.source().key(), claim.id())))
                .toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw usage("There is no table, figure, claim or source '" + name + "'; "
                        + Spelling.nearest(name, names)
                                .map(near -> "perhaps '" + near + "' is meant, and ")
                                .orElse("")
                        + "'dualflow verify --list' names all claims and sources.");
            }
        }
    }

    private boolean isChosen(Claim claim) {
        return only.isEmpty()
                || only.contains(claim.id())
                || only.contains(claim.source().key());
    }

    private static String leftOut(int count) {
        return count == 0 ? "" : "Of the built-in claims " + count + " were not asked for: --only names others.";
    }

    private void check(List<Claim> chosen, List<ClaimFile> files, RunRecord record) {
        int all = chosen.size()
                + files.stream().mapToInt(file -> file.claims().size()).sum();
        if (all == 0) {
            return;
        }
        long start = System.nanoTime();
        try (Device opened = device.open(DType.FLOAT64, Workload.SMALL);
                RunProgress progress = new RunProgress(err(), "claims", all)) {
            record.device(opened.toString());
            new VerifiedClaims(chosen, DType.FLOAT64, checked -> add(checked, progress), err()).on(opened);
            CheckSettings settings = CheckSettings.full(seed);
            new CheckRun(files, opened, settings).check(new CheckRun.Listener() {
                @Override
                public void checked(ClaimFile file, ClaimReport report) {
                    add(
                            ReportedClaim.of(file, report),
                            report.isAsExpected() ? ExitCode.OK : ExitCode.CHECK_FAILED,
                            progress);
                }

                @Override
                public void failed(ClaimFile file, Statement claim, Throwable cause) {
                    Failure failure = Failure.of(cause);
                    add(ReportedClaim.failed(file, claim, failure.message()), failure.exitCode(), progress);
                }
            });
            record.seed(seed);
        }
        record.put("claims", all).put("seconds of claims", (System.nanoTime() - start) / 1e9);
    }

    private void add(VerifiedClaim checked, RunProgress progress) {
        add(
                checked.outcome()
                        .map(outcome -> ReportedClaim.of(checked.claim(), outcome))
                        .orElseGet(() -> ReportedClaim.failed(
                                checked.claim(), checked.failure().orElseThrow().message())),
                checked.exitCode(),
                progress);
    }

    private void add(ReportedClaim claim, int exitCode, RunProgress progress) {
        claims.add(claim);
        worst = Math.max(worst, exitCode);
        progress.at(claims.size());
    }

    private static Map<String, Object> fields(ItemReport item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("item", item.item().label());
        fields.put("status", item.status().toString());
        fields.put("command", item.command());
        fields.put("seed", item.run().seed().isPresent() ? item.run().seed().getAsLong() : null);
        fields.put("device", item.run().device());
        fields.put("seconds", item.run().seconds());
        return fields;
    }
}
