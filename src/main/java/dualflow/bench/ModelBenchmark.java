package dualflow.bench;

import dualflow.autodiff.Dual;
import dualflow.device.Devices;
import dualflow.device.calibration.Calibration;
import dualflow.device.calibration.Rates;
import dualflow.nn.Architecture;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Profile;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The speed of a model's primal and of its JVP along some directions on one device. Weights, points and directions are random; the weights
 * are prepared once, as for an ODE solver. The device's peak rates are measured before and after, and where the two differ by more than
 * {@link ModelFigures#LARGEST_DRIFT} everything is measured again, at most {@link #MOST_ATTEMPTS} times; where that does not help, the
 * figures are those of the attempt with the least drift, marked unsteady.
 *
 * @param architecture the model
 * @param samples the batch's shape, [B, H, W, C] or [B, n]
 * @param tangents the number of directions, at least 1
 * @param dtype the format of the computation
 * @param runs the number of timed runs, at least 1
 */
public record ModelBenchmark(Architecture architecture, Shape samples, int tangents, DType dtype, int runs) {
    /** The most attempts where the device's speed drifts. */
    public static final int MOST_ATTEMPTS = 3;

    private static final int WARM_UP = 3;
    private static final int PROFILED = 3;

    /**
     * Measures.
     *
     * @param device the device; nothing else should run there
     * @param repeated is called with the drift of each attempt that is repeated
     * @return the figures
     */
    public ModelFigures run(Device device, Consumer<Double> repeated) {
        Calibration calibration = Devices.calibration(device, dtype);
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
            return steadiest(attempt -> measure(program, device, calibration, attempt, peakBytes, error), repeated);
        } finally {
            arena.close();
        }
    }

    /** The first steady attempt; where there is none, the one with the least drift, with the number of all attempts. */
    static ModelFigures steadiest(IntFunction<ModelFigures> measure, Consumer<Double> repeated) {
        ModelFigures best = measure.apply(1);
        for (int attempt = 2; attempt <= MOST_ATTEMPTS && !best.isSteady(); attempt++) {
            repeated.accept(best.drift());
            ModelFigures next = measure.apply(attempt);
            best = next.drift() <= best.drift() ? next : best.afterAttempts(attempt);
        }
        return best;
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
        long primalLaunches = launches(device, program::runPrimal);
        long dualLaunches = launches(device, program::runDual);
        double[][] times = Timing.inTurn(runs, program::runPrimal, program::runDual);
        allocated = device.allocatedBytes() - allocated;
        double[][] unrecorded = Timing.inTurn(runs, program::runUnrecordedPrimal, program::runUnrecordedDual);
        List<OpTime> ops = profile(program, device);
        Rates after = calibration.measure();
        return new ModelFigures(
                before,
                after,
                attempt,
                Timing.of(times[0]),
                Timing.of(times[1]),
                Spread.ofRatios(times[1], times[0]),
                Timing.of(unrecorded[0]),
                Timing.of(unrecorded[1]),
                primalLaunches,
                dualLaunches,
                peakBytes,
                allocated,
                error,
                ops);
    }

    private static long launches(Device device, Runnable work) {
        long before = device.launches();
        work.run();
        return device.launches() - before;
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

    /** Against the definition in float64, which may run on the same device: there its arithmetic equals the host's to the last bit. */
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
