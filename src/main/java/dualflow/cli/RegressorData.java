package dualflow.cli;

import dualflow.data.IdxImages;
import dualflow.evaluation.RegressionFit;
import dualflow.nn.Architecture;
import dualflow.nn.AttributeRegressor;
import dualflow.nn.Parameters;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.Batches;
import dualflow.train.Dataset;
import dualflow.train.RegressionObjective;
import dualflow.train.StandardScores;
import dualflow.train.TrainingSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a regressor is trained and judged on.
 *
 * @param images the images
 * @param values their attributes, [images, targets], row-major
 * @param targets the names of the attributes
 * @param heldOut how many images at the end are not trained on
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way to a training; never compared
record RegressorData(IdxImages images, double[] values, List<String> targets, int heldOut) {
    /** The metadata key of the attributes' names, between commas. */
    static final String TARGETS = "targets";

    /** What the names of standard scores end with, as in the labels of {@code scm make}. */
    static final String SCORE = "_z";

    RegressorData {
        targets = List.copyOf(targets);
    }

    private int trained() {
        return images.count() - heldOut;
    }

    private double[] training() {
        return Arrays.copyOf(values, trained() * targets.size());
    }

    /** Means and deviations over the images to train on. */
    StandardScores scores() {
        return StandardScores.of(training(), targets.size());
    }

    Architecture architecture(int baseChannels) {
        return Architecture.named("regressor")
                .with("channels", Integer.toString(images.channels()))
                .with("base_channels", Integer.toString(baseChannels))
                .with("outputs", Integer.toString(targets.size()));
    }

    /** The training, with a description of the data's origin. */
    TrainingCommand.Task task(
            int baseChannels, TrainingSettings settings, Map<String, String> origin, List<Path> files) {
        AttributeRegressor model =
                (AttributeRegressor) architecture(baseChannels).model();
        StandardScores scores = scores();
        Map<String, String> data = new LinkedHashMap<>(origin);
        data.put(TARGETS, String.join(",", targets));
        data.put("held out", Integer.toString(heldOut));
        Dataset rows = Dataset.rows(scores.apply(training()), targets.size());
        return new TrainingCommand.Task(
                architecture(baseChannels),
                new RegressionObjective(
                        model,
                        Batches.of(Dataset.of(images).first(trained()), settings.batch(), settings.seed()),
                        Batches.of(rows, settings.batch(), settings.seed())),
                data,
                files,
                Optional.of(device -> model.specification()
                        .draw(device, settings.dtype(), settings.seed())
                        .with(AttributeRegressor.units(device, settings.dtype(), scores.mean(), scores.deviation()))));
    }

    /** How well the attributes of the images held out are measured. */
    List<RegressionFit> fits(int baseChannels, Parameters parameters, Device device, DType dtype) {
        return RegressionFit.of(
                (AttributeRegressor) architecture(baseChannels).model(),
                parameters,
                device,
                dtype,
                images,
                trained(),
                Arrays.copyOfRange(values, trained() * targets.size(), values.length),
                targets);
    }
}
