package gradwright.numpy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The account that `einsum_path` gives of a contraction: operations without and with its order, and a line a step.
final class ContractionReport {
  private final List<String> inputs;
  private final String output;
  private final Map<Character, Integer> sizes;
  private final List<String> lines = new ArrayList<>();
  private double operations;
  private double largest;
  private int scaling;

  ContractionReport(List<String> inputs, String output, Map<Character, Integer> sizes) {
    this.inputs = List.copyOf(inputs);
    this.output = output;
    this.sizes = sizes;
    this.largest = elements(ContractionPath.set(output));
  }

  /// A step that contracts `taken` to `result`; `remaining` are all terms after it.
  void step(List<String> taken, String result, List<String> remaining) {
    Set<Character> names = ContractionPath.set(String.join("", taken));
    Set<Character> removed = new LinkedHashSet<>(names);
    removed.removeAll(ContractionPath.set(result));
    operations += operations(names, !removed.isEmpty(), taken.size());
    largest = Math.max(largest, elements(ContractionPath.set(result)));
    scaling = Math.max(scaling, names.size());
    String step = String.join(",", taken) + "->" + result;
    String rest = String.join(",", remaining) + "->" + output;
    lines.add(
        String.format(
            Locale.ROOT,
            "%4d %14s %22s    %" + Math.max(1, 56 - Math.max(22, step.length())) + "s",
            names.size(),
            kind(taken, result, removed),
            step,
            rest));
  }

  String text() {
    Set<Character> all = ContractionPath.set(String.join("", inputs));
    boolean sums = all.size() > ContractionPath.set(output).size();
    double plain = operations(all, sums, inputs.size());
    String head =
        "  Complete contraction:  "
            + String.join(",", inputs)
            + "->"
            + output
            + "\n         Naive scaling:  "
            + all.size()
            + "\n     Optimized scaling:  "
            + scaling
            + "\n      Naive FLOP count:  "
            + number(plain)
            + "\n  Optimized FLOP count:  "
            + number(operations)
            + "\n   Theoretical speedup:  "
            + number(operations == 0 ? 1 : plain / operations)
            + "\n  Largest intermediate:  "
            + number(largest)
            + " elements\n"
            + "-".repeat(80)
            + "\nscaling        BLAS                current                             remaining\n"
            + "-".repeat(80);
    return head + lines.stream().map(s -> "\n" + s).collect(Collectors.joining());
  }

  private double elements(Set<Character> names) {
    return names.stream().mapToDouble(sizes::get).reduce(1, (a, b) -> a * b);
  }

  /// A product for each term but one, and a sum where an index goes.
  private double operations(Set<Character> names, boolean sums, int terms) {
    return elements(names) * (Math.max(1, terms - 1) + (sums ? 1 : 0));
  }

  /// As `3.600e+2`.
  private static String number(double v) {
    BigDecimal d = new BigDecimal(v).round(new MathContext(4, RoundingMode.HALF_EVEN));
    int exponent = v == 0 ? 0 : d.precision() - d.scale() - 1;
    double mantissa = v == 0 ? 0 : d.movePointLeft(exponent).doubleValue();
    return String.format(Locale.ROOT, "%.3fe%+d", mantissa, exponent);
  }

  /// Which kind of product of matrices a step is: by how its two terms share indices.
  private static String kind(List<String> taken, String result, Set<Character> removed) {
    if (taken.size() != 2) {
      return "False";
    }
    String left = taken.get(0);
    String right = taken.get(1);
    for (char c : ContractionPath.set(left + right)) {
      int l = count(left, c);
      int r = count(right, c);
      if (l > 1 || r > 1 || l + r - 1 == (result.indexOf(c) >= 0 ? 1 : 0)) {
        return "False";
      }
    }
    if (removed.isEmpty()) {
      return "OUTER/EINSUM";
    }
    if (left.equals(right)) {
      return "DOT";
    }
    if (ContractionPath.set(left).equals(ContractionPath.set(right))) {
      return "DOT/EINSUM";
    }
    int n = removed.size();
    String leftEnd = left.substring(left.length() - n);
    String rightEnd = right.substring(right.length() - n);
    String leftStart = left.substring(0, n);
    String rightStart = right.substring(0, n);
    if (leftEnd.equals(rightStart)
        || leftStart.equals(rightEnd)
        || leftEnd.equals(rightEnd)
        || leftStart.equals(rightStart)) {
      return "GEMM";
    }
    return left.length() == n || right.length() == n ? "GEMV/EINSUM" : "TDOT";
  }

  private static int count(String s, char c) {
    return (int) s.chars().filter(x -> x == c).count();
  }
}
