package gradwright.compiler.index;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A whole number as `constant + sum of coefficient * symbol`. Remainders are written `e - n * (e / n)`, so that splitting
/// an index and joining it again cancels out.
public final class Index {
  public static final Index ZERO = new Index(0, Map.of());

  private final long constant;
  private final Map<Symbol, Long> terms;
  private final long variables;
  private final int hash;

  private Index(long constant, Map<Symbol, Long> terms) {
    this.constant = constant;
    this.terms = terms;
    long v = 0;
    for (Symbol s : terms.keySet()) {
      v |= s.variables();
    }
    this.variables = v;
    this.hash = Long.hashCode(constant) * 31 + terms.hashCode();
  }

  public static Index of(long constant) {
    return constant == 0 ? ZERO : new Index(constant, Map.of());
  }

  public static Index of(Symbol s) {
    return new Index(0, Map.of(s, 1L));
  }

  /// A loop's variable; the constant 0 when it has but one value.
  public static Index variable(Symbol.Variable v) {
    return v.extent() == 1 ? ZERO : of(v);
  }

  public long constant() {
    return constant;
  }

  public Map<Symbol, Long> terms() {
    return terms;
  }

  public boolean isConstant() {
    return terms.isEmpty();
  }

  /// The loop variables it depends on, as bits.
  public long variables() {
    return variables;
  }

  public long coefficient(Symbol s) {
    return terms.getOrDefault(s, 0L);
  }

  public Index plus(Index o) {
    if (o.terms.isEmpty()) {
      return plus(o.constant);
    }
    if (terms.isEmpty()) {
      return o.plus(constant);
    }
    Map<Symbol, Long> sum = new LinkedHashMap<>(terms);
    o.terms.forEach((s, c) -> {
      long total = sum.getOrDefault(s, 0L) + c;
      if (total == 0) {
        sum.remove(s);
      } else {
        sum.put(s, total);
      }
    });
    return new Index(constant + o.constant, Collections.unmodifiableMap(sum));
  }

  public Index plus(long c) {
    return c == 0 ? this : new Index(constant + c, terms);
  }

  public Index minus(Index o) {
    return plus(o.times(-1));
  }

  public Index times(long factor) {
    if (factor == 1) {
      return this;
    }
    if (factor == 0) {
      return ZERO;
    }
    Map<Symbol, Long> scaled = new LinkedHashMap<>();
    terms.forEach((s, c) -> scaled.put(s, c * factor));
    return new Index(constant * factor, Collections.unmodifiableMap(scaled));
  }

  /// Rounded down.
  public Index dividedBy(long n) {
    if (n == 1) {
      return this;
    }
    Index whole = ZERO;
    Index rest = of(constant);
    long common = n;
    for (var t : terms.entrySet()) {
      Index term = new Index(0, Map.of(t.getKey(), t.getValue()));
      if (t.getValue() % n == 0) {
        whole = whole.plus(new Index(0, Map.of(t.getKey(), t.getValue() / n)));
      } else {
        rest = rest.plus(term);
        common = gcd(common, Math.abs(t.getValue()));
      }
    }
    long low = rest.low();
    long high = rest.high();
    if (Math.floorDiv(low, n) == Math.floorDiv(high, n)) {
      return whole.plus(Math.floorDiv(low, n));
    }
    if (common > 1) {
      Map<Symbol, Long> scaled = new LinkedHashMap<>();
      for (var t : rest.terms.entrySet()) {
        scaled.put(t.getKey(), t.getValue() / common);
      }
      Index smaller = new Index(Math.floorDiv(rest.constant, common), Collections.unmodifiableMap(scaled));
      return whole.plus(smaller.dividedBy(n / common));
    }
    // whole multiples in the constant move out, so that equal quotients look equal
    long multiple = Math.floorDiv(rest.constant, n);
    whole = whole.plus(multiple);
    rest = rest.plus(-multiple * n);
    if (rest.constant == 0 && rest.terms.size() == 1) {
      var only = rest.terms.entrySet().iterator().next();
      if (only.getValue() == 1 && only.getKey() instanceof Symbol.Quotient(Index dividend, long divisor)) {
        return whole.plus(of(new Symbol.Quotient(dividend, divisor * n)));
      }
    }
    return whole.plus(of(new Symbol.Quotient(rest, n)));
  }

