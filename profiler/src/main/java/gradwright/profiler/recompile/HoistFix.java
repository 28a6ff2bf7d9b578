package gradwright.profiler.recompile;

import gradwright.profiler.recompile.PythonText.Line;
import gradwright.profiler.recompile.PythonText.Token;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Moves a function that a loop defines anew in each turn in front of the loop. Refuses where the function uses anything that
/// the loop may change, where the name is bound elsewhere too, or where it is defined under a condition.
final class HoistFix {
  private static final Set<String> KEYWORDS =
      Set.of(
          "lambda",
          "if",
          "else",
          "and",
          "or",
          "not",
          "in",
          "is",
          "None",
          "True",
          "False",
          "for",
          "return",
          "def",
          "while",
          "with",
          "as",
          "pass",
          "assert",
          "raise",
          "yield",
          "await",
          "elif",
          "from",
          "import",
          "async",
          "try",
          "except",
          "finally",
          "break",
          "continue",
          "del",
          "global",
          "nonlocal",
          "class");

  /// What may give another value each time: moved out of the loop it would be asked once.
  private static final Set<String> IMPURE =
      Set.of("time", "next", "input", "open", "print", "perf_counter", "getrandom", "urandom", "datetime", "environ");

  private final PythonText text;
  private final String file;

  HoistFix(String file, PythonText text) {
    this.file = file;
    this.text = text;
  }

  /// The loop around a definition, or -1: the nearest `for` or `while` above it in the same function.
  static int loopOf(PythonText text, int index) {
    for (int p = text.parent(index); p >= 0; p = text.parent(p)) {
      Line line = text.lines().get(p);
      if (line.startsWith("for") || line.startsWith("while")) {
        return p;
      }
      if (line.startsWith("def") || line.startsWith("class")) {
        return -1;
      }
    }
    return -1;
  }

  Optional<QuickFix> find(Place.Frame definition) {
    int at = text.indexAt(definition.line());
    if (at < 0) {
      return Optional.empty();
    }
    int loop = text.parent(at);
    if (loop < 0 || loopOf(text, at) != loop || text.lines().get(loop).startsWith("async")) {
      return Optional.empty();
    }
    return isDefinition(at) ? hoistDefinition(at, loop) : hoistLambda(at, loop);
  }

  private boolean isDefinition(int index) {
    Line line = text.lines().get(index);
    return line.tokens().getFirst().is("def") || line.tokens().getFirst().is("@");
  }

  private Optional<QuickFix> hoistDefinition(int at, int loop) {
    int indent = text.lines().get(at).indent();
    int first = at;
    while (first - 1 > loop
        && text.lines().get(first - 1).indent() == indent
        && text.lines().get(first - 1).tokens().getFirst().is("@")) {
      first--;
    }
    int head = at;
    while (text.lines().get(head).tokens().getFirst().is("@")) {
      head++;
      if (head >= text.lines().size() || text.lines().get(head).indent() != indent) {
        return Optional.empty();
      }
    }
    Line line = text.lines().get(head);
    if (!line.tokens().getFirst().is("def") || line.tokens().size() < 2) {
      return Optional.empty();
    }
    // A default that calls something is computed in each turn.
    if (line.tokens().stream().anyMatch(t -> t.is("(") && t.depth() > 0)) {
      return Optional.empty();
    }
    return hoist(loop, first, text.blockEnd(head), line.tokens().get(1).text());
  }

  /// `f = jax.jit(lambda ...)`: a whole statement.
  private Optional<QuickFix> hoistLambda(int at, int loop) {
    List<Token> tokens = text.lines().get(at).tokens();
    if (tokens.size() < 4 || !tokens.getFirst().isName() || !tokens.get(1).is("=")) {
      return Optional.empty();
    }
    List<Token> value = tokens.subList(2, tokens.size());
    if (value.stream().filter(t -> t.is("lambda")).count() != 1
        || !(value.getFirst().is("lambda") || isWrappedOnce(value))) {
      return Optional.empty();
    }
    return hoist(loop, at, at + 1, tokens.getFirst().text());
  }

  /// `jax.jit(lambda ...)` and the like: one call of a transformation to the end of the line, which is not called itself.
  private static boolean isWrappedOnce(List<Token> value) {
    int i = 0;
    while (i < value.size() && (value.get(i).isName() || value.get(i).is("."))) {
      i++;
    }
    if (i == 0 || i + 1 >= value.size() || !value.get(i).is("(")) {
      return false;
    }
    String name = value.get(i - 1).text();
    boolean known =
        Set.of("jit", "grad", "vmap", "value_and_grad", "jacfwd", "jacrev", "hessian", "checkpoint").contains(name);
    int depth = value.get(i).depth();
    for (int k = i + 1; k < value.size() - 1; k++) {
      if (value.get(k).depth() <= depth) {
        return false;
      }
    }
    return known && value.getLast().is(")");
  }

