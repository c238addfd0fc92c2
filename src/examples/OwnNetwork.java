import dualflow.autodiff.Autodiff;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.SecondMoment;
import dualflow.device.host.HostDevice;
import dualflow.evaluation.ToyData;
import dualflow.flow.*;
import dualflow.nn.*;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.*;
import dualflow.train.*;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A network of one's own, trained on two moons; then its samples, a JVP through its flow, and what the JVPs of many samples say. */
public class OwnNetwork {
    record Residual(int width) implements VelocityModel {
        public Specification specification() {
            return Specification.NONE.and("in", new Linear(3, width)).and("middle", new Linear(width, width)).and("out", new Linear(width, 2));
        }

        public Tensor velocity(Pass pass, Tensor t, Tensor x) {
            Tensor time = Ops.broadcast(t, x.shape().leading(1).then(Shape.of(1)));
            Tensor h = Ops.silu(new Linear(3, width).apply(pass.under("in"), Ops.concat(x, time, -1)));
            h = Ops.add(h, Ops.silu(new Linear(width, width).apply(pass.under("middle"), h)));
            return new Linear(width, 2).apply(pass.under("out"), h);
        }
    }

    public static void main(String[] args) {
        VelocityModel model = new Residual(32);
        Batches moons = Batches.of(Shape.of(64, 2), step -> ToyData.TWO_MOONS.samples(new Draws(1), 64 * step, 64));
        TrainingSettings settings = new TrainingSettings(
                Adam.adam(), new LearningRate(LearningRate.Course.COSINE, 1e-2, 0), Optional.empty(), Optional.empty(), 400, 64, DType.FLOAT32, 1);
        Objective objective = new FlowMatchingObjective(model, FlowMatching.Prediction.VELOCITY, moons, 1);
        TrainingPlan plan = new TrainingPlan(Map.of("model", "of one's own"), model.specification(), objective, settings);
        try (Device device = new HostDevice();
                Trainer trainer = Trainer.start(device, plan)) {
            while (!trainer.isDone()) {
                trainer.advance();
            }
            Pass pass = Pass.evaluation(trainer.state().parameters());
            UnaryOperator<Tensor> flow = x0 ->
                    OdeSolver.euler().solve((t, x) -> model.velocity(pass, t, x), x0, TimeGrid.uniform(0, 1, 50));

            Tensor x0 = device.tensor(DType.FLOAT32, Shape.of(3, 2), new Draws(2).normals(0, 0, 6));
            print("three samples            ", flow.apply(x0));
            Tensor along = device.tensor(DType.FLOAT32, Shape.of(3, 2), 1, 0, 1, 0, 1, 0);
            print("J (1, 0)' at each of them", Autodiff.jvp(flow::apply, x0, along).tangent());
            SecondMoment moment = new JvpEstimator(flow, 2, 42).secondMoment(device, DType.FLOAT32, 2000);
            System.out.printf("correlation of the JVPs   %.3f%n", moment.correlation().uncentred(0, 1).orElseThrow().value());
        }
    }

    static void print(String what, Tensor rows) {
        double[] x = rows.value().toDoubles();
        System.out.print(what);
        for (int i = 0; i < x.length; i += 2) {
            System.out.printf(" (%.3f, %.3f)", x[i], x[i + 1]);
        }
        System.out.println();
    }
}
