package gradwright.profiler.timeline;

import gradwright.profiler.quantity.Achieved;
import gradwright.profiler.quantity.Places;
import gradwright.profiler.quantity.Quantities;
import gradwright.protocol.EngineInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What there is to say of a slice, as names and values.
public final class SliceFacts {
  private static final int MOST_EQUATIONS = 12;

  /// One line.
  public record Fact(String name, String value) {}

  private SliceFacts() {}

  /// The facts of a slice; `origin` is the time from which people count, `equation` tells the text of an equation where it
  /// is known.
  public static List<Fact> of(Slice slice, double origin, @Nullable EngineInfo machine, EquationText equation) {
    List<Fact> facts = new ArrayList<>();
    String kind = slice.kind() == null ? slice.lane().text() : slice.kind().name().toLowerCase(Locale.ROOT);
    facts.add(new Fact("kind", slice.note().isEmpty() ? kind : kind + ", " + slice.note()));
    facts.add(new Fact("duration", Quantities.duration(slice.nanos())));
    facts.add(new Fact("at", Quantities.duration(slice.start() - origin)));
    if (!slice.function().isEmpty() && !slice.function().equals(slice.name())) {
      facts.add(new Fact("function", slice.function()));
    }
    Achieved achieved = Achieved.of(slice.flops(), slice.bytes(), slice.nanos(), machine);
    if (slice.bytes() > 0) {
      String rate = Quantities.decimal(achieved.bytesPerSecond(), "B/s");
      facts.add(
          new Fact("bytes", Quantities.bytes(slice.bytes()) + " at " + rate + limit(slice, achieved.bytesShare())));
    }
    if (slice.flops() > 0) {
      String rate = Quantities.decimal(achieved.flopsPerSecond(), "FLOP/s");
      facts.add(
          new Fact(
              "work", Quantities.decimal(slice.flops(), "FLOP") + " at " + rate + limit(slice, achieved.flopsShare())));
    }
    if (slice.place().isKnown()) {
      facts.add(new Fact("line", Places.line(slice.place())));
    }
    if (!slice.equations().isEmpty()) {
      facts.add(new Fact(slice.equations().size() == 1 ? "equation" : "equations", equations(slice, equation)));
    }
    return List.copyOf(facts);
  }

  /// Tells the text of an equation, null where it is not known.
  @FunctionalInterface
  public interface EquationText {
    @Nullable String of(int program, int equation);
  }

  private static String limit(Slice slice, double share) {
    return share > 0 && slice.lane() == LaneKind.KERNELS ? ", " + Quantities.percent(share) + " of limit" : "";
  }

  private static String equations(Slice slice, EquationText text) {
    List<Integer> equations = slice.equations();
    String known =
        equations.stream()
            .limit(4)
            .map(e -> text.of(slice.program(), e))
            .map(t -> t == null ? "" : t)
            .filter(t -> !t.isEmpty())
            .collect(Collectors.joining("\n"));
    if (!known.isEmpty()) {
      return equations.size() > 4 ? known + "\n\u2026 and " + (equations.size() - 4) + " more" : known;
    }
    String numbers =
        equations.stream().limit(MOST_EQUATIONS).map(e -> Integer.toString(e)).collect(Collectors.joining(", "));
    return equations.size() > MOST_EQUATIONS ? numbers + ", \u2026" : numbers;
  }
}
