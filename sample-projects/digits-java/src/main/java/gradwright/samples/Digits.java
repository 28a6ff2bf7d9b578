package gradwright.samples;

import gradwright.Jax;
import gradwright.Jax.ValueAndGrad;
import gradwright.Jitted;
import gradwright.core.lax.Lax;
import gradwright.core.trace.Engine;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Comparison;
import gradwright.numpy.Creation;
import gradwright.numpy.Products;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Statistics;
import gradwright.numpy.Taking;
import gradwright.numpy.indexing.Indexing;
import gradwright.numpy.nn.Activations;
import gradwright.numpy.nn.Softmax;
import gradwright.numpy.random.Keys;
import gradwright.numpy.random.NormalSampling;
import gradwright.numpy.random.UniformSampling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Trains a perceptron on handwritten digits by plain mini-batch gradient descent: the program of `digits/gradient_descent.py`
/// in Java. Random numbers, gradients and compiled code are the same, so both print the same figures and end with the same
/// checksum.
///
/// usage: Digits DATA_FILE [EPOCHS]
public final class Digits {
  private static final int TRAINING = 1437; // four fifths; the rest is held out
  private static final int BATCH = 96;

  private Digits() {}

  /// A layer: bias (n,) and weights (m, n).
  record Layer(Value b, Value w) {}

  /// Images (n, 64) scaled to 0..1 and labels (n,).
  record Examples(Value images, Value labels) {}

  /// What a training step takes.
  record Batch(List<Layer> layers, Value x, Value labels) {}

  /// What a training step gives.
  record Step(List<Layer> layers, Value loss) {}

  /// Logits (n, 10) of images (n, 64).
  static Value predict(List<Layer> layers, Value x) {
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      x = Activations.relu(Arithmetic.add(Products.matmul(x, layer.w), layer.b));
    }
    return Arithmetic.add(Products.matmul(x, layers.getLast().w), layers.getLast().b);
  }

  /// Mean cross entropy.
  static Value loss(List<Layer> layers, Value x, Value labels) {
    Value logP = Softmax.logSoftmax(predict(layers, x), Ints.of(1), null);
    Value chosen = Taking.takeAlongAxis(logP, Lax.expandDims(labels, Ints.of(1)), 1, null, null);
    return Arithmetic.negative(Statistics.mean(chosen));
  }

  static Step step(Batch batch) {
    ValueAndGrad<List<Layer>> g =
        Jax.valueAndGrad((List<Layer> layers) -> loss(layers, batch.x, batch.labels)).apply(batch.layers);
    List<Layer> next =
        Jax.treeMap(
            (p, d) -> Arithmetic.subtract(p, Arithmetic.multiply(Promote.number(0.2), d)), batch.layers, g.gradient());
    return new Step(next, g.value());
  }

  static Value accuracy(Batch batch) {
    Value guess = Reductions.argmax(predict(batch.layers, batch.x), 1, false);
    return Statistics.mean(Comparison.equal(guess, batch.labels));
  }

  /// Weights and biases of a multi-layer perceptron, scaled as He et al. (2015).
  static List<Layer> init(Value key, int... sizes) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i + 1 < sizes.length; i++) {
      Value keys = Keys.split(key, Shape.of(2));
      key = Indexing.at(keys, 0);
      Value normal = NormalSampling.normal(Indexing.at(keys, 1), Shape.of(sizes[i], sizes[i + 1]), null);
      Value w = Arithmetic.multiply(normal, Promote.number(Math.pow(2.0 / sizes[i], 0.5)));
      layers.add(new Layer(Creation.zeros(sizes[i + 1]), w));
    }
    return layers;
  }

  /// The data, shuffled, cut into a training and a held-out part.
  static List<Examples> load(Path file) throws IOException {
    List<int[]> rows = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file))))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] parts = line.split(",");
        int[] row = new int[parts.length];
        for (int i = 0; i < row.length; i++) {
          row[i] = Integer.parseInt(parts[i]);
        }
        rows.add(row);
      }
    }
    Array table = Array.allocate(Aval.of(DType.INT32, rows.size(), 65), Engine.shared().defaultDevice());
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < 65; j++) {
        table.setLong(i * 65L + j, rows.get(i)[j]);
      }
    }
    Value order = UniformSampling.permutation(Keys.rawKey(Promote.integer(7)), rows.size());
    Value shuffled = Indexing.get(table, order);
    Value images = Arithmetic.trueDivide(Lax.sliceInDim(shuffled, 0, 64, 1), Promote.number(16));
    Value labels = Lax.indexInDim(shuffled, 64, 1);
    return List.of(
        new Examples(Lax.sliceInDim(images, 0, TRAINING, 0), Lax.sliceInDim(labels, 0, TRAINING, 0)),
        new Examples(
            Lax.sliceInDim(images, TRAINING, rows.size(), 0), Lax.sliceInDim(labels, TRAINING, rows.size(), 0)));
  }

  private static double number(Value v) {
    return ((Array) v).getDouble(0);
  }

  /// Sum of the bits of all parameters modulo 2^32.
  static int checksum(List<Layer> layers) {
    int sum = 0;
    for (Layer layer : layers) {
      for (Value v : List.of(layer.b, layer.w)) {
        Array a = (Array) v;
        for (long i = 0; i < a.elements(); i++) {
          sum += Float.floatToRawIntBits((float) a.getDouble(i));
        }
      }
    }
    return sum;
  }

  /// Trains and prints as the script does.
  static void train(Path data, int epochs, PrintStream out) throws IOException {
    List<Examples> parts = load(data);
    Examples training = parts.get(0);
    Examples held = parts.get(1);
    Jitted<Batch, Step> step = Jax.jit("step", Digits::step);
    Jitted<Batch, Value> accuracy = Jax.jit("accuracy", Digits::accuracy);
    List<Layer> layers = init(Keys.rawKey(Promote.integer(0)), 64, 64, 10);
    int batches = TRAINING / BATCH;
    for (int epoch = 0; epoch < epochs; epoch++) {
      Value key = Keys.foldIn(Keys.rawKey(Promote.integer(1)), Promote.integer(epoch));
      Value order = UniformSampling.permutation(key, TRAINING);
      double total = 0;
      for (int i = 0; i < batches; i++) {
        Value rows = Lax.sliceInDim(order, i * BATCH, (i + 1) * BATCH, 0);
        Step s =
            step.apply(new Batch(layers, Indexing.get(training.images, rows), Indexing.get(training.labels, rows)));
        layers = s.layers;
        total += number(s.loss);
      }
      if (epoch % 10 == 9) {
        double right = number(accuracy.apply(new Batch(layers, held.images, held.labels)));
        out.printf("epoch %2d  loss %.4f  held-out accuracy %.1f %%%n", epoch + 1, total / batches, 100 * right);
      }
    }
    double right = number(accuracy.apply(new Batch(layers, held.images, held.labels)));
    out.printf("final held-out accuracy %.2f %%%n", 100 * right);
    out.printf("checksum of the parameters %08x%n", checksum(layers));
  }

  /// Runs the program.
  public static void main(String[] args) throws IOException {
    train(Path.of(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : 40, System.out);
  }
}
