package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.ShortestDecimal;
import dualflow.dependency.Bootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the command attributes about what is correlated given what, as a mixin. */
final class AttributeOptions {
    /** The thresholds of a sweep, in units of the root mean square. */
    private static final List<Double> SWEEP = List.of(0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0);

    private static final double USUAL_THRESHOLD = 0.2;
    private static final int MOST_REPLICATES = 10_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--attributes",
            split = ",",
            paramLabel = "NAME",
            description = "The names of the classifier's outputs, between commas (default: as its file says, or else"
                    + " their numbers).")
    private List<String> attributes;

    @Option(
            names = "--condition",
            paramLabel = "NAME",
            description =
                    "Take also only what hardly changes this attribute, in three readings: the product |(J z)_k|, the"
                            + " published code's difference along a unit vector, and the row norm ||J_k||.")
    private String condition;

    @Option(
            names = "--threshold",
            split = ",",
            paramLabel = "TAU",
            description = "What counts as hardly, in units of the root mean square of each reading over the first 128"
                    + " samples (default: 0.2); of the first one matrices are written.")
    private List<Double> thresholds;

    @Option(
            names = "--sweep",
            description = "With --condition, further thresholds from 0.02 to 2: sweep.csv and sweep.png.")
    private boolean sweep;

    @Option(
            names = "--pair",
            split = ",",
            paramLabel = "NAME",
            description = "The two attributes that the sweep shows (default: those with the strongest correlation).")
    private List<String> pair;

    @Option(
            names = "--do",
            split = ",",
            paramLabel = "NAME=C",
            description = "Take directions along which these attributes change by C exactly, such as Male=0.")
    private Map<String, Double> held = new LinkedHashMap<>();

    @Option(
            names = "--bootstrap",
            paramLabel = "B",
            defaultValue = "200",
            description = "Replicates of the bootstrap over points (default: ${DEFAULT-VALUE}; 0 for none).")
    private int replicates;

    void require() {
        if (condition == null && (thresholds != null || sweep || pair != null)) {
            throw usage("--threshold, --sweep and --pair are of --condition: name the attribute by it.");
        }
        if (condition != null && !held.isEmpty()) {
            throw usage("--condition takes some of all directions, --do takes others: leave one of them out.");
        }
        for (double threshold : thresholds()) {
            if (!(threshold > 0) || Double.isInfinite(threshold)) {
                throw usage("--threshold is above 0, not " + ShortestDecimal.of(threshold) + ".");
            }
        }
        held.forEach((name, value) -> {
            if (value == null || !Double.isFinite(value)) {
                throw usage("--do takes a finite number for " + name + ".");
            }
        });
        if (pair != null && pair.size() != 2) {
            throw usage("--pair names two attributes, such as Pointy_Nose,Rosy_Cheeks.");
        }
        if (replicates != 0 && (replicates < Bootstrap.FEWEST || replicates > MOST_REPLICATES)) {
            throw usage("--bootstrap is " + replicates + "; it is 0 or " + Bootstrap.FEWEST + " to " + MOST_REPLICATES
                    + ", as a 95 % interval needs some.");
        }
    }

    /** The names of the outputs. */
    List<String> names(TrainedClassifier classifier) {
        return classifier.names(attributes);
    }

    /** The attribute to condition on; empty if none is named. */
    OptionalInt conditioned(List<String> names, TrainedClassifier classifier) {
        return condition == null ? OptionalInt.empty() : OptionalInt.of(index(condition, names, classifier));
    }

    /** The attributes to hold, by index. */
    Map<Integer, Double> held(List<String> names, TrainedClassifier classifier) {
        Map<Integer, Double> byIndex = new LinkedHashMap<>();
        held.forEach((name, value) -> byIndex.put(index(name, names, classifier), value));
        return byIndex;
    }

    /** The two attributes that a sweep shows; empty if none are named. */
    List<Integer> pair(List<String> names, TrainedClassifier classifier) {
        return pair == null
                ? List.of()
                : pair.stream().map(name -> index(name, names, classifier)).toList();
    }

    /** The threshold of which matrices are written. */
    double first() {
        return thresholds == null ? USUAL_THRESHOLD : thresholds.get(0);
    }

    /** All thresholds, in ascending order. */
    List<Double> thresholds() {
        TreeSet<Double> all = new TreeSet<>();
        all.addAll(thresholds == null ? List.of(USUAL_THRESHOLD) : thresholds);
        if (sweep) {
            all.addAll(SWEEP);
        }
        return new ArrayList<>(all);
    }

    int replicates() {
        return replicates;
    }

    /** What determines the results, as text by name. */
    Map<String, String> identity() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("condition", String.valueOf(condition));
        all.put("thresholds", condition == null ? "none" : thresholds().toString());
        all.put("do", held.toString());
        all.put("bootstrap", Integer.toString(replicates));
        return all;
    }

    private static int index(String name, List<String> names, TrainedClassifier classifier) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new BadFileException("The classifier of " + classifier.file() + " has no attribute '" + name
                    + "'; it has " + String.join(", ", names) + ".");
        }
        return index;
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
