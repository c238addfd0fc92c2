import dualflow.coupling.Coupling;
import dualflow.coupling.MinibatchTransport;
import dualflow.device.host.HostDevice;
import dualflow.evaluation.SampleDistances;
import dualflow.evaluation.ToyData;
import dualflow.flow.*;
import dualflow.nn.AverageVelocityMlp;
import dualflow.nn.Pass;
import dualflow.path.*;
import dualflow.random.Draws;
import dualflow.tensor.*;
import dualflow.train.*;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One network, trained on two moons by each loss. Its samples' sliced Wasserstein distance from the data, after one step and after 50. */
public class TrainingLosses {
    static final int BATCH = 64;
    static final AverageVelocityMlp MODEL = new AverageVelocityMlp(2, 3, 32); // u(x, r, t), and the velocity v(t, x) = u(x, t, t)

    public static void main(String[] args) {
        AffinePath linear = new AffinePath(new LinearSchedule());
        AffinePath cosine = new AffinePath(new CosineSchedule());
        FlowMatching.Prediction velocity = FlowMatching.Prediction.VELOCITY;
        Batches data = moons();
        System.out.println("loss and path                      1 step  50 steps");
        double[] others = ToyData.TWO_MOONS.samples(new Draws(5), 0, 1000);
        System.out.println("(other data)                     " + digits(distance(others)));
        train("flow matching, linear            ", new FlowMatchingObjective(MODEL, velocity, data, 1), 300, euler());
        train("flow matching, cosine            ",
                new FlowMatchingObjective(MODEL, velocity, cosine, Coupling.INDEPENDENT, data, 1), 300, euler());
        train("flow matching, linear, transport ",
                new FlowMatchingObjective(MODEL, velocity, linear, new MinibatchTransport(), data, 1), 300, euler());
        train("MeanFlow, linear                 ", new MeanFlowObjective(MODEL, data, 1), 300, TrainingLosses::meanFlow);
        train("maximum likelihood               ", new LikelihoodObjective(MODEL, 4, data), 80, euler());
    }

    /** Carries states along the trained model, by steps of a grid. */
    interface Sampler {
        Tensor carry(Pass pass, Tensor x0, TimeGrid grid);
    }

    /** By the velocity and Euler's method. */
    static Sampler euler() {
        return (pass, x0, grid) -> OdeSolver.euler().solve((t, x) -> MODEL.velocity(pass, t, x), x0, grid);
    }

    /** By the model's own flow map. */
    static Tensor meanFlow(Pass pass, Tensor x0, TimeGrid grid) {
        return MeanFlow.carry(MODEL, pass, x0, grid);
    }

    static void train(String name, Objective objective, int steps, Sampler sampler) {
        TrainingSettings settings = new TrainingSettings(
                Adam.adam(), new LearningRate(LearningRate.Course.COSINE, 1e-2, 0), Optional.empty(), Optional.empty(), steps, BATCH, DType.FLOAT32, 1);
        TrainingPlan plan = new TrainingPlan(Map.of("model", "of the guide"), MODEL.specification(), objective, settings);
        try (Device device = new HostDevice();
                Trainer trainer = Trainer.start(device, plan)) {
            while (!trainer.isDone()) {
                trainer.advance();
            }
            Pass pass = Pass.evaluation(trainer.state().parameters());
            Tensor x0 = device.tensor(DType.FLOAT32, Shape.of(1000, 2), new Draws(2).normals(0, 0, 2000));
            Function<TimeGrid, String> distance = grid -> digits(distance(sampler.carry(pass, x0, grid).value().toDoubles()));
            System.out.println(name + distance.apply(TimeGrid.of(0, 1)) + distance.apply(TimeGrid.uniform(0, 1, 50)));
        }
    }

    static String digits(double distance) {
        return String.format(Locale.ROOT, "%8.3f", distance);
    }

    static double distance(double[] samples) {
        double[] fresh = ToyData.TWO_MOONS.samples(new Draws(3), 0, 1000);
        return SampleDistances.slicedWasserstein(samples, fresh, 2, 1, 100, new Draws(4));
    }

    /** Drawn anew for each step. */
    static Batches moons() {
        return Batches.of(Shape.of(BATCH, 2), step -> ToyData.TWO_MOONS.samples(new Draws(1), step * BATCH, BATCH));
    }
}
