package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Indexing.Combine;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.transpose.BackwardPass.Operand.Known;
import gradwright.core.transpose.BackwardPass.Operand.Linear;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Transposes of Indexing primitives: reads become additions, writes become reads.
final class IndexingTranspose {
  private IndexingTranspose() {}

  private static final HostScalar NOTHING = HostScalar.of(DType.INT32, true, 0L);

  static List<Tangent> transpose(Indexing p, List<Tangent> cotangents, List<Operand> inputs) {
    if (!(cotangents.getFirst() instanceof Value ct)) {
      return ElementwiseTranspose.zeros(inputs);
    }
    Shape operand = inputs.getFirst().aval().shape();
    return switch (p) {
      case Indexing.Gather g -> {
        Value zeros =
            Lax.full(operand, HostScalar.of(ct.dtype(), false, 0L), Lax.cotangentSharding(inputs.getFirst().aval()));
        yield Arrays.asList(
            Lax.scatter(
                Combine.ADD,
                zeros,
                known(inputs.get(1)),
                ct,
                g.dimensions().inverse(),
                g.indicesAreSorted(),
                g.uniqueIndices(),
                g.mode()),
            null);
      }
      case Indexing.DynamicSlice _ -> {
        Value zeros =
            Lax.full(
                operand,
                HostScalar.of(inputs.getFirst().aval().dtype(), false, 0L),
                Lax.cotangentSharding(inputs.getFirst().aval()));
        yield padded(inputs, Lax.dynamicUpdateSlice(zeros, ct, known(inputs.subList(1, inputs.size()))));
      }
      case Indexing.DynamicUpdateSlice _ -> {
        List<Value> starts = known(inputs.subList(2, inputs.size()));
        Shape update = inputs.get(1).aval().shape();
        Value zeros = Lax.full(update, Lax.zero(ct), Lax.cotangentSharding(inputs.get(1).aval()));
        Value toOperand = inputs.get(0) instanceof Linear ? Lax.dynamicUpdateSlice(ct, zeros, starts) : null;
        Value toUpdate =
            inputs.get(1) instanceof Linear ? Lax.dynamicSlice(ct, starts, Ints.of(update.toArray())) : null;
        yield padded(inputs, toOperand, toUpdate);
      }
      case Indexing.Scatter s -> scatter(s, ct, inputs);
    };
  }

  private static List<Tangent> scatter(Indexing.Scatter p, Value ct, List<Operand> inputs) {
    Value indices = known(inputs.get(1));
    boolean toOperand = inputs.get(0) instanceof Linear;
    boolean toUpdates = inputs.get(2) instanceof Linear;
    Shape updates = inputs.get(2).aval().shape();
    return switch (p.combine()) {
      case ADD, SUB -> {
        Value u = toUpdates ? read(p, ct, indices, updates) : null;
        yield Arrays.asList(toOperand ? ct : null, null, u != null && p.combine() == Combine.SUB ? Lax.neg(u) : u);
      }
      case MUL -> {
        Value x = toOperand ? Lax.bind1(p, ct, indices, known(inputs.get(2))) : null;
        if (toUpdates && !p.uniqueIndices()) {
          throw JaxError.notImplemented("scatter_mul gradients are only implemented if `unique_indices=True`");
        }
        Value u = toUpdates ? read(p, Lax.mul(ct, known(inputs.get(0))), indices, updates) : null;
        yield Arrays.asList(x, null, u);
      }
      case SET -> {
        if (!p.uniqueIndices()) {
          throw JaxError.notImplemented("scatter transpose is only implemented where unique_indices=True");
        }
        // What was overwritten has no influence.
        Value x = toOperand ? Lax.bind1(p, ct, indices, Lax.full(updates, HostScalar.of(ct.dtype(), false, 0L))) : null;
        yield Arrays.asList(x, null, toUpdates ? read(p, ct, indices, updates) : null);
      }
      case MIN, MAX ->
          throw JaxError.notImplemented(
              "Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
    };
  }

  private static Value read(Indexing.Scatter p, Value ct, Value indices, Shape updates) {
    return Lax.gather(
        ct,
        indices,
        p.dimensions().inverse(),
        p.dimensions().inverseSliceSizes(ct.rank(), updates),
        false,
        false,
        p.mode(),
        p.mode() == Mode.FILL_OR_DROP ? NOTHING : null);
  }

  private static Value known(Operand o) {
    return ((Known) o).value();
  }

  private static List<Value> known(List<Operand> operands) {
    return operands.stream().map(IndexingTranspose::known).toList();
  }

  /// The first cotangents, and null for the remaining inputs.
  private static List<Tangent> padded(List<Operand> inputs, Value... first) {
    List<Tangent> r = new ArrayList<>(Arrays.asList(first));
    while (r.size() < inputs.size()) {
      r.add(null);
    }
    return r;
  }
}
