package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.IndexItems;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Sums of products by Einstein's convention: pairs of operands are contracted by `dot_general` in a cheap order.
public final class Einsum {
  private Einsum() {}

  /// `einsum("ij,jk->ik", a, b)`; the output may be left out, `...` stands for broadcast axes.
  public static Value einsum(String subscripts, Value... operands) {
    return einsum(subscripts, List.of(operands), Products.Options.DEFAULT, "auto");
  }

  static Object call(Arguments a) {
    Unsupported.out(a, "einsum");
    Products.Options o = Products.Options.of(a, "einsum");
    Call c = read(a);
    return einsum(c.subscripts, c.operands, o, a.get("optimize"));
  }

  /// A list of the pairs of operands that `einsum` of the same arguments contracts, and its account of them.
  static Object path(Arguments a) {
    Call c = read(a);
    Parsed p = parse(c.subscripts, c.operands);
    List<Object> out = new ArrayList<>();
    ContractionReport report = new ContractionReport(p.inputs, p.output, sizes(p, c.operands));
    List<String> terms = new ArrayList<>(p.inputs);
    for (int[] step : path(a.get("optimize"), p, sizes(p, c.operands))) {
      List<Object> places = new ArrayList<>();
      List<String> taken = new ArrayList<>();
      for (int k : step) {
        places.add((long) k);
      }
      Arrays.stream(step).boxed().sorted(Comparator.reverseOrder()).forEach(k -> taken.add(terms.remove((int) k)));
      String result =
          terms.isEmpty() ? p.output : kept(taken.getFirst(), taken.size() > 1 ? taken.getLast() : "", terms, p.output);
      terms.add(result);
      report.step(taken, result, terms);
      out.add(new Tuple(places));
    }
    return new Tuple(List.of(out, report.text()));
  }

  /// The subscripts and operands of a call in either form.
  private record Call(String subscripts, List<Value> operands) {}

  private static Call read(Arguments a) {
    if (a.get("subscripts") instanceof String s) {
      return new Call(s, a.values("operands"));
    }
    return interleaved(a, (List<?>) a.get("operands"));
  }

  /// The form `einsum(a, [0, 1], b, [1, 2], [0, 2])`.
  private static Call interleaved(Arguments a, List<?> rest) {
    List<Object> all = new ArrayList<>();
    all.add(a.get("subscripts"));
    all.addAll(rest);
    List<Value> operands = new ArrayList<>();
    StringBuilder names = new StringBuilder();
    int i = 0;
    for (; i + 1 < all.size(); i += 2) {
      Value v = Arguments.toValue(all.get(i));
      if (v == null) {
        throw JaxError.type(
            "einsum requires ndarray or scalar arguments, got "
                + Arguments.typeName(all.get(i))
                + " at position "
                + i
                + ".");
      }
      operands.add(v);
      names.append(i == 0 ? "" : ",").append(letters(all.get(i + 1)));
    }
    if (i < all.size()) {
      names.append("->").append(letters(all.get(i)));
    }
    return new Call(names.toString(), operands);
  }

  private static String letters(Object v) {
    List<?> items = v instanceof Tuple t ? t.items() : v instanceof List<?> l ? l : null;
    if (items == null) {
      throw JaxError.type("einsum: subscripts must be a text, or a list of integers after each operand");
    }
    StringBuilder b = new StringBuilder();
    for (Object o : items) {
      if (o instanceof IndexItems.Ellipsis) {
        b.append("...");
      } else {
        if (!(o instanceof Long label)) {
          throw JaxError.value("einsum: subscripts in a list must be integers or Ellipsis, got " + Arguments.repr(o));
        }
        int n = Math.toIntExact(label);
        b.append((char) (n < 26 ? 'a' + n : 'A' + n - 26));
      }
    }
    return b.toString();
  }

  private record Parsed(List<String> inputs, String output) {}

