package dualflow.cli;

import dualflow.digits.DigitStructure;
import dualflow.evaluation.ToyData;
import dualflow.figure.Format;
import dualflow.graph.TestName;
import dualflow.jacobian.FlowLinearity;
import dualflow.normalizing.FlowDesign;
import dualflow.normalizing.InvertibleResidual;
import dualflow.train.FlowMatching;
import dualflow.train.JacobianPenalty;
import dualflow.train.LearningRate;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the values of options, and explains an invalid one in the user's terms rather than Java's. */
final class Values {
    private Values() {}

    /** Registers converters for numbers, paths and option keywords with a command line and its subcommands. */
    static void register(CommandLine commandLine) {
        ITypeConverter<Integer> integer = number(Integer::valueOf, "a whole number");
        ITypeConverter<Long> longInteger = number(Long::valueOf, "a whole number");
        ITypeConverter<Double> real = number(Double::valueOf, "a number");
        commandLine
                .registerConverter(int.class, integer)
                .registerConverter(Integer.class, integer)
                .registerConverter(long.class, longInteger)
                .registerConverter(Long.class, longInteger)
                .registerConverter(double.class, real)
                .registerConverter(Double.class, real)
                .registerConverter(Path.class, Values::path)
                .registerConverter(CorrelateCommand.Method.class, choice(CorrelateCommand.Method.class))
                .registerConverter(TestName.class, choice(TestName.class))
                .registerConverter(SolverName.class, choice(SolverName.class))
                .registerConverter(PathName.class, choice(PathName.class))
                .registerConverter(WorldName.class, choice(WorldName.class))
                .registerConverter(CouplingName.class, choice(CouplingName.class))
                .registerConverter(ToyLoss.class, choice(ToyLoss.class))
                .registerConverter(ToyData.class, choice(ToyData.class))
                .registerConverter(DigitStructure.class, choice(DigitStructure.class))
                .registerConverter(Format.class, choice(Format.class))
                .registerConverter(FlowDesign.Kind.class, choice(FlowDesign.Kind.class))
                .registerConverter(InvertibleResidual.Determinant.class, choice(InvertibleResidual.Determinant.class))
                .registerConverter(LearningRate.Course.class, choice(LearningRate.Course.class))
                .registerConverter(FlowLinearity.Subject.class, choice(FlowLinearity.Subject.class))
                .registerConverter(JacobianPenalty.Kind.class, choice(JacobianPenalty.Kind.class))
                .registerConverter(FlowMatching.Prediction.class, choice(FlowMatching.Prediction.class));
    }

    private static <T> ITypeConverter<T> number(Function<String, T> parse, String what) {
        return text -> {
            try {
                return parse.apply(text.strip());
            } catch (NumberFormatException e) {
                throw new TypeConversionException(
                        text.matches("[+-]?\\d+") ? "'" + text + "' is too large" : "'" + text + "' is not " + what);
            }
        };
    }

    static Path path(String text) {
        // Java interprets the empty path as the current folder.
        if (text.isEmpty()) {
            throw new TypeConversionException("the name is empty; name a file or a folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' cannot be the name of a file" + encodingHint(text));
        }
    }

    private static String encodingHint(String text) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        return encoding.equals("UTF-8") || text.chars().allMatch(c -> c < 128)
                ? ""
                : ", as this locale writes names in " + encoding + "; set LC_ALL=C.UTF-8";
    }

    private static <E extends Enum<E>> ITypeConverter<E> choice(Class<E> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(value -> written(value).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no '" + text + "'; there are "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Values::written)
                                .collect(Collectors.joining(", "))));
    }

    /** A keyword as users write it. */
    static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
