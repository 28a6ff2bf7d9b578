package gradwright.core.batch;

import static gradwright.core.batch.Patterns.one;
import static gradwright.core.batch.Vmap.shifted;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.infer.TypeRules;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Contraction.Conv;
import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Sharding;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of Contraction primitives.
final class ContractionBatch {
  private ContractionBatch() {}

  static Batched batch(BatchTrace trace, Contraction p, List<Value> values, List<Integer> axes) {
    return switch (p) {
      case DotGeneral d -> dot(d, values.get(0), values.get(1), axes.get(0), axes.get(1));
      case Conv c -> conv(c, values.get(0), values.get(1), axes.get(0), axes.get(1));
      case Contraction.Fft f ->
          one(Lax.fft(Lax.moveAxis(values.getFirst(), axes.getFirst(), 0), f.type(), f.lengths()), 0);
    };
  }

  /// Batched on both sides: one more batch axis. On one side: one more free axis of that side.
  private static Batched dot(DotGeneral p, Value a, Value b, Integer aAxis, Integer bAxis) {
    Ints aContract = aAxis == null ? p.lhsContracting() : shifted(p.lhsContracting(), aAxis);
    Ints bContract = bAxis == null ? p.rhsContracting() : shifted(p.rhsContracting(), bAxis);
    Ints aBatch = aAxis == null ? p.lhsBatch() : shifted(p.lhsBatch(), aAxis);
    Ints bBatch = bAxis == null ? p.rhsBatch() : shifted(p.rhsBatch(), bAxis);
    int out;
    if (aAxis != null && bAxis != null) {
      aBatch = aBatch.insert(0, aAxis);
      bBatch = bBatch.insert(0, bAxis);
      out = 0;
    } else if (aAxis != null) {
      out = aBatch.size() + freeBefore(aAxis, aContract, aBatch);
    } else {
      out = a.rank() - aContract.size() + freeBefore(bAxis, bContract, bBatch);
    }
    DotGeneral batched =
        new DotGeneral(
            aContract,
            bContract,
            aBatch,
            bBatch,
            p.lhsPrecision(),
            p.rhsPrecision(),
            p.preferred(),
            p.outSharding() == null ? null : p.outSharding().insert(out, divided(a, aAxis, b, bAxis)));
    return one(Lax.bind1(batched, a, b), out);
  }

  /// The mesh axes that divide the batch.
  private static List<String> divided(Value a, Integer aAxis, Value b, Integer bAxis) {
    Sharding ofA = aAxis == null ? null : a.aval().sharding();
    Sharding ofB = bAxis == null ? null : b.aval().sharding();
    return ofA != null ? ofA.part(aAxis) : ofB != null ? ofB.part(bAxis) : List.of();
  }

  private static int freeBefore(int axis, Ints contract, Ints batch) {
    int n = 0;
    for (int i = 0; i < axis; i++) {
      n += contract.contains(i) || batch.contains(i) ? 0 : 1;
    }
    return n;
  }

  /// The batch goes into the batch or feature axis; batched kernels make groups.
  private static Batched conv(Conv p, Value lhs, Value rhs, Integer l, Integer r) {
    if (l != null && lhs.shape().size(l) == 0 || r != null && rhs.shape().size(r) == 0) {
      Aval out = TypeRules.outputs(p, List.of(example(lhs, l), example(rhs, r))).getFirst();
      return one(Lax.full(out.shape().insert(0, 0), HostScalar.of(out.dtype(), false, 0L)), 0);
    }
    Ints lhsSpec = p.dimensions().lhs();
    Ints rhsSpec = p.dimensions().rhs();
    Ints outSpec = p.dimensions().out();
    int features = p.featureGroupCount();
    int batches = p.batchGroupCount();
    if (l != null && r != null) {
      int size = lhs.shape().size(l);
      Value x = Lax.mergeAxis(lhs, l, lhsSpec.get(batches > 1 ? 0 : 1));
      Value k = Lax.mergeAxis(rhs, r, rhsSpec.get(0));
      Conv grouped = batches > 1 ? withGroups(p, features, batches * size) : withGroups(p, features * size, batches);
      return one(Lax.splitAxis(Lax.bind1(grouped, x, k), outSpec.get(1), size), outSpec.get(1));
    }
    if (l != null) {
      int size = lhs.shape().size(l);
      int n = lhsSpec.get(0);
      Value x;
      if (batches == 1) {
        x = Lax.mergeAxis(lhs, l, n);
      } else {
        x = Lax.splitAxis(lhs, n + (l <= n ? 1 : 0), batches);
        x = Lax.mergeAxis(x, l + (n < l ? 1 : 0), n + 1);
        x = Lax.mergeAxis(x, n, n);
      }
      return one(Lax.splitAxis(Lax.bind1(p, x, rhs), outSpec.get(0), size), outSpec.get(0));
    }
    int size = rhs.shape().size(r);
    int n = rhsSpec.get(0);
    int c = outSpec.get(1);
    if (features == 1 && batches == 1) {
      return one(Lax.splitAxis(Lax.bind1(p, lhs, Lax.mergeAxis(rhs, r, n)), c, size), c);
    }
    // Groups are outermost: factor them out, put the batch into the rest, and put them back; likewise on the output.
    int groups = Math.max(features, batches);
    Value k = Lax.splitAxis(rhs, n + (r <= n ? 1 : 0), groups);
    k = Lax.mergeAxis(k, r + (n < r ? 1 : 0), n + 1);
    k = Lax.mergeAxis(k, n, n);
    Value out = Lax.splitAxis(Lax.bind1(p, lhs, k), c, groups);
    out = Lax.splitAxis(out, c + 1, size);
    return one(Lax.mergeAxis(out, c, c + 1), c);
  }

  private static Aval example(Value v, Integer axis) {
    return axis == null ? v.aval() : v.aval().removeAxis(axis);
  }

  private static Conv withGroups(Conv p, int features, int batches) {
    return new Conv(
        p.windowStrides(),
        p.padLow(),
        p.padHigh(),
        p.lhsDilation(),
        p.rhsDilation(),
        p.dimensions(),
        features,
        batches,
        p.precision(),
        p.preferred());
  }
}
