package gradwright.compiler.kernel;

import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.core.prim.Elementwise;
import gradwright.core.types.DType;
import java.util.ArrayList;
import java.util.List;

/// One scalar of a kernel, as a function of its loop variables. Equal expressions of a pool are the same object.
/// Complex numbers and PRNG keys never appear: they are two expressions of real or uint32 type.
public final class Expr {
  /// What an expression does with its arguments.
  public sealed interface Code {
    /// A constant: `integer` for integers and truth values, `real` for floats.
    record Literal(long integer, double real) implements Code {}

    /// Element `position` of a parameter; zero where `guard` does not hold.
    record Load(int parameter, Index position, Guard guard) implements Code {}

    /// The number `index` itself.
    record Position(Index index) implements Code {}

    /// A function of the arguments.
    record Apply(Elementwise primitive) implements Code {}

    /// `arguments[0]` where the guard holds, else `arguments[1]`.
    record Choose(Guard guard) implements Code {}

    /// All values of `arguments[0]` over the variables, combined. For ARGMAX and ARGMIN `arguments[1]` is the position
    /// to give.
    record Reduce(Reducer reducer, List<Symbol.Variable> variables) implements Code {}
  }

  private final int id;
  private final Code code;
  private final List<Expr> arguments;
  private final DType type;
  private final long variables;

  Expr(int id, Code code, List<Expr> arguments, DType type) {
    this.id = id;
    this.code = code;
    this.arguments = arguments;
    this.type = type;
    long v = 0;
    for (Expr a : arguments) {
      v |= a.variables;
    }
    switch (code) {
      case Code.Load(_, Index position, Guard guard) -> v |= position.variables() | guard.variables();
      case Code.Position(Index index) -> v |= index.variables();
      case Code.Choose(Guard guard) -> v |= guard.variables();
      case Code.Reduce(_, List<Symbol.Variable> own) -> {
        for (Symbol.Variable o : own) {
          v &= ~(1L << o.number());
        }
      }
      case Code.Literal _, Code.Apply _ -> {}
    }
    this.variables = v;
  }

  /// A number that is greater than those of all its arguments.
  public int id() {
    return id;
  }

  public Code code() {
    return code;
  }

  public List<Expr> arguments() {
    return arguments;
  }

  public DType type() {
    return type;
  }

  /// The loop variables it is a function of, as bits.
  public long variables() {
    return variables;
  }

  /// The expressions it needs: arguments, and those that indices and guards read.
  public List<Expr> needs() {
    List<Expr> all = new ArrayList<>(arguments);
    switch (code) {
      case Code.Load(_, Index position, Guard guard) -> {
        dynamic(position, all);
        guard.ranges().forEach(r -> dynamic(r.index(), all));
      }
      case Code.Position(Index index) -> dynamic(index, all);
      case Code.Choose(Guard guard) -> guard.ranges().forEach(r -> dynamic(r.index(), all));
      case Code.Literal _, Code.Apply _, Code.Reduce _ -> {}
    }
    return all;
  }

  /// Adds the expressions that an index reads.
  public static void dynamic(Index index, List<Expr> into) {
    for (Symbol s : index.terms().keySet()) {
      switch (s) {
        case Symbol.Variable _ -> {}
        case Symbol.Quotient q -> dynamic(q.dividend(), into);
        case Symbol.Dynamic d -> into.add((Expr) d.source());
      }
    }
  }

  @Override
  public String toString() {
    return "e" + id;
  }
}
