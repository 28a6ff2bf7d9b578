package gradwright.compiler.plan;

import gradwright.compiler.index.Index;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.core.types.Aval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which results of a plan may be computed in the memory of which arguments, once the caller gives those away: an argument is
/// read for the last time before the result is first written, or at the same place by the kernel that writes it.
///
/// XLA calls this input-output aliasing. Here it needs no plan of its own: the same code runs on whatever memory it is given.
public final class Donations {
  private final Plan plan;
  private final Map<Slot, Integer> lastRead = new HashMap<>();
  private final Map<Slot, Integer> firstWritten = new HashMap<>();

  /// Looks at when a plan reads its arguments and writes its results.
  public Donations(Plan plan) {
    this.plan = plan;
    List<Step> steps = plan.program().steps();
    for (int at = 0; at < steps.size(); at++) {
      for (Slot s : steps.get(at).reads()) {
        lastRead.put(s, at);
      }
      for (Slot s : steps.get(at).writes()) {
        firstWritten.putIfAbsent(s, at);
      }
    }
  }

  /// For each result the argument whose memory it takes, or -1.
  ///
  /// @param donated for each argument, whether it is given away
  public int[] taken(List<Boolean> donated) {
    List<Plan.Result> results = plan.results();
    boolean[] left = new boolean[donated.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = donated.get(i) && !results.contains(new Plan.Result.Argument(i));
    }
    int[] taken = new int[results.size()];
    Arrays.fill(taken, -1);
    for (int k = 0; k < taken.length; k++) {
      if (results.get(k) instanceof Plan.Result.Computed(Slot to)) {
        for (int i = 0; i < left.length && taken[k] < 0; i++) {
          if (left[i] && fits(plan.program().inputs().get(i), to)) {
            taken[k] = i;
            left[i] = false;
          }
        }
      }
    }
    return taken;
  }

  private boolean fits(Slot from, Slot to) {
    Aval a = from.aval();
    Aval b = to.aval();
    if (a.dtype() != b.dtype() || a.shape().elements() != b.shape().elements()) {
      return false;
    }
    int read = lastRead.getOrDefault(from, -1);
    int written = firstWritten.getOrDefault(to, -1);
    return read < written || read == written && read >= 0 && inPlace(plan.program().steps().get(read), from, to);
  }

  /// Whether a step reads each element before it overwrites it.
  private static boolean inPlace(Step step, Slot from, Slot to) {
    return switch (step) {
      case Step.Copy c -> c.from().equals(from) && c.to().equals(to);
      case Step.Compute c -> inPlace(c, from, to);
      default -> false;
    };
  }

  /// Kernels load all that a point of their domain needs before they store what it gives, so it is enough that the point loads
  /// nothing that another one stores.
  private static boolean inPlace(Step.Compute step, Slot from, Slot to) {
    Kernel kernel = step.kernel();
    if (kernel.ordered()) {
      return false;
    }
    Set<Index> stored = new HashSet<>();
    for (Kernel.Store s : kernel.stores()) {
      if (step.parameters().get(s.parameter()).equals(to)) {
        if (s.combine() != null || !s.guard().isAlways()) {
          return false;
        }
        stored.add(s.position());
      }
    }
    for (Expr e : kernel.expressions()) {
      if (e.code() instanceof Expr.Code.Load(int parameter, Index position, _)
          && step.parameters().get(parameter).equals(from)
          && !stored.contains(position)) {
        return false;
      }
    }
    return true;
  }
}
