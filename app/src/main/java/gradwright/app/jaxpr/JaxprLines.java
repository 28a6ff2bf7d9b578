package gradwright.app.jaxpr;

import gradwright.app.jaxpr.CodeToken.Style;
import gradwright.protocol.Program;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays a jaxpr out in lines as JAX prints it (width 80, nest 2), inner jaxprs always in lines of their own so that each of
/// their equations can be selected.
final class JaxprLines {
  private static final int WIDTH = 80;

  /// Shared inner jaxprs are written out where they are used, which can grow without bound.
  private static final int MOST_LINES = 200_000;

  private final List<Draft> drafts = new ArrayList<>();

  private static final class Draft {
    final int indent;
    final List<CodeToken> tokens = new ArrayList<>();
    final Program.@Nullable Equation equation;
    int foldEnd;
    List<CodeToken> folded = List.of();

    Draft(int indent, Program.@Nullable Equation equation) {
      this.indent = indent;
      this.equation = equation;
    }

    Draft add(Style style, String text) {
      tokens.add(new CodeToken(style, text));
      return this;
    }

    int width() {
      int w = indent;
      for (CodeToken t : tokens) {
        w += t.text().length();
      }
      return w;
    }
  }

  List<CodeLine> of(Program.Jaxpr jaxpr) {
    jaxpr(jaxpr, line(0, null), null, 0);
    List<CodeLine> lines = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      Draft d = drafts.get(i);
      List<Integer> kernels = d.equation == null ? List.of() : d.equation.kernels();
      lines.add(new CodeLine(i, d.indent, List.copyOf(d.tokens), d.equation, kernels, false, d.foldEnd, d.folded));
    }
    return lines;
  }

  private Draft line(int indent, Program.@Nullable Equation equation) {
    Draft d = new Draft(indent, equation);
    drafts.add(d);
    return d;
  }

  /// Writes a jaxpr that begins on `head`, which is the last line so far.
  private void jaxpr(Program.Jaxpr j, Draft head, Program.@Nullable Equation owner, int indent) {
    head.add(Style.PUNCTUATION, "{ ").add(Style.KEYWORD, "lambda").add(Style.PLAIN, " ");
    binders(head, j.constants());
    head.add(Style.PUNCTUATION, "; ");
    binders(head, j.inputs());
    head.add(Style.PUNCTUATION, ". ").add(Style.KEYWORD, "let");
    for (Program.Equation e : j.equations()) {
      if (drafts.size() > MOST_LINES) {
        line(indent + 4, owner).add(Style.COMMENT, "… more equations");
        break;
      }
      equation(e, indent + 4);
    }
    Draft end = line(indent + 2, owner);
    end.add(Style.KEYWORD, "in").add(Style.PUNCTUATION, " (");
    for (int i = 0; i < j.outputs().size(); i++) {
      atom(end.add(Style.PUNCTUATION, i > 0 ? ", " : ""), j.outputs().get(i));
    }
    end.add(Style.PUNCTUATION, j.outputs().size() == 1 ? ",) }" : ") }");
    head.foldEnd = drafts.size();
    List<CodeToken> folded = new ArrayList<>();
    folded.add(
        new CodeToken(
            Style.COMMENT,
            " … " + j.equations().size() + (j.equations().size() == 1 ? " equation … " : " equations … ")));
    folded.addAll(end.tokens);
    head.folded = folded;
  }

  private static void binders(Draft to, List<Program.Variable> variables) {
    for (int i = 0; i < variables.size(); i++) {
      Program.Variable v = variables.get(i);
      to.add(Style.VARIABLE, (i > 0 ? " " : "") + v.name()).add(Style.TYPE, ":" + v.type());
    }
  }

  private static void atom(Draft to, String atom) {
    boolean literal =
        atom.indexOf(':') >= 0 || (!atom.isEmpty() && !Character.isLetter(atom.charAt(0)) && atom.charAt(0) != '_');
    int colon = atom.lastIndexOf(':');
    if (literal && colon > 0) {
      to.add(Style.LITERAL, atom.substring(0, colon)).add(Style.TYPE, atom.substring(colon));
    } else {
      to.add(literal ? Style.LITERAL : Style.VARIABLE, atom);
    }
  }

  private static void inputs(Draft to, List<String> inputs) {
    for (String input : inputs) {
      to.add(Style.PLAIN, " ");
      atom(to, input);
    }
  }

  private static Draft head(Program.Equation e, Draft to) {
    binders(to, e.outputs());
    if (!e.outputs().isEmpty()) {
      to.add(Style.PUNCTUATION, " = ");
    }
    return to.add(Style.PRIMITIVE, e.primitive());
  }

  private void equation(Program.Equation e, int indent) {
    boolean inner = e.parameters().stream().anyMatch(p -> !p.jaxprs().isEmpty());
    if (!inner) {
      Draft flat = head(e, new Draft(indent, e));
      for (int i = 0; i < e.parameters().size(); i++) {
        Program.Parameter p = e.parameters().get(i);
        flat.add(Style.PUNCTUATION, i == 0 ? "[" : " ")
            .add(Style.PARAMETER, p.name() + "=")
            .add(Style.LITERAL, p.text());
      }
      flat.add(Style.PUNCTUATION, e.parameters().isEmpty() ? "" : "]");
      inputs(flat, e.inputs());
      if (flat.width() <= WIDTH || e.parameters().isEmpty()) {
        drafts.add(flat);
        return;
      }
    }
    Draft first = head(e, line(indent, e)).add(Style.PUNCTUATION, "[");
    for (Program.Parameter p : e.parameters()) {
      Draft line = line(indent + 2, e).add(Style.PARAMETER, p.name() + "=");
      if (p.jaxprs().isEmpty()) {
        line.add(Style.LITERAL, p.text());
      } else if (p.jaxprs().size() == 1 && !p.text().startsWith("(")) {
        jaxpr(p.jaxprs().getFirst(), line, e, indent + 2);
      } else {
        line.add(Style.PUNCTUATION, "(");
        for (Program.Jaxpr j : p.jaxprs()) {
          jaxpr(j, line(indent + 4, e), e, indent + 4);
        }
        line(indent + 2, e).add(Style.PUNCTUATION, ")");
      }
    }
    Draft last = line(indent, e).add(Style.PUNCTUATION, "]");
    inputs(last, e.inputs());
    first.foldEnd = drafts.size();
    List<CodeToken> folded = new ArrayList<>();
    folded.add(new CodeToken(Style.COMMENT, " … "));
    folded.addAll(last.tokens);
    first.folded = folded;
  }
}
