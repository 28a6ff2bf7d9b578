package gradwright.core.keys;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Call;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Aval;
import gradwright.core.types.Shape;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a program does to PRNG keys, as in `jax.experimental.key_reuse`: `sinks` are inputs whose keys (a bit an element)
/// it consumes, `sources` outputs that are fresh keys, `forwards` outputs that are inputs (output to input).
record KeySignature(Map<Integer, BitSet> sinks, Map<Integer, Boolean> sources, Map<Integer, Integer> forwards) {
  private record Key() {}

  private static KeySignature empty() {
    return new KeySignature(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  private KeySignature sink(int i, Aval a) {
    if (a.dtype().isKey()) {
      sinks.put(i, all(a));
    }
    return this;
  }

  private KeySignature source(int i) {
    sources.put(i, true);
    return this;
  }

  private KeySignature forward(int in, int out) {
    forwards.put(out, in);
    return this;
  }

  static BitSet all(Aval a) {
    BitSet b = new BitSet();
    b.set(0, Math.toIntExact(a.shape().elements()));
    return b;
  }

  /// The signature of a program (memoised); JAX's KeyReuseError when it consumes a key twice.
  static KeySignature of(ClosedJaxpr program) {
    return program.derive(new Key(), () -> walk(program.jaxpr()));
  }

  /// Whether anything in the types is a key.
  static boolean concerns(List<Aval> avals) {
    return avals.stream().anyMatch(a -> a.dtype().isKey());
  }

  /// The signature of one primitive on operands of these types.
  static KeySignature of(Primitive primitive, List<Aval> in) {
    KeySignature s = empty();
    return switch (primitive) {
      case RandomBits.Bits p -> s.sink(0, in.get(0));
      case RandomBits.Gamma p -> s.sink(0, in.get(0));
      case RandomBits.Split p -> s.sink(0, in.get(0)).source(0);
      case RandomBits.FoldIn p -> s.source(0);
      case RandomBits.Seed p -> s.source(0);
      case RandomBits.Wrap p -> s.source(0);
      case RandomBits.Unwrap p -> s;
      case Shaping.BroadcastInDim p -> s.forward(0, 0);
      case Shaping.Reshape p -> s.forward(0, 0);
      case Shaping.Squeeze p -> s.forward(0, 0);
      case Shaping.Slice p -> slice(p, in.get(0));
      case Shaping.Concatenate p -> {
        for (int i = 0; i < in.size(); i++) {
          s.sink(i, in.get(i));
        }
        yield in.size() == 1 ? empty().forward(0, 0) : s.source(0);
      }
      case Elementwise.Convert p -> s.forward(0, 0);
      case Elementwise.Unary(UnaryOp op) when op == UnaryOp.COPY -> s.forward(0, 0);
      case Elementwise.Binary(BinaryOp op) when op == BinaryOp.EQ || op == BinaryOp.NE -> s;
      case Indexing.DynamicSlice p -> s.forward(0, 0);
      case Indexing.Gather p -> s.forward(0, 0);
      case Indexing.DynamicUpdateSlice p -> s.sink(1, in.get(1)).forward(0, 0);
      case Indexing.Scatter p -> s.sink(2, in.get(2)).forward(0, 0);
      case Effectful.DebugCallback p -> s;
      case Effectful.Check p -> s;
      case Call.Jit p -> of(p.jaxpr());
      case Call.Remat p -> p.differentiated() ? s : of(p.jaxpr());
      case ControlFlow.Cond p -> cond(p);
      case ControlFlow.Scan p -> scan(p);
      case ControlFlow.While p -> whileLoop(p);
      default -> {
        for (int i = 0; i < in.size(); i++) {
          s.sink(i, in.get(i));
        }
        yield s;
      }
    };
  }

  private static KeySignature slice(Shaping.Slice p, Aval x) {
    if (!x.dtype().isKey()) {
      return empty().forward(0, 0);
    }
    Shape shape = x.shape();
    long[] strides = shape.strides();
    BitSet mask = new BitSet();
    for (int e = 0; e < shape.elements(); e++) {
      boolean inside = true;
      for (int d = 0; d < shape.rank(); d++) {
        int at = (int) (e / strides[d] % shape.size(d));
        inside &= at >= p.start().get(d) && at < p.limit().get(d) && (at - p.start().get(d)) % p.stride(d) == 0;
      }
      mask.set(e, inside);
    }
    KeySignature s = empty().source(0);
    s.sinks.put(0, mask);
    return s;
  }

  private static KeySignature cond(ControlFlow.Cond p) {
    KeySignature s = empty();
    List<KeySignature> branches = p.branches().stream().map(KeySignature::of).toList();
    for (KeySignature b : branches) {
      b.sinks.forEach((i, m) -> s.sinks.merge(i + 1, (BitSet) m.clone(), KeySignature::or));
      b.sources.forEach((i, m) -> s.sources.put(i, true));
    }
    branches
        .getFirst()
        .forwards
        .forEach((out, in) -> {
          if (branches.stream().allMatch(b -> in.equals(b.forwards.get(out)))) {
            s.forwards.put(out, in + 1);
          }
        });
    return s;
  }

  private static BitSet or(BitSet a, BitSet b) {
    a.or(b);
    return a;
  }

  private static KeySignature scan(ControlFlow.Scan p) {
    KeySignature s = of(p.body());
    if (s.sinks.keySet().stream().anyMatch(i -> i < p.constants())) {
      throw repeated("scan body function", "because key constants are repeatedly consumed:");
    }
    boolean stale =
        s.sinks.keySet().stream()
            .map(i -> i - p.constants())
            .anyMatch(i -> i >= 0 && i < p.carry() && !s.sources.containsKey(i));
    if (stale) {
      throw repeated("scan body function", "because consumed inputs don't match sourced outputs:");
    }
    return s;
  }

  private static KeySignature whileLoop(ControlFlow.While p) {
    KeySignature test = of(p.condition());
    KeySignature body = of(p.body());
    check(test, p.conditionConstants(), body, "while_loop cond function");
    check(body, p.bodyConstants(), body, "while_loop body function");
    return empty();
  }

  private static void check(KeySignature s, int constants, KeySignature body, String name) {
    for (int i : s.sinks.keySet()) {
      if (i < constants || !body.sources.containsKey(i - constants)) {
        throw new JaxError("KeyReuseError", name + " leads to key reuse when repeatedly executed: ");
      }
    }
  }

  private static JaxError repeated(String name, String why) {
    return new JaxError("KeyReuseError", name + " leads to key reuse when repeatedly executed, " + why);
  }

  private static KeySignature walk(Jaxpr j) {
    Map<Atom, BitSet> consumed = new IdentityHashMap<>();
    Map<Atom, Atom> aliases = new IdentityHashMap<>();
    for (Equation e : j.equations()) {
      List<Aval> in = e.inputs().stream().map(Atom::aval).toList();
      if (!concerns(in) && e.outputs().stream().noneMatch(v -> v.aval().dtype().isKey())) {
        continue;
      }
      KeySignature s = of(e.primitive(), in);
      s.forwards.forEach((out, from) -> aliases.put(e.outputs().get(out), e.inputs().get(from)));
      s.sinks.forEach((i, mask) -> {
        Atom a = resolve(aliases, e.inputs().get(i));
        BitSet before = consumed.computeIfAbsent(a, k -> new BitSet());
        if (before.intersects(mask)) {
          throw new JaxError(
              "KeyReuseError", "In " + e.primitive().primitiveName() + ", argument " + i + " is already consumed.");
        }
        before.or(mask);
      });
      for (int i = 0; i < e.outputs().size(); i++) {
        Atom.Var v = e.outputs().get(i);
        if (v.aval().dtype().isKey() && !aliases.containsKey(v)) {
          consumed.put(v, s.sources.containsKey(i) ? new BitSet() : all(v.aval()));
        }
      }
    }
    return summary(j, consumed, aliases);
  }

  private static KeySignature summary(Jaxpr j, Map<Atom, BitSet> consumed, Map<Atom, Atom> aliases) {
    KeySignature s = empty();
    Map<Atom, Integer> inputs = new HashMap<>();
    for (int i = 0; i < j.inputs().size(); i++) {
      Atom.Var v = j.inputs().get(i);
      inputs.put(v, i);
      if (v.aval().dtype().isKey() && consumed.containsKey(v) && !consumed.get(v).isEmpty()) {
        s.sinks.put(i, consumed.get(v));
      }
    }
    for (int i = 0; i < j.outputs().size(); i++) {
      Atom out = j.outputs().get(i);
      if (!out.aval().dtype().isKey()) {
        continue;
      }
      Atom from = resolve(aliases, out);
      if (inputs.containsKey(from)) {
        s.forwards.put(i, inputs.get(from));
      } else if (consumed.getOrDefault(from, new BitSet()).isEmpty()) {
        s.sources.put(i, true);
      }
    }
    return s;
  }

  private static Atom resolve(Map<Atom, Atom> aliases, Atom a) {
    Atom r = a;
    while (aliases.containsKey(r)) {
      r = aliases.get(r);
    }
    return r;
  }
}