  private static Parsed parse(String subscripts, List<? extends Value> operands) {
    String s = subscripts.replace(" ", "");
    long dashes = s.chars().filter(c -> c == '-').count();
    long angles = s.chars().filter(c -> c == '>').count();
    if ((dashes > 0 || angles > 0) && (dashes != 1 || angles != 1 || !s.contains("->"))) {
      throw JaxError.value("Subscripts can only contain one '->'.");
    }
    boolean explicit = s.contains("->");
    String left = explicit ? s.substring(0, s.indexOf("->")) : s;
    String output = explicit ? s.substring(s.indexOf("->") + 2) : null;
    String[] terms = left.split(",", -1);
    if (terms.length != operands.size()) {
      throw JaxError.value(
          "Number of einsum subscripts, "
              + terms.length
              + ", must be equal to the number of operands, "
              + operands.size()
              + ".");
    }
    String rest = "";
    if (s.contains(".")) {
      int most = operands.stream().mapToInt(Value::rank).max().orElse(0);
      String unused = unused(s, most);
      int longest = 0;
      for (int i = 0; i < terms.length; i++) {
        if (!terms[i].contains(".")) {
          continue;
        }
        if (terms[i].chars().filter(c -> c == '.').count() != 3 || !terms[i].contains("...")) {
          throw JaxError.value("Invalid Ellipses.");
        }
        int count = operands.get(i).rank() - (terms[i].length() - 3);
        if (count < 0) {
          throw JaxError.value("Ellipses lengths do not match.");
        }
        longest = Math.max(longest, count);
        terms[i] = terms[i].replace("...", unused.substring(unused.length() - count));
      }
      rest = unused.substring(unused.length() - longest);
      if (explicit) {
        output = output.replace("...", rest);
      }
    }
    if (!explicit) {
      output = rest + implicit(terms, rest);
    }
    check(terms, output, operands);
    return new Parsed(List.of(terms), output);
  }

  private static String unused(String used, int count) {
    StringBuilder b = new StringBuilder();
    for (int k = 0; b.length() < count; k++) {
      char c = (char) (k < 26 ? 'a' + k : k < 52 ? 'A' + k - 26 : 192 + k - 52);
      if (used.indexOf(c) < 0) {
        b.append(c);
      }
    }
    return b.toString();
  }

  /// Letters that occur once, in order.
  private static String implicit(String[] terms, String except) {
    Map<Character, Integer> counts = ContractionPath.counts(String.join("", terms));
    StringBuilder b = new StringBuilder();
    for (char c : new TreeSet<>(counts.keySet())) {
      if (counts.get(c) == 1 && except.indexOf(c) < 0) {
        b.append(c);
      }
    }
    return b.toString();
  }

  private static void check(String[] terms, String output, List<? extends Value> operands) {
    String all = String.join("", terms);
    for (char c : output.toCharArray()) {
      if (output.indexOf(c) != output.lastIndexOf(c)) {
        throw JaxError.value("Output character '" + c + "' appeared more than once in the output.");
      }
      if (all.indexOf(c) < 0) {
        throw JaxError.value("Output character '" + c + "' did not appear in the input");
      }
    }
    for (int i = 0; i < terms.length; i++) {
      if (terms[i].length() != operands.get(i).rank()) {
        throw JaxError.value(
            "Einstein sum subscript '"
                + terms[i]
                + "' does not contain the correct number of indices for operand "
                + i
                + ".");
      }
    }
  }

