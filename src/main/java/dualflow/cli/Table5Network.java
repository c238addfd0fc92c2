package dualflow.cli;

import dualflow.images.LearnedImageFlow;
import java.util.List;

/**
 * The network of the command reproduce table5.
 *
 * @param flow the flow
 * @param story the network, its training data and its training, line by line
 */
record Table5Network(LearnedImageFlow flow, List<String> story) {}
