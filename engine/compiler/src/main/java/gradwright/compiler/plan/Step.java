package gradwright.compiler.plan;

import gradwright.compiler.kernel.Kernel;
import gradwright.core.prim.Primitive;
import java.util.ArrayList;
import java.util.List;

/// One thing that a program does, on slots.
public sealed interface Step {
  List<Slot> reads();

  List<Slot> writes();

  /// Which part of the program it computes.
  Origin origin();

  /// Temporaries that only this step uses.
  default List<Slot> scratch() {
    return List.of();
  }

  /// Programs that run within this step.
  default List<Program> nested() {
    return List.of();
  }

  /// Runs generated loops. `parameters` are the kernel's, in order.
  record Compute(Kernel kernel, List<Slot> parameters, String name, Origin origin) implements Step {
    @Override
    public List<Slot> reads() {
      return filter(false);
    }

    @Override
    public List<Slot> writes() {
      return filter(true);
    }

    private List<Slot> filter(boolean written) {
      List<Slot> out = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        if (kernel.parameters().get(i).written() == written) {
          out.add(parameters.get(i));
        }
      }
      return out;
    }
  }

  /// Applies one primitive by a library or the reference evaluator.
  record Evaluate(Primitive primitive, List<Slot> reads, List<Slot> writes, boolean effectful, Origin origin)
      implements Step {}

  /// Copies whole arrays.
  record Copy(Slot from, Slot to, Origin origin) implements Step {
    @Override
    public List<Slot> reads() {
      return List.of(from);
    }

    @Override
    public List<Slot> writes() {
      return List.of(to);
    }
  }

  /// `c[b] = a[b] . b[b]` for each b of a batch, with any strides (in elements).
  record MatrixProduct(Slot a, Slot b, Slot c, MatrixShape shape, Origin origin) implements Step {
    @Override
    public List<Slot> reads() {
      return List.of(a, b);
    }

    @Override
    public List<Slot> writes() {
      return List.of(c);
    }
  }

  /// Sizes and strides of a batch of matrix products. Of each pair of strides of an operand one is 1; the result is
  /// row-major, batch after batch.
  record MatrixShape(
      int batch,
      int m,
      int n,
      int k,
      long offsetA,
      long batchA,
      long rowA,
      long columnA,
      long offsetB,
      long batchB,
      long rowB,
      long columnB) {
    /// Floating-point operations of all products; a multiplication and an addition count two.
    public double flops() {
      return 2.0 * batch * m * n * k;
    }
  }

  /// Repeats the body while the condition holds. An output of the body is null where the carry stays as it is.
  record While(
      Program condition,
      int conditionConstants,
      Program body,
      int bodyConstants,
      List<Slot> reads,
      List<Slot> writes,
      List<Slot> spare,
      Slot predicate,
      Origin origin)
      implements Step {
    @Override
    public List<Slot> scratch() {
      List<Slot> all = new ArrayList<>(spare);
      all.add(predicate);
      all.removeIf(java.util.Objects::isNull);
      return all;
    }

    @Override
    public List<Program> nested() {
      return List.of(condition, body);
    }

    /// The initial carry.
    public List<Slot> initial() {
      return reads.subList(conditionConstants + bodyConstants, reads.size());
    }
  }

  /// Repeats the body a known number of times over slices.
  record Scan(
      Program body,
      int constants,
      int carry,
      int length,
      boolean reverse,
      List<Slot> reads,
      List<Slot> writes,
      List<Slot> spare,
      Origin origin)
      implements Step {
    @Override
    public List<Slot> scratch() {
      List<Slot> all = new ArrayList<>(spare);
      all.removeIf(java.util.Objects::isNull);
      return all;
    }

    @Override
    public List<Program> nested() {
      return List.of(body);
    }
  }

  /// Runs one of the branches. The first slot read is the index.
  record Cond(List<Program> branches, List<Slot> reads, List<Slot> writes, Origin origin) implements Step {
    @Override
    public List<Program> nested() {
      return branches;
    }
  }
}
