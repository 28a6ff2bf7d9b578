package gradwright.numpy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The order in which an einsum contracts its operands: the pairs that need the fewest operations in all, found by exhaustive
/// search for up to six operands, greedily beyond.
final class ContractionPath {
  private final List<Set<Character>> inputs;
  private final Set<Character> output;
  private final Map<Character, Integer> sizes;
  private double best = Double.POSITIVE_INFINITY;
  private List<int[]> bestPath;

  private ContractionPath(List<Set<Character>> inputs, Set<Character> output, Map<Character, Integer> sizes) {
    this.inputs = inputs;
    this.output = output;
    this.sizes = sizes;
  }

  /// Pairs of positions in the shrinking list of operands; the result of each goes to the end of the list.
  static List<int[]> find(List<String> inputs, String output, Map<Character, Integer> sizes) {
    if (inputs.size() == 1) {
      return List.of(new int[] {0});
    }
    if (inputs.size() == 2) {
      return List.of(new int[] {0, 1});
    }
    List<Set<Character>> sets = new ArrayList<>();
    for (String s : inputs) {
      sets.add(set(s));
    }
    ContractionPath p = new ContractionPath(sets, set(output), sizes);
    TreeSet<Integer> all = new TreeSet<>();
    for (int i = 0; i < sets.size(); i++) {
      all.add(i);
    }
    if (sets.size() <= 6) {
      p.search(new ArrayList<>(), all, new ArrayList<>(sets), 0);
    } else {
      p.greedy(all, new ArrayList<>(sets));
    }
    return linear(p.bestPath, sets.size());
  }

  static Set<Character> set(String s) {
    Set<Character> r = new LinkedHashSet<>();
    for (char c : s.toCharArray()) {
      r.add(c);
    }
    return r;
  }

  private record Step(Set<Character> result, double operations) {}

  private Step contract(List<Set<Character>> terms, Set<Integer> remaining, int i, int j) {
    Set<Character> keep = new LinkedHashSet<>(output);
    for (int k : remaining) {
      if (k != i && k != j) {
        keep.addAll(terms.get(k));
      }
    }
    Set<Character> either = new LinkedHashSet<>(terms.get(i));
    either.addAll(terms.get(j));
    boolean inner = terms.get(i).stream().anyMatch(c -> terms.get(j).contains(c) && !keep.contains(c));
    double n = inner ? 2 : 1;
    for (char c : either) {
      n *= sizes.get(c);
    }
    Set<Character> result = new LinkedHashSet<>(either);
    result.retainAll(keep);
    return new Step(result, n);
  }

  private void search(List<int[]> path, TreeSet<Integer> remaining, List<Set<Character>> terms, double cost) {
    if (remaining.size() == 1) {
      best = cost;
      bestPath = List.copyOf(path);
      return;
    }
    List<Integer> left = List.copyOf(remaining);
    for (int a = 0; a < left.size(); a++) {
      for (int b = a + 1; b < left.size(); b++) {
        Step s = contract(terms, remaining, left.get(a), left.get(b));
        if (cost + s.operations >= best) {
          continue;
        }
        TreeSet<Integer> next = new TreeSet<>(remaining);
        next.remove(left.get(a));
        next.remove(left.get(b));
        next.add(terms.size());
        List<Set<Character>> grown = new ArrayList<>(terms);
        grown.add(s.result);
        List<int[]> longer = new ArrayList<>(path);
        longer.add(new int[] {left.get(a), left.get(b)});
        search(longer, next, grown, cost + s.operations);
      }
    }
  }

  private void greedy(TreeSet<Integer> remaining, List<Set<Character>> terms) {
    List<int[]> path = new ArrayList<>();
    while (remaining.size() > 1) {
      List<Integer> left = List.copyOf(remaining);
      int[] pick = null;
      Step step = null;
      double gain = Double.POSITIVE_INFINITY;
      for (int a = 0; a < left.size(); a++) {
        for (int b = a + 1; b < left.size(); b++) {
          Step s = contract(terms, remaining, left.get(a), left.get(b));
          double g = size(s.result) - size(terms.get(left.get(a))) - size(terms.get(left.get(b)));
          if (g < gain) {
            gain = g;
            step = s;
            pick = new int[] {left.get(a), left.get(b)};
          }
        }
      }
      path.add(pick);
      remaining.remove(pick[0]);
      remaining.remove(pick[1]);
      remaining.add(terms.size());
      terms.add(step.result);
    }
    bestPath = path;
  }

  private double size(Set<Character> s) {
    double n = 1;
    for (char c : s) {
      n *= sizes.get(c);
    }
    return n;
  }

  /// Ids of terms made positions in the list as it shrinks.
  private static List<int[]> linear(List<int[]> path, int count) {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(i);
    }
    List<int[]> r = new ArrayList<>();
    int next = count;
    for (int[] p : path) {
      r.add(new int[] {ids.indexOf(p[0]), ids.indexOf(p[1])});
      ids.remove((Integer) p[0]);
      ids.remove((Integer) p[1]);
      ids.add(next++);
    }
    return r;
  }

  /// How often each letter occurs.
  static Map<Character, Integer> counts(String names) {
    Map<Character, Integer> r = new HashMap<>();
    for (char c : names.toCharArray()) {
      r.merge(c, 1, Integer::sum);
    }
    return r;
  }
}
