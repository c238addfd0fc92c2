package dualflow.bench;

import dualflow.autodiff.Dual;
import dualflow.device.Calibration;
import dualflow.device.Rates;
import dualflow.nn.Architecture;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Profile;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How fast a model's primal and its JVP along some directions are on one device. Weights, points and directions are drawn; the weights
 * are prepared once, as for an ODE solver. The device's own best is measured before and after, and where the two differ by more than
 * {@link ModelFigures#LARGEST_DRIFT} all is measured again, at most {@link #MOST_ATTEMPTS} times.
 *
 * @param architecture the model
 * @param samples the batch's shape, [B, H, W, C] or [B, n]
 * @param tangents along how many directions, at least 1
 * @param dtype the format of numbers
 * @param runs how many runs are timed, at least 1
 */
public record ModelBenchmark(Architecture architecture, Shape samples, int tangents, DType dtype, int runs) {
    /** How often all is measured where the device's speed drifts. */
    public static final int MOST_ATTEMPTS = 3;

    private static final int WARM_UP = 3;
    private static final int PROFILED = 3;

    /**
     * Measures.
     *
     * @param device where; nothing else should run there
     * @param voided is told, of each attempt that is void, the drift
     * @return the figures of the last attempt
     */
    public ModelFigures run(Device device, Consumer<Double> voided) {
        Calibration calibration = Calibration.of(device, dtype);
        Arena arena = device.arena();
        try {
            ModelProgram program = new ModelProgram(architecture, samples, tangents, device, dtype, true);
            for (int run = 0; run < WARM_UP; run++) {
                program.runPrimal();
                program.runDual();
            }
            long peakBytes = device.account().peak();
            Optional<ModelFigures.Errors> error = error(program, device);
            calibration.measure();
            for (int attempt = 1; ; attempt++) {
                ModelFigures figures = measure(program, device, calibration, attempt, peakBytes, error);
                if (!figures.isVoid()) {
                    return figures;
                }
                voided.accept(figures.before().drift(figures.after()));
                if (attempt == MOST_ATTEMPTS) {
                    return figures;
                }
            }
        } finally {
            arena.close();
        }
    }

    private ModelFigures measure(
            ModelProgram program,
            Device device,
            Calibration calibration,
            int attempt,
            long peakBytes,
            Optional<ModelFigures.Errors> error) {
        Rates before = calibration.measure();
        long allocated = device.allocatedBytes();
        long launches = device.launches();
        Timing primal = Timing.of(runs, program::runPrimal);
        long primalLaunches = (device.launches() - launches) / runs;
        launches = device.launches();
        Timing dual = Timing.of(runs, program::runDual);
        long dualLaunches = (device.launches() - launches) / runs;
        allocated = device.allocatedBytes() - allocated;
        Timing unrecordedPrimal = Timing.of(runs, program::runUnrecordedPrimal);
        Timing unrecordedDual = Timing.of(runs, program::runUnrecordedDual);
        List<OpTime> ops = profile(program, device);
        Rates after = calibration.measure();
        return new ModelFigures(
                before,
                after,
                attempt,
                primal,
                dual,
                unrecordedPrimal,
                unrecordedDual,
                primalLaunches,
                dualLaunches,
                peakBytes,
                allocated,
                error,
                ops);
    }

    private static List<OpTime> profile(ModelProgram program, Device device) {
        Profile profile = new Profile();
        device.profile(profile);
        try {
            for (int run = 0; run < PROFILED; run++) {
                program.runDual();
            }
        } finally {
            device.profile(null);
        }
        return OpTime.of(profile, PROFILED);
    }

    /** Against the definition in float64, which may lie on the same device: there its arithmetic is the host's to the last bit. */
    private Optional<ModelFigures.Errors> error(ModelProgram program, Device device) {
        if (dtype == DType.FLOAT64 || !device.supports(DType.FLOAT64)) {
            return Optional.empty();
        }
        Arena arena = device.arena();
        try {
            Dual dual = program.dual();
            double[] primal = dual.primal().value().toDoubles();
            double[] tangent = dual.tangent().value().toDoubles();
            Dual exact = new ModelProgram(architecture, samples, tangents, device, DType.FLOAT64, false).dual();
            return Optional.of(new ModelFigures.Errors(
                    RelativeError.of(primal, exact.primal().value().toDoubles()),
                    RelativeError.of(tangent, exact.tangent().value().toDoubles())));
        } finally {
            arena.close();
        }
    }
}
