package gradwright.cpu.codegen;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.cpu.ir.Value;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// What is known at a place in the code: values of expressions and of loop variables. A scope inside a loop sees those of
/// the scopes around it, not the other way about.
final class Scope {
  private final Scope outer;
  private final Map<Expr, Value> values = new IdentityHashMap<>();
  private final Map<Symbol.Variable, Value> variables = new HashMap<>();
  private final Map<Symbol.Variable, Segment> segments = new HashMap<>();
  private final Lanes lanes;
  private long bound;

  /// Points `[from, to)` of a loop: where a variable lies in the code of a part of it.
  record Segment(long from, long to) {}

  Scope(Scope outer, Lanes lanes) {
    this.outer = outer;
    this.lanes = lanes;
    this.bound = outer == null ? 0 : outer.bound;
  }

  static Scope outermost() {
    return new Scope(null, null);
  }

  /// A scope inside this one, with the same lanes.
  Scope inner() {
    return new Scope(this, lanes);
  }

  /// A scope inside this one in which a variable runs along lanes.
  Scope vector(Lanes l, Value first) {
    Scope s = new Scope(this, l);
    s.bind(l.variable(), first);
    return s;
  }

  /// The lanes here, or null.
  Lanes lanes() {
    return lanes;
  }

  /// The variables that have values here, as bits.
  long bound() {
    return bound;
  }

  void bind(Symbol.Variable v, Value value) {
    variables.put(v, value);
    bound |= 1L << v.number();
  }

  /// Says that in here the points of a variable that count are in a part of its loop.
  Scope within(Symbol.Variable v, Segment part) {
    Scope s = inner();
    s.segments.put(v, part);
    return s;
  }

  /// Where the points of a variable that count are.
  Segment segment(Symbol.Variable v) {
    for (Scope s = this; s != null; s = s.outer) {
      Segment part = s.segments.get(v);
      if (part != null) {
        return part;
      }
    }
    return new Segment(0, v.extent());
  }

  Value variable(Symbol.Variable v) {
    for (Scope s = this; s != null; s = s.outer) {
      Value x = s.variables.get(v);
      if (x != null) {
        return x;
      }
    }
    throw new IllegalStateException("variable " + v + " has no value here");
  }

  void put(Expr e, Value value) {
    values.put(e, value);
  }

  /// The value of an expression, or null when it was not computed yet.
  Value get(Expr e) {
    for (Scope s = this; s != null; s = s.outer) {
      Value x = s.values.get(e);
      if (x != null) {
        return x;
      }
    }
    return null;
  }
}
