package dualflow.semantics;

import java.util.List;

/**
 * What an evaluation gave.
 *
 * @param admissible for each draw whether it fulfils all inequalities behind {@code where}
 * @param sides for each variant, for each of its relations
 */
@SuppressWarnings("ArrayRecordComponent") // marks of a batch
public record Evaluated(boolean[] admissible, List<List<Sides>> sides) {}
