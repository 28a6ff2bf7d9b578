package gradwright.core.keys;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.prim.Primitive;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/// Which concrete PRNG keys were used up, for `jax_debug_key_reuse`: using one again is JAX's KeyReuseError.
public final class KeyUse {
  private final Map<Array, BitSet> consumed = new WeakHashMap<>();

  /// Runs a program on arrays, checking and noting what it does to keys.
  public List<Array> tracking(ClosedJaxpr program, List<Array> inputs, Supplier<List<Array>> run) {
    if (!KeySignature.concerns(program.inputAvals()) && !KeySignature.concerns(program.outputAvals())) {
      KeySignature.of(program);
      return run.get();
    }
    return tracking(KeySignature.of(program), "jit-compiled function", inputs, run);
  }

  /// The same for a primitive.
  public List<Array> tracking(Primitive primitive, List<Array> inputs, Supplier<List<Array>> run) {
    List<Aval> avals = inputs.stream().map(Array::aval).toList();
    return tracking(KeySignature.of(primitive, avals), primitive.primitiveName(), inputs, run);
  }

  private synchronized List<Array> tracking(
      KeySignature s, String what, List<Array> inputs, Supplier<List<Array>> run) {
    s.sinks()
        .forEach((i, mask) -> {
          if (consumed.getOrDefault(inputs.get(i), new BitSet()).intersects(mask)) {
            throw new JaxError("KeyReuseError", "Previously-consumed key passed to " + what + " at index " + i);
          }
        });
    List<Array> out = run.get();
    s.sinks().forEach((i, mask) -> consumed.computeIfAbsent(inputs.get(i), k -> new BitSet()).or(mask));
    for (int i = 0; i < out.size(); i++) {
      Array a = out.get(i);
      if (!a.dtype().isKey() || inputs.contains(a)) {
        continue;
      }
      Integer from = s.forwards().get(i);
      if (from != null) {
        BitSet before = consumed.get(inputs.get(from));
        boolean used = before != null && before.cardinality() == inputs.get(from).elements();
        consumed.put(a, used ? KeySignature.all(a.aval()) : new BitSet());
      } else if (!s.sources().containsKey(i)) {
        consumed.put(a, KeySignature.all(a.aval()));
      }
    }
    return out;
  }
}