  /// The remainder of [#dividedBy].
  public Index modulo(long n) {
    return minus(dividedBy(n).times(n));
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  public long low() {
    return bound(false);
  }

  public long high() {
    return bound(true);
  }

  private long bound(boolean upper) {
    // e - n * (e / n) lies in [0, n): take such pairs out first
    for (var t : terms.entrySet()) {
      if (t.getKey() instanceof Symbol.Quotient(Index dividend, long divisor) && t.getValue() % divisor == 0) {
        long k = -t.getValue() / divisor;
        if (k != 0 && contains(dividend, k)) {
          Index rest = minus(dividend.times(k)).plus(of(t.getKey()).times(k * divisor));
          long span = k * (divisor - 1);
          return rest.bound(upper) + (upper ? Math.max(0, span) : Math.min(0, span));
        }
      }
    }
    long b = constant;
    for (var t : terms.entrySet()) {
      long c = t.getValue();
      b += c * ((c > 0) == upper ? t.getKey().high() : t.getKey().low());
    }
    return b;
  }

  private boolean contains(Index part, long factor) {
    for (var t : part.terms.entrySet()) {
      if (coefficient(t.getKey()) != t.getValue() * factor) {
        return false;
      }
    }
    return true;
  }

  /// With every variable replaced by what `by` gives for it (null keeps it), inside quotients too. Dynamic symbols are
  /// replaced by what `dynamic` gives.
  public Index substitute(Function<Symbol.Variable, Index> by, Function<Symbol.Dynamic, Index> dynamic) {
    Index sum = of(constant);
    for (var t : terms.entrySet()) {
      Index replaced =
          switch (t.getKey()) {
            case Symbol.Variable v -> {
              Index r = by.apply(v);
              yield r == null ? of(v) : r;
            }
            case Symbol.Quotient(Index dividend, long divisor) -> dividend.substitute(by, dynamic).dividedBy(divisor);
            case Symbol.Dynamic d -> dynamic.apply(d);
          };
      sum = sum.plus(replaced.times(t.getValue()));
    }
    return sum;
  }

  /// Row-major position of an element of an array with these sizes.
  public static Index linear(List<Index> index, int[] sizes) {
    Index sum = ZERO;
    long stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      sum = sum.plus(index.get(i).times(stride));
      stride *= sizes[i];
    }
    return sum;
  }

  /// The inverse of [#linear].
  public static List<Index> split(Index position, int[] sizes) {
    Index[] out = new Index[sizes.length];
    for (int i = sizes.length - 1; i >= 0; i--) {
      if (sizes[i] == 1) {
        out[i] = ZERO;
      } else if (i == 0 || allOne(sizes, i)) {
        out[i] = position;
        position = ZERO;
      } else {
        Index quotient = position.dividedBy(sizes[i]);
        out[i] = position.minus(quotient.times(sizes[i]));
        position = quotient;
      }
    }
    return List.of(out);
  }

  private static boolean allOne(int[] sizes, int end) {
    for (int i = 0; i < end; i++) {
      if (sizes[i] != 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Index i && i.hash == hash && i.constant == constant && i.terms.equals(terms);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    if (terms.isEmpty()) {
      return Long.toString(constant);
    }
    String sum =
        terms.entrySet().stream()
            .map(t -> t.getValue() == 1 ? t.getKey().toString() : t.getValue() + "*" + t.getKey())
            .collect(Collectors.joining("+"));
    return constant == 0 ? sum : sum + (constant > 0 ? "+" : "") + constant;
  }
}
