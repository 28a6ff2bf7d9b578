package gradwright.cpu.codegen;

import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Parts of a loop in which guards do not change, as the border and the inside of a padded row: in each, code need not ask.
final class Segments {
  private static final int MOST = 6;
  private static final int MOST_CODE = 40;
  private static final int MOST_VERSIONS = 4;

  private Segments() {}

  /// The parts of the loop over `v`, one if there is nothing to gain.
  static List<Scope.Segment> of(Kernel kernel, Symbol.Variable v, int lanes) {
    Scope.Segment whole = new Scope.Segment(0, v.extent());
    List<Expr> all = kernel.expressions();
    if (kernel.ordered() || v.extent() < 4L * lanes || Widths.code(all) > MOST_CODE) {
      return List.of(whole);
    }
    TreeSet<Long> cuts = new TreeSet<>(List.of(0L, (long) v.extent()));
    for (Expr e : all) {
      switch (e.code()) {
        case Expr.Code.Load(_, _, Guard guard) -> cut(guard, v, cuts);
        case Expr.Code.Choose(Guard guard) -> cut(guard, v, cuts);
        case Expr.Code.Reduce _ -> {
          return List.of(whole);
        }
        default -> {}
      }
    }
    kernel.stores().forEach(s -> cut(s.guard(), v, cuts));
    return between(cuts, MOST);
  }

  /// The parts of an outer loop in which choices do not change.
  static List<Scope.Segment> ofChoices(Kernel kernel, Symbol.Variable v) {
    TreeSet<Long> cuts = new TreeSet<>(List.of(0L, (long) v.extent()));
    List<Expr> all = kernel.expressions();
    if (!kernel.ordered() && Widths.code(all) <= MOST_CODE) {
      for (Expr e : all) {
        if (e.code() instanceof Expr.Code.Choose(Guard guard) && guard.ranges().size() == 1) {
          cut(guard, v, cuts);
        }
      }
    }
    return between(cuts, MOST_VERSIONS);
  }

  /// The parts between cuts; one part when there would be too many.
  private static List<Scope.Segment> between(TreeSet<Long> cuts, int most) {
    List<Long> at = List.copyOf(cuts);
    if (at.size() - 1 > most) {
      return List.of(new Scope.Segment(at.getFirst(), at.getLast()));
    }
    List<Scope.Segment> parts = new ArrayList<>();
    for (int i = 0; i + 1 < at.size(); i++) {
      parts.add(new Scope.Segment(at.get(i), at.get(i + 1)));
    }
    return parts;
  }

  private static void cut(Guard guard, Symbol.Variable v, TreeSet<Long> cuts) {
    for (Guard.Range r : guard.ranges()) {
      if (v.equals(IndexEmitter.alone(r.index()))) {
        cuts.add(Math.clamp(r.low() - r.index().constant(), 0L, (long) v.extent()));
        cuts.add(Math.clamp(r.high() - r.index().constant(), 0L, (long) v.extent()));
      }
    }
  }
}
