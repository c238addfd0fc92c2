package dualflow.cli;

import dualflow.evaluation.ExcessMeasure;
import dualflow.nn.VelocityModel;
import dualflow.tensor.Device;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What is known of the population loss of a training.
 *
 * @param least the least that there is; empty if it is not known
 * @param model the network
 * @param measure measures its excess, on a device
 */
record Population(OptionalDouble least, VelocityModel model, Function<Device, ExcessMeasure> measure) {}
