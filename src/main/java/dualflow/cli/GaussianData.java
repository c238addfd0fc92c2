package dualflow.cli;

import dualflow.closedform.GaussianFlow;
import dualflow.evaluation.ExcessMeasure;
import dualflow.evaluation.GaussianSamples;
import dualflow.nn.VelocityModel;
import dualflow.train.Batches;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The data of the two Gaussian trainings: a fixed number of samples drawn once, or fresh ones in each step. */
record GaussianData(GaussianSamples samples, int count) {
    GaussianData {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "--samples is a number of samples, or 0 for new ones in each step, got " + count);
        }
    }

    Batches batches(TrainingSettings settings) {
        return count == 0
                ? samples.fresh(settings.batch())
                : Batches.of(samples.first(count), settings.batch(), settings.seed());
    }

    /** The population loss of a network on these data, which is known in closed form. */
    Population population(VelocityModel model, Prediction prediction) {
        GaussianFlow flow = samples.flow();
        double least = prediction == Prediction.VELOCITY ? flow.lossFloor() : flow.targetLossFloor();
        return new Population(
                OptionalDouble.of(least / samples.dimension()),
                model,
                device -> ExcessMeasure.ofGaussian(prediction, samples));
    }

    Map<String, String> identity() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("data", "normal numbers");
        if (samples.dimension() == 2) {
            all.put("correlation", Double.toString(samples.correlation()));
        }
        all.put("samples", count == 0 ? "new in each step" : Integer.toString(count));
        return all;
    }
}
