package gradwright.core.trace;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Dce;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Which of the arguments that a caller gives away a program has a use for: each result may take the place of one of its shape
/// and dtype, or else of one with as many elements. The others stay the caller's.
///
/// @param usable for each argument whether it is given away
/// @param useless types of the arguments that were to be given away in vain
public record Donation(List<Boolean> usable, List<Aval> useless) {
  /// Nothing is given away.
  public static final Donation NONE = new Donation(List.of(), List.of());

  private record Kind(DType dtype, Shape shape) {
    static Kind of(Aval a) {
      return new Kind(a.dtype(), a.shape());
    }
  }

  /// Matches arguments and results, in order.
  ///
  /// @param donated for each argument whether it is to be given away
  /// @param keepUnused whether arguments that the program does not need are given to it
  public static Donation of(ClosedJaxpr program, List<Boolean> donated, boolean keepUnused) {
    if (!donated.contains(true)) {
      return NONE;
    }
    List<Boolean> all = Collections.nCopies(program.jaxpr().outputs().size(), true);
    List<Boolean> used = Dce.of(program, all).usedInputs();
    List<Kind> wanted = new ArrayList<>();
    program.outputAvals().forEach(a -> wanted.add(Kind.of(a)));
    boolean[] taken = new boolean[donated.size()];
    List<Aval> avals = program.jaxpr().inputs().stream().map(v -> v.aval()).toList();
    for (int i = 0; i < taken.length; i++) {
      taken[i] = donated.get(i) && (used.get(i) || keepUnused) && wanted.remove(Kind.of(avals.get(i)));
    }
    List<Long> sizes = new ArrayList<>(wanted.stream().map(k -> k.shape.elements()).toList());
    List<Boolean> usable = new ArrayList<>();
    List<Aval> useless = new ArrayList<>();
    for (int i = 0; i < taken.length; i++) {
      boolean given = donated.get(i) && (used.get(i) || keepUnused);
      boolean fits = taken[i] || given && sizes.remove((Long) avals.get(i).shape().elements());
      usable.add(fits);
      if (given && !fits) {
        useless.add(avals.get(i));
      }
    }
    return new Donation(usable.contains(true) ? List.copyOf(usable) : List.of(), List.copyOf(useless));
  }

  /// Refuses an array that is given away and handed over a second time in one call, as the user wrote it.
  public void refuseClashes(List<Array> arguments) {
    Map<Array, Integer> first = new IdentityHashMap<>();
    for (int k = 0; k < usable.size(); k++) {
      Integer earlier = first.putIfAbsent(arguments.get(k), k);
      if (earlier != null && (usable.get(earlier) || usable.get(k))) {
        throw clash(earlier, k);
      }
    }
  }

  private JaxError clash(int first, int second) {
    String[] words =
        usable.get(first) && usable.get(second)
            ? new String[] {"donate the same buffer twice in", "donate(a), donate(a)"}
            : usable.get(first)
                ? new String[] {"use a buffer that was previously donated in the same call to", "donate(a), a"}
                : new String[] {"donate a buffer which is also used by the same call to", "a, donate(a)"};
    return new JaxError(
        "JaxRuntimeError",
        "INVALID_ARGUMENT: Attempt to "
            + words[0]
            + " Execute() (flattened argument "
            + second
            + ", replica 0, partition 0, first use: "
            + first
            + "). Toy example for this bug: `f("
            + words[1]
            + ")`.");
  }
}