  private static Map<Character, Integer> sizes(Parsed p, List<? extends Value> operands) {
    Map<Character, Integer> sizes = new HashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      String term = p.inputs.get(i);
      for (int k = 0; k < term.length(); k++) {
        char c = term.charAt(k);
        int n = operands.get(i).shape().size(k);
        Integer before = sizes.get(c);
        if (before == null || before == 1) {
          sizes.put(c, n);
        } else if (n != 1 && n != before) {
          throw JaxError.value(
              "Size of label '"
                  + c
                  + "' for operand "
                  + i
                  + " ("
                  + before
                  + ") does not match previous terms ("
                  + n
                  + ").");
        }
      }
    }
    return sizes;
  }

  static Value einsum(String subscripts, List<? extends Value> operands, Products.Options o, Object optimize) {
    Parsed p = parse(subscripts, operands);
    Map<Character, Integer> sizes = sizes(p, operands);
    Promote.Type t = o.preferred() != null ? new Promote.Type(o.preferred(), false) : Promote.type(operands);
    List<int[]> path = path(optimize, p, sizes);
    List<Value> values = new ArrayList<>(operands);
    List<String> terms = new ArrayList<>(p.inputs);
    for (int step = 0; step < path.size(); step++) {
      int[] pair = path.get(step);
      boolean last = step == path.size() - 1;
      if (pair.length == 1) {
        Value r = single(values.removeFirst(), terms.removeFirst(), p.output, t.dtype());
        values.add(r);
        continue;
      }
      int hi = Math.max(pair[0], pair[1]);
      int lo = Math.min(pair[0], pair[1]);
      Value lhs = values.remove(hi);
      Value rhs = values.remove(lo);
      String lhsNames = terms.remove(hi);
      String rhsNames = terms.remove(lo);
      String result = last ? p.output : kept(lhsNames, rhsNames, terms, p.output);
      values.add(pair(lhs, lhsNames, rhs, rhsNames, result, t.dtype(), o.precisions()));
      terms.add(result);
    }
    return Promote.convert(values.getFirst(), t.dtype(), t.weak());
  }

  /// The order of contraction: `optimize` is False for the operands' own order, a list of pairs of positions in the
  /// shrinking list of operands, or anything else for the cheapest.
  private static List<int[]> path(Object optimize, Parsed p, Map<Character, Integer> sizes) {
    if (optimize instanceof Boolean b && !b) {
      return leftToRight(p.inputs.size());
    }
    List<?> given = optimize instanceof Tuple t ? t.items() : optimize instanceof List<?> l ? l : null;
    if (given == null) {
      return ContractionPath.find(p.inputs, p.output, sizes);
    }
    List<int[]> r = new ArrayList<>();
    for (Object step : given) {
      if (step instanceof String) {
        continue; // NumPy's paths begin with 'einsum_path'.
      }
      List<?> pair = step instanceof Tuple t ? t.items() : step instanceof List<?> l ? l : List.of();
      if (pair.isEmpty() || pair.size() > 2 || !pair.stream().allMatch(k -> k instanceof Long)) {
        throw JaxError.value(
            "einsum: optimize must be a list of tuples of one or two positions, got " + Arguments.repr(optimize));
      }
      r.add(pair.stream().mapToInt(k -> ((Long) k).intValue()).toArray());
    }
    return r;
  }

  private static List<int[]> leftToRight(int count) {
    List<int[]> r = new ArrayList<>();
    if (count == 1) {
      r.add(new int[] {0});
    }
    for (int n = count; n > 1; n--) {
      r.add(new int[] {0, 1});
    }
    return r;
  }

  /// Names of a contraction that others or the output still need, in the order of the operands.
  private static String kept(String lhs, String rhs, List<String> others, String output) {
    String needed = String.join("", others) + output;
    StringBuilder b = new StringBuilder();
    for (char c : (lhs + rhs).toCharArray()) {
      if (needed.indexOf(c) >= 0 && b.indexOf(String.valueOf(c)) < 0) {
        b.append(c);
      }
    }
    return b.toString();
  }

  /// A value and the names of its axes.
  private record Named(Value value, String names) {}

  private static Value sum(Value x, Ints axes, DType preferred) {
    Value a = x;
    if (Promote.typeOf(List.of(x.aval(), gradwright.core.types.Aval.of(preferred))).dtype() != x.dtype()) {
      a = Promote.convert(x, preferred);
    }
    return Lax.reduce(a.dtype().isBool() ? Reduction.Op.OR : Reduction.Op.SUM, a, axes);
  }

  private static Named sumUniques(Named n, String uniques, DType preferred) {
    if (uniques.isEmpty()) {
      return n;
    }
    Ints axes = Ints.of(uniques.chars().map(n.names::indexOf).toArray()).sorted();
    return new Named(sum(n.value, axes, preferred), without(n.names, uniques));
  }

  private static String without(String names, String dropped) {
    StringBuilder b = new StringBuilder();
    for (char c : names.toCharArray()) {
      if (dropped.indexOf(c) < 0) {
        b.append(c);
      }
    }
    return b.toString();
  }

  private static Named sumRepeats(Named n, Map<Character, Integer> counts, String keep, DType preferred) {
    Value x = n.value;
    String names = n.names;
    Set<Character> seen = ContractionPath.set(n.names);
    for (char c : seen) {
      int count = counts.get(c);
      if (count <= 1) {
        continue;
      }
      List<Integer> at = new ArrayList<>();
      for (int i = 0; i < names.length(); i++) {
        if (names.charAt(i) == c) {
          at.add(i);
        }
      }
      x = Lax.select(delta(x.shape(), at), x, Creation.zerosLike(x));
      boolean kept = keep.indexOf(c) >= 0;
      int summed = kept ? at.size() - 1 : at.size();
      x = sum(x, Ints.of(at.subList(0, summed).stream().mapToInt(Integer::intValue).toArray()), preferred);
      StringBuilder b = new StringBuilder(names);
      for (int i = summed - 1; i >= 0; i--) {
        b.deleteCharAt(at.get(i));
      }
      names = b.toString();
    }
    return new Named(x, names);
  }

  /// True where all the given axes have the same index.
  private static Value delta(Shape shape, List<Integer> axes) {
    int[] sizes = axes.stream().mapToInt(shape::size).toArray();
    Shape base = Shape.of(sizes);
    List<Value> iotas = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      iotas.add(Lax.iota(DType.UINT32, base, i));
    }
    Value eye = Lax.eq(iotas.get(0), iotas.get(1));
    for (int i = 2; i < iotas.size(); i++) {
      eye = Lax.and(eye, Lax.eq(iotas.get(i - 1), iotas.get(i)));
    }
    return Lax.broadcastInDim(eye, shape, Ints.of(axes.stream().mapToInt(Integer::intValue).toArray()));
  }

  private static Value single(Value x, String names, String output, DType preferred) {
    Map<Character, Integer> counts = ContractionPath.counts(names);
    StringBuilder uniques = new StringBuilder();
    for (char c : new TreeSet<>(counts.keySet())) {
      if (output.indexOf(c) < 0 && counts.get(c) == 1) {
        uniques.append(c);
      }
    }
    Named n = sumUniques(new Named(x, names), uniques.toString(), preferred);
    n = sumRepeats(n, counts, output, preferred);
    return ordered(n, output);
  }

  private static Value ordered(Named n, String output) {
    return Lax.transpose(n.value, Ints.of(output.chars().map(n.names::indexOf).toArray()));
  }

  /// Without axes of size 1 that the other operand has wider.
  private static Named withoutSingletons(Named n, Named other) {
    List<Integer> dropped = new ArrayList<>();
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < n.names.length(); i++) {
      int j = other.names.indexOf(n.names.charAt(i));
      if (n.value.shape().size(i) != 1 || j < 0 || other.value.shape().size(j) == 1) {
        names.append(n.names.charAt(i));
      } else {
        dropped.add(i);
      }
    }
    return new Named(
        Lax.squeeze(n.value, Ints.of(dropped.stream().mapToInt(Integer::intValue).toArray())), names.toString());
  }

  private static Value pair(
      Value a, String aNames, Value b, String bNames, String result, DType preferred, Precisions precisions) {
    TreeSet<Character> contracted = new TreeSet<>();
    for (char c : (aNames + bNames).toCharArray()) {
      if (result.indexOf(c) < 0) {
        contracted.add(c);
      }
    }
    Named lhs = withoutSingletons(new Named(a, aNames), new Named(b, bNames));
    Named rhs = withoutSingletons(new Named(b, bNames), lhs);
    Map<Character, Integer> lhsCounts = ContractionPath.counts(lhs.names);
    Map<Character, Integer> rhsCounts = ContractionPath.counts(rhs.names);
    lhs = sumUniques(lhs, uniques(contracted, lhsCounts, rhsCounts), preferred);
    rhs = sumUniques(rhs, uniques(contracted, rhsCounts, lhsCounts), preferred);
    lhs = sumRepeats(lhs, lhsCounts, result + rhs.names, preferred);
    rhs = sumRepeats(rhs, rhsCounts, result + lhs.names, preferred);
    String ln = lhs.names;
    String rn = rhs.names;
    StringBuilder contract = new StringBuilder();
    for (char c : contracted) {
      if (ln.indexOf(c) >= 0 || rn.indexOf(c) >= 0) {
        contract.append(c);
      }
    }
    StringBuilder batch = new StringBuilder();
    for (char c : result.toCharArray()) {
      if (ln.indexOf(c) >= 0 && rn.indexOf(c) >= 0) {
        batch.append(c);
      }
    }
    String gone = batch.toString() + contract;
    String leftOver = without(ln, gone);
    String rightOver = without(rn, gone);
    Ints lc = places(contract, ln);
    Ints rc = places(contract, rn);
    Ints lb = places(batch, ln);
    Ints rb = places(batch, rn);
    String names = batch + rightOver + leftOver;
    Named out;
    if (names.equals(result)) {
      out = new Named(Products.dotGeneral(rhs.value, lhs.value, rc, lc, rb, lb, precisions, preferred), names);
    } else {
      names = batch + leftOver + rightOver;
      out = new Named(Products.dotGeneral(lhs.value, rhs.value, lc, rc, lb, rb, precisions, preferred), names);
    }
    return ordered(out, result);
  }

  private static String uniques(Set<Character> contracted, Map<Character, Integer> own, Map<Character, Integer> other) {
    StringBuilder b = new StringBuilder();
    for (char c : contracted) {
      if (own.getOrDefault(c, 0) == 1 && other.getOrDefault(c, 0) == 0) {
        b.append(c);
      }
    }
    return b.toString();
  }

  private static Ints places(CharSequence wanted, String names) {
    return Ints.of(wanted.chars().map(names::indexOf).toArray());
  }
}
