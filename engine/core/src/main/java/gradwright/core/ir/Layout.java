package gradwright.core.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Documents that lay themselves out in a given width: Wadler's "A prettier printer" with Lindig's strict algorithm, in
/// the form JAX uses (a group is flat when the group itself fits, whatever follows it).
sealed interface Layout {
  Layout NIL = new Text("");

  record Text(String text) implements Layout {}

  /// A line break, or `flat` when its group is on one line.
  record Break(String flat) implements Layout {}

  record Concat(List<Layout> parts) implements Layout {}

  record Group(Layout child) implements Layout {}

  record Nest(int indent, Layout child) implements Layout {}

  static Layout text(String s) {
    return new Text(s);
  }

  static Layout brk() {
    return new Break(" ");
  }

  static Layout brk(String flat) {
    return new Break(flat);
  }

  static Layout concat(Layout... parts) {
    return new Concat(List.of(parts));
  }

  static Layout group(Layout child) {
    return new Group(child);
  }

  static Layout nest(Layout child) {
    return new Nest(2, child);
  }

  static Layout join(Layout separator, List<Layout> parts) {
    List<Layout> all = new ArrayList<>();
    for (Layout p : parts) {
      if (!all.isEmpty()) {
        all.add(separator);
      }
      all.add(p);
    }
    return new Concat(all);
  }

  /// A part still to be printed: its indentation and whether its breaks are spaces.
  record Pending(int indent, boolean flat, Layout doc) {}

  /// The text of the document in lines of at most `width` where it can be.
  static String render(Layout doc, int width) {
    StringBuilder out = new StringBuilder();
    Deque<Pending> agenda = new ArrayDeque<>();
    agenda.push(new Pending(0, false, doc));
    int column = 0;
    while (!agenda.isEmpty()) {
      Pending p = agenda.pop();
      switch (p.doc) {
        case Text t -> {
          out.append(t.text);
          column += t.text.length();
        }
        case Break b when p.flat -> {
          out.append(b.flat);
          column += b.flat.length();
        }
        case Break b -> {
          out.append('\n').repeat(' ', p.indent);
          column = p.indent;
        }
        case Concat c -> {
          for (Layout part : c.parts.reversed()) {
            agenda.push(new Pending(p.indent, p.flat, part));
          }
        }
        case Nest n -> agenda.push(new Pending(p.indent + n.indent, p.flat, n.child));
        case Group g -> agenda.push(new Pending(p.indent, p.flat || fits(g.child, width - column), g.child));
      }
    }
    return out.toString();
  }

  private static boolean fits(Layout doc, int width) {
    Deque<Layout> agenda = new ArrayDeque<>();
    agenda.push(doc);
    while (width >= 0 && !agenda.isEmpty()) {
      switch (agenda.pop()) {
        case Text t -> width -= t.text.length();
        case Break b -> width -= b.flat.length();
        case Concat c -> c.parts.reversed().forEach(agenda::push);
        case Nest n -> agenda.push(n.child);
        case Group g -> agenda.push(g.child);
      }
    }
    return width >= 0;
  }
}
