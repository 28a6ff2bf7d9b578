package gradwright.profiler.recompile;

import gradwright.profiler.recompile.PythonText.Line;
import gradwright.profiler.recompile.PythonText.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes a parameter out of `static_argnames` where the function only adds, subtracts, multiplies or divides it with traced
/// parameters, so that its value need not be known while tracing. Refuses everything else.
final class StaticFix {
  private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/");
  private static final Set<String> ELEMENTWISE =
      Set.of(
          "sin", "cos", "tan", "tanh", "exp", "log", "sqrt", "abs", "square", "maximum", "minimum", "sum", "mean",
          "where");

  private StaticFix() {}

  /// @param head the line of the `def`, whose decorators stand above it
  static Optional<QuickFix> find(String parameter, String file, PythonText text, int head) {
    List<String> parameters = CallArguments.parameters(text.lines().get(head));
    int decorator = -1;
    for (int i = head - 1; i >= 0 && text.lines().get(i).tokens().getFirst().is("@"); i--) {
      if (text.lines().get(i).tokens().stream().anyMatch(t -> t.is("static_argnames"))) {
        decorator = i;
      }
      if (text.lines().get(i).tokens().stream().anyMatch(t -> t.is("static_argnums"))) {
        return Optional.empty();
      }
    }
    if (parameters == null
        || !parameters.contains(parameter)
        || decorator < 0
        || !onlyArithmetic(parameter, parameters, text, head, decorator)) {
      return Optional.empty();
    }
    Line line = text.lines().get(decorator);
    String title = "Trace `" + parameter + "` instead of fixing its value";
    return without(parameter, text, line).map(l -> new QuickFix(title, file, line.first(), line.last(), l));
  }

  private static boolean onlyArithmetic(
      String name, List<String> parameters, PythonText text, int head, int decorator) {
    String statics = text.physical(text.lines().get(decorator).first(), text.lines().get(decorator).last());
    int uses = 0;
    for (int k = head + 1; k < text.blockEnd(head); k++) {
      Line line = text.lines().get(k);
      for (int i = 0; i < line.tokens().size(); i++) {
        if (!line.tokens().get(i).is(name)) {
          continue;
        }
        uses++;
        if (!line.startsWith("return") && !isAssignment(line)) {
          return false;
        }
        if (!isTracedOperand(line.tokens(), i, parameters, statics) || !inPlainBrackets(line.tokens(), i)) {
          return false;
        }
      }
    }
    return uses > 0;
  }

  private static boolean isAssignment(Line line) {
    return line.tokens().size() > 2 && line.tokens().getFirst().isName() && line.tokens().get(1).is("=");
  }

  /// One neighbour is an operator whose other operand is a parameter that is traced.
  private static boolean isTracedOperand(List<Token> t, int i, List<String> parameters, String statics) {
    boolean left =
        i >= 2
            && ARITHMETIC.contains(t.get(i - 1).text())
            && isTraced(t.get(i - 2), parameters, statics)
            && (i < 3 || !t.get(i - 3).is("."));
    boolean right =
        i + 2 < t.size()
            && ARITHMETIC.contains(t.get(i + 1).text())
            && isTraced(t.get(i + 2), parameters, statics)
            && (i + 3 >= t.size() || !(t.get(i + 3).is(".") || t.get(i + 3).is("[") || t.get(i + 3).is("(")));
    boolean power = (i > 0 && t.get(i - 1).is("**")) || (i + 1 < t.size() && t.get(i + 1).is("**"));
    return (left || right) && !power;
  }

  private static boolean isTraced(Token t, List<String> parameters, String statics) {
    return t.isName()
        && parameters.contains(t.text())
        && !statics.contains('"' + t.text() + '"')
        && !statics.contains("'" + t.text() + "'");
  }

  /// All brackets around it group, or call a function that takes traced values.
  private static boolean inPlainBrackets(List<Token> t, int i) {
    int depth = t.get(i).depth();
    for (int k = i - 1; k >= 0 && depth > 0; k--) {
      if (t.get(k).depth() == depth - 1
          && t.get(k).kind() == PythonText.Kind.OPERATOR
          && "([{".contains(t.get(k).text())) {
        boolean call =
            k > 0
                && (t.get(k - 1).isName() || t.get(k - 1).is(")") || t.get(k - 1).is("]"))
                && !t.get(k - 1).is("return");
        if (!t.get(k).is("(") || (call && !ELEMENTWISE.contains(t.get(k - 1).text()))) {
          return false;
        }
        depth--;
      }
    }
    return true;
  }

  /// The decorator's text without the name; empty where the names are not written as plain strings.
  private static Optional<String> without(String parameter, PythonText text, Line line) {
    List<Token> t = line.tokens();
    int at = -1;
    for (int i = 0; i < t.size(); i++) {
      if (t.get(i).is("static_argnames")) {
        at = i;
      }
    }
    if (at + 2 >= t.size() || !t.get(at + 1).is("=")) {
      return Optional.empty();
    }
    int start = line.tokens().getFirst().start() - line.indent();
    String whole = text.physical(line.first(), line.last());
    int end = at + 2;
    List<String> kept = new ArrayList<>();
    if (t.get(end).kind() == PythonText.Kind.STRING) {
      if (!t.get(end).text().substring(1, t.get(end).text().length() - 1).equals(parameter)) {
        return Optional.empty();
      }
    } else if (t.get(end).is("(") || t.get(end).is("[")) {
      int depth = t.get(end).depth();
      boolean found = false;
      for (end++; end < t.size() && t.get(end).depth() > depth; end++) {
        Token token = t.get(end);
        if (token.kind() == PythonText.Kind.STRING) {
          boolean same = token.text().substring(1, token.text().length() - 1).equals(parameter);
          found |= same;
          if (!same) {
            kept.add(token.text());
          }
        } else if (!token.is(",")) {
          return Optional.empty();
        }
      }
      if (!found || end >= t.size()) {
        return Optional.empty();
      }
    } else {
      return Optional.empty();
    }
    int from = t.get(at).start();
    int to = t.get(end).end();
    String names =
        kept.isEmpty() ? "" : "static_argnames=(" + String.join(", ", kept) + (kept.size() == 1 ? ",)" : ")");
    if (kept.isEmpty() && at > 0 && t.get(at - 1).is(",")) {
      from = t.get(at - 1).start();
    } else if (kept.isEmpty() && end + 1 < t.size() && t.get(end + 1).is(",")) {
      to = t.get(end + 1).end();
    }
    return Optional.of(whole.substring(0, from - start) + names + whole.substring(to - start));
  }
}
