package gradwright.core.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/// Lists of flags that say which of some values are differentiated, batched, unknown or used.
public final class Masks {
  private Masks() {}

  /// The values marked.
  public static <T> List<T> keep(List<? extends T> values, List<Boolean> marks) {
    List<T> r = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (marks.get(i)) {
        r.add(values.get(i));
      }
    }
    return r;
  }

  /// The values not marked.
  public static <T> List<T> drop(List<? extends T> values, List<Boolean> marks) {
    List<T> r = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!marks.get(i)) {
        r.add(values.get(i));
      }
    }
    return r;
  }

  /// Takes the next of `marked` where the mark is set, the next of `unmarked` where it is not.
  public static <T> List<T> merge(List<Boolean> marks, List<? extends T> unmarked, List<? extends T> marked) {
    List<T> r = new ArrayList<>(marks.size());
    int a = 0;
    int b = 0;
    for (boolean m : marks) {
      r.add(m ? marked.get(b++) : unmarked.get(a++));
    }
    return r;
  }

  /// Marks what satisfies the predicate.
  public static <T> List<Boolean> of(List<? extends T> values, Predicate<? super T> p) {
    List<Boolean> r = new ArrayList<>(values.size());
    values.forEach(v -> r.add(p.test(v)));
    return r;
  }

  public static List<Boolean> all(int n, boolean mark) {
    return Collections.nCopies(n, mark);
  }

  public static List<Boolean> not(List<Boolean> marks) {
    return of(marks, m -> !m);
  }

  public static List<Boolean> or(List<Boolean> a, List<Boolean> b) {
    List<Boolean> r = new ArrayList<>(a.size());
    for (int i = 0; i < a.size(); i++) {
      r.add(a.get(i) || b.get(i));
    }
    return r;
  }

  public static int count(List<Boolean> marks) {
    return Collections.frequency(marks, true);
  }

  /// Lists one after another.
  @SafeVarargs
  public static <T> List<T> concat(List<? extends T>... lists) {
    List<T> r = new ArrayList<>();
    for (List<? extends T> l : lists) {
      r.addAll(l);
    }
    return r;
  }
}
