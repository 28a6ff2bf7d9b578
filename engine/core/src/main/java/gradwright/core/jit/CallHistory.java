package gradwright.core.jit;

import gradwright.core.events.Difference;
import gradwright.core.events.Event;
import gradwright.core.events.MissKind;
import gradwright.core.ir.Source;
import gradwright.core.trace.Config;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/// What one jitted function was called with before, to explain why a call had to be traced again: by its differences from
/// the earlier call it is nearest to.
public final class CallHistory {
  private static final int LIMIT = 512;
  private final Set<Signature> seen = new LinkedHashSet<>();

  /// What a cache of traced programs is keyed on. `structure` stands for the pytree of the arguments with the static values
  /// in it, and has structural equality.
  public record Signature(Object structure, List<Aval> avals, Config config, List<Session.Axis> axes) {}

  /// Why a call missed; no differences when the function was never seen.
  public record Miss(MissKind kind, List<Difference> differences) {
    /// The event for a call of the function, whose definition is not known.
    public Event.CacheMiss event(String function, Source source) {
      return new Event.CacheMiss(function, source, Source.UNKNOWN, kind, differences, System.nanoTime());
    }
  }

  /// Notes a call that is about to be traced and says why it has to be. `paths` names the leaves of the arguments
  /// (`x`, `params['w']`); `structures` describes how two structures differ (now, before).
  public synchronized Miss miss(
      Signature now, List<String> paths, BiFunction<Object, Object, List<Difference>> structures) {
    Signature before = nearest(now);
    if (seen.size() >= LIMIT) {
      seen.remove(seen.iterator().next());
    }
    seen.add(now);
    if (before == null) {
      return new Miss(MissKind.NEVER_SEEN, List.of());
    }
    if (!before.structure.equals(now.structure)) {
      return new Miss(MissKind.STRUCTURE, structures.apply(now.structure, before.structure));
    }
    if (!before.avals.equals(now.avals)) {
      return new Miss(MissKind.TYPES, typeDifferences(now, before, paths));
    }
    return new Miss(MissKind.CONTEXT, contextDifferences(now, before));
  }

  /// Forgets all calls.
  public synchronized void clear() {
    seen.clear();
  }

  /// The earlier call with the fewest, smallest differences; the latest of several.
  private Signature nearest(Signature now) {
    Signature best = null;
    int least = Integer.MAX_VALUE;
    for (Signature s : seen) {
      int d = distance(now, s);
      if (d <= least) {
        least = d;
        best = s;
      }
    }
    return best;
  }

  private static int distance(Signature a, Signature b) {
    int d = a.config.equals(b.config) ? 0 : 1000;
    d += a.axes.equals(b.axes) ? 0 : 1000;
    if (!a.structure.equals(b.structure)) {
      return d + 1_000_000 + 100 * Math.abs(a.avals.size() - b.avals.size());
    }
    for (int i = 0; i < a.avals.size(); i++) {
      Aval x = a.avals.get(i);
      Aval y = b.avals.get(i);
      d += x.weakType() == y.weakType() ? 0 : 10;
      d += x.dtype() == y.dtype() ? 0 : 30;
      d += x.rank() == y.rank() ? x.shape().equals(y.shape()) ? 0 : 20 : 50;
    }
    return d;
  }

  private static List<Difference> typeDifferences(Signature now, Signature before, List<String> paths) {
    List<Difference> all = new ArrayList<>();
    for (int i = 0; i < now.avals.size(); i++) {
      Aval a = now.avals.get(i);
      Aval b = before.avals.get(i);
      if (!a.equals(b)) {
        all.addAll(Difference.ofTypes(paths != null && i < paths.size() ? paths.get(i) : "argument " + i, a, b));
      }
    }
    return all;
  }

  private static List<Difference> contextDifferences(Signature now, Signature before) {
    List<Difference> all = new ArrayList<>();
    if (!now.config.equals(before.config)) {
      for (RecordComponent c : Config.class.getRecordComponents()) {
        Object a = component(now.config, c);
        Object b = component(before.config, c);
        if (!Objects.equals(a, b)) {
          all.add(new Difference(Difference.Aspect.CONFIGURATION, optionName(c.getName()), python(a), python(b)));
        }
      }
    }
    if (!now.axes.equals(before.axes)) {
      all.add(new Difference(Difference.Aspect.CONFIGURATION, "the named axes in scope", axes(now), axes(before)));
    }
    return all;
  }

  private static Object component(Config config, RecordComponent c) {
    try {
      return c.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// `rankPromotion` as users set it: `jax_numpy_rank_promotion`.
  private static String optionName(String component) {
    return switch (component) {
      case "x64" -> "jax_enable_x64";
      case "rankPromotion" -> "jax_numpy_rank_promotion";
      case "dtypePromotion" -> "jax_numpy_dtype_promotion";
      case "matmulPrecision" -> "jax_default_matmul_precision";
      default -> "jax_" + component.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static String python(Object o) {
    return switch (o) {
      case null -> "None";
      case Boolean b -> b ? "True" : "False";
      default -> o.toString();
    };
  }

  private static String axes(Signature s) {
    return s.axes.isEmpty()
        ? "none"
        : String.join(", ", s.axes.stream().map(a -> "'" + a.name() + "' of size " + a.size()).toList());
  }
}