  private Optional<QuickFix> hoist(int loop, int first, int end, String name) {
    List<Line> lines = text.lines();
    List<Line> moved = lines.subList(first, end);
    List<Line> others = new ArrayList<>(lines.subList(0, first));
    others.addAll(lines.subList(end, lines.size()));
    int loopEnd = text.blockEnd(loop);
    List<Line> rest = new ArrayList<>(lines.subList(loop, first));
    rest.addAll(lines.subList(end, loopEnd));
    // The name means this function only, and is not used before it is defined.
    boolean reused = Bindings.of(others).contains(name) || mentions(lines.subList(0, first), name);
    boolean oneBlock = moved.getFirst().indent() == lines.get(loop + 1).indent() && physicalIsPlain(lines, first, end);
    if (reused || !oneBlock || dependsOnLoop(moved, rest, name)) {
      return Optional.empty();
    }
    int from = lines.get(loop).first();
    int to = lines.get(end - 1).last();
    String before = text.physical(from, moved.getFirst().first() - 1);
    String dedented = dedent(moved, lines.get(loop).indent());
    if (dedented == null || rest.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new QuickFix("Move `" + name + "` in front of the loop", file, from, to, dedented + '\n' + before));
  }

  private static boolean mentions(List<Line> lines, String name) {
    return lines.stream().anyMatch(l -> l.tokens().stream().anyMatch(t -> t.isName() && t.text().equals(name)));
  }

  /// No other statement shares a physical line with the moved ones.
  private static boolean physicalIsPlain(List<Line> lines, int first, int end) {
    for (int i = first; i < end; i++) {
      if (lines.get(i).tokens().stream().anyMatch(t -> t.is(";"))) {
        return false;
      }
    }
    return true;
  }

  private boolean dependsOnLoop(List<Line> moved, List<Line> rest, String name) {
    Set<String> changed = Bindings.of(rest);
    Set<String> imported = new HashSet<>();
    Set<String> global = new HashSet<>();
    for (Line l : text.lines()) {
      if (l.startsWith("import") || l.startsWith("from")) {
        imported.addAll(Bindings.of(List.of(l)));
      } else if (l.startsWith("global") || l.startsWith("nonlocal")) {
        global.addAll(Bindings.of(List.of(l)));
      }
    }
    for (Line l : moved) {
      for (int i = 0; i < l.tokens().size(); i++) {
        Token t = l.tokens().get(i);
        boolean ownRandom = t.is("random") && !(i > 1 && l.tokens().get(i - 2).is("jax"));
        if (t.isName() && (IMPURE.contains(t.text()) || ownRandom)) {
          return true;
        }
        boolean attribute = i > 0 && l.tokens().get(i - 1).is(".");
        if (List.of("yield", "await", "nonlocal", "global").contains(t.text())) {
          return true;
        }
        if (!t.isName() || attribute || KEYWORDS.contains(t.text()) || t.text().equals(name)) {
          continue;
        }
        if (global.contains(t.text())) {
          return true;
        }
        // Modules' functions are called everywhere; that does not change the module.
        if (changed.contains(t.text()) && !imported.contains(t.text())) {
          return true;
        }
      }
    }
    return false;
  }

  private @Nullable String dedent(List<Line> moved, int indent) {
    int first = moved.getFirst().first();
    int last = moved.getLast().last();
    int cut = moved.getFirst().indent() - indent;
    StringBuilder result = new StringBuilder();
    for (int i = first; i <= last; i++) {
      String line = text.physical(i);
      String head = line.substring(0, Math.min(cut, line.length()));
      if (!head.isBlank()) {
        return null;
      }
      // A string over several lines would change its value.
      if (insideString(moved, i)) {
        return null;
      }
      result.append(i > first ? "\n" : "").append(line.substring(head.length()));
    }
    return result.toString();
  }

  private static boolean insideString(List<Line> moved, int physical) {
    return moved.stream()
        .filter(l -> l.first() < physical && physical <= l.last())
        .anyMatch(
            l -> l.tokens().stream().anyMatch(t -> t.kind() == PythonText.Kind.STRING && t.text().contains("\n")));
  }
}
