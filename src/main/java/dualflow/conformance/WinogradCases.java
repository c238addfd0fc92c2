package dualflow.conformance;

import dualflow.op.ConvolutionByWinograd;
import dualflow.op.ConvolutionWeightsByWinograd;
import dualflow.op.WinogradConvolution;
import dualflow.op.WinogradInput;
import dualflow.op.WinogradOutput;
import dualflow.op.WinogradWeights;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Convolutions by Winograd's algorithm and its parts. */
final class WinogradCases {
    private WinogradCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        cases.addAll(List.of(
                OpCase.of(new ConvolutionByWinograd(1, false), Shape.of(2, 3, 5, 2), Shape.of(3, 3, 2, 3)),
                OpCase.of(new ConvolutionByWinograd(0, true), Shape.of(1, 3, 7, 1), Shape.of(2, 3, 3, 1, 2)),
                OpCase.of(new ConvolutionByWinograd(2, true), Shape.of(2, 1, 1, 1, 1, 2), Shape.of(3, 3, 3, 2, 1)),
                OpCase.of(new ConvolutionByWinograd(1, false), Shape.of(0, 4, 4, 3), Shape.of(3, 3, 3, 2)),
                OpCase.of(new ConvolutionByWinograd(0, false), Shape.of(1, 3, 3, 0), Shape.of(3, 3, 0, 2)),
                // Whole vectors: weights for each block, and shared.
                OpCase.of(new ConvolutionByWinograd(1, true), Shape.of(1, 2, 3, 16), Shape.of(2, 3, 3, 16, 16)),
                OpCase.of(new ConvolutionByWinograd(0, false), Shape.of(2, 1, 3, 4, 16), Shape.of(3, 3, 16, 32))));
        cases.addAll(List.of(
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(2, 5, 4, 2), Shape.of(2, 5, 4, 3)),
                OpCase.of(new ConvolutionWeightsByWinograd(0), Shape.of(2, 1, 1, 3, 4, 2), Shape.of(3, 1, 1, 2, 1)),
                OpCase.of(new ConvolutionWeightsByWinograd(2), Shape.of(1, 1, 1, 1), Shape.of(2, 1, 3, 3, 2)),
                OpCase.of(new ConvolutionWeightsByWinograd(0), Shape.of(0, 3, 3, 1), Shape.of(0, 1, 1, 2)),
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(1, 3, 3, 0), Shape.of(1, 3, 3, 2)),
                // Whole vectors: y's alone, then both; partial panels; tiles for several rounds; more than one part of
                // tiles.
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(2, 5, 4, 3), Shape.of(2, 5, 4, 16)),
                OpCase.of(new ConvolutionWeightsByWinograd(0), Shape.of(2, 1, 6, 3, 48), Shape.of(1, 4, 1, 32)),
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(1, 2, 2, 38), Shape.of(1, 2, 2, 80)),
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(29, 1, 1, 1), Shape.of(29, 1, 1, 16)),
                OpCase.of(new ConvolutionWeightsByWinograd(2), Shape.of(1, 1, 1030, 1), Shape.of(1, 3, 1032, 16)),
                OpCase.of(new ConvolutionWeightsByWinograd(1), Shape.of(257, 1, 1, 2), Shape.of(257, 1, 1, 1)),
                OpCase.of(new ConvolutionWeightsByWinograd(0), Shape.of(0, 3, 3, 16), Shape.of(0, 1, 1, 16))));
        cases.addAll(List.of(
                OpCase.of(new WinogradConvolution(1), Shape.of(2, 3, 5, 2), Shape.of(36, 2, 3)),
                OpCase.of(new WinogradConvolution(0), Shape.of(1, 3, 7, 1), Shape.of(2, 36, 1, 2)),
                OpCase.of(new WinogradConvolution(2), Shape.of(2, 1, 1, 1, 1, 2), Shape.of(3, 36, 2, 1)),
                OpCase.of(new WinogradConvolution(1), Shape.of(0, 4, 4, 3), Shape.of(36, 3, 2)),
                OpCase.of(new WinogradConvolution(0), Shape.of(1, 3, 3, 0), Shape.of(36, 0, 2)),
                // Whole vectors: one tile, which fits in 32 KiB of local memory; several images in one group of tiles,
                // with shared weights and separate ones.
                OpCase.of(new WinogradConvolution(1), Shape.of(1, 2, 3, 16), Shape.of(2, 36, 16, 16)),
                OpCase.of(new WinogradConvolution(1), Shape.of(2, 1, 2, 16), Shape.of(36, 16, 16)),
                OpCase.of(new WinogradConvolution(0), Shape.of(2, 1, 3, 4, 16), Shape.of(36, 16, 32))));
        cases.addAll(List.of(
                OpCase.of(new WinogradInput(1), Shape.of(2, 5, 4, 3)),
                OpCase.of(new WinogradInput(0), Shape.of(1, 6, 9, 2)),
                OpCase.of(new WinogradInput(2), Shape.of(2, 1, 1, 3, 1)),
                OpCase.of(new WinogradInput(1), Shape.of(0, 4, 4, 3)),
                OpCase.of(new WinogradInput(1), Shape.of(2, 3, 5, 32)),
                OpCase.of(new WinogradInput(0), Shape.of(2, 2, 4, 3, 16))));
        cases.addAll(List.of(
                OpCase.of(new WinogradOutput(4, 8), Shape.of(36, 4, 1)),
                OpCase.of(new WinogradOutput(5, 3), Shape.of(2, 36, 2, 2)),
                OpCase.of(new WinogradOutput(1, 1), Shape.of(36, 3, 1)),
                OpCase.of(new WinogradOutput(4, 4), Shape.of(36, 0, 2)),
                OpCase.of(new WinogradOutput(3, 6), Shape.of(2, 36, 4, 32)),
                OpCase.of(new WinogradOutput(6, 5), Shape.of(36, 4, 16))));
        cases.addAll(List.of(
                OpCase.of(new WinogradWeights(), Shape.of(3, 3, 2, 3)),
                OpCase.of(new WinogradWeights(), Shape.of(2, 3, 3, 1, 1)),
                OpCase.of(new WinogradWeights(), Shape.of(3, 3, 0, 2)),
                OpCase.of(new WinogradWeights(), Shape.of(2, 3, 3, 2, 32)),
                OpCase.of(new WinogradWeights(), Shape.of(0, 3, 3, 1, 2)),
                OpCase.of(new WinogradWeights(), Shape.of(3, 3, 3, 16))));
        return cases;
    }
}
