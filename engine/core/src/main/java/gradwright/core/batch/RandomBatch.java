package gradwright.core.batch;

import static gradwright.core.batch.Patterns.one;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.lax.Lax;
import gradwright.core.prim.RandomBits;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of RandomBits primitives: keys are elements, and what they give is appended.
final class RandomBatch {
  private RandomBatch() {}

  static Batched batch(BatchTrace trace, RandomBits p, List<Value> values, List<Integer> axes) {
    return switch (p) {
      case RandomBits.Seed _, RandomBits.Split _, RandomBits.Bits _, RandomBits.Unwrap _ ->
          Patterns.vectorized(p, values, axes);
      case RandomBits.FoldIn _, RandomBits.Threefry2x32 _ -> Patterns.broadcasting(p, values, axes);
      case RandomBits.Wrap _ -> one(Lax.bind1(p, Lax.moveAxis(values.getFirst(), axes.getFirst(), 0)), 0);
      case RandomBits.Gamma _ -> Patterns.expandDims(p, values, axes);
    };
  }
}
