package gradwright.core.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Documents that lay themselves out in a given width: Wadler's "A prettier printer" with Lindig's strict algorithm, in
/// the form JAX uses (a group is flat when the group itself fits, whatever follows it).
sealed interface Layout {
  /// Text; `note` (may be null) is written behind the line it stands on.
  record Text(String text, String note) implements Layout {}

  /// A line break, or `flat` when its group is on one line.
  record Break(String flat) implements Layout {}

  record Concat(List<Layout> parts) implements Layout {}

  record Group(Layout child) implements Layout {}

  record Nest(int indent, Layout child) implements Layout {}

  static Layout text(String s) {
    return new Text(s, null);
  }

  static Layout text(String s, String note) {
    return new Text(s, note);
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

  /// A line and the notes behind it.
  record Line(StringBuilder text, List<String> notes) {
    Line() {
      this(new StringBuilder(), new ArrayList<>());
    }
  }

  /// The text of the document in lines of at most `width` where it can be; notes stand behind the longest line.
  static String render(Layout doc, int width) {
    List<Line> lines = new ArrayList<>(List.of(new Line()));
    Deque<Pending> agenda = new ArrayDeque<>();
    agenda.push(new Pending(0, false, doc));
    int column = 0;
    while (!agenda.isEmpty()) {
      Pending p = agenda.pop();
      switch (p.doc) {
        case Text t -> {
          lines.getLast().text.append(t.text);
          if (t.note != null) {
            lines.getLast().notes.add(t.note);
          }
          column += t.text.length();
        }
        case Break b when p.flat -> {
          lines.getLast().text.append(b.flat);
          column += b.flat.length();
        }
        case Break b -> {
          lines.add(new Line());
          lines.getLast().text.repeat(' ', p.indent);
          column = p.indent;
        }
        case Concat c -> {
          for (Layout part : c.parts.reversed()) {
            agenda.push(new Pending(p.indent, p.flat, part));
          }
        }
        case Nest n -> agenda.push(new Pending(p.indent + n.indent, p.flat, n.child));
        case Group g ->
            agenda.push(new Pending(p.indent, p.flat || fits(g.child, width - column) && isSparse(g.child), g.child));
      }
    }
    return joined(lines);
  }

  private static String joined(List<Line> lines) {
    int widest = lines.stream().mapToInt(l -> l.text.length()).max().orElse(0);
    StringBuilder out = new StringBuilder();
    for (Line l : lines) {
      out.append(out.isEmpty() ? "" : "\n").append(l.text);
      for (int i = 0; i < l.notes.size(); i++) {
        out.append(i == 0 ? "" : "\n").repeat(' ', i == 0 ? widest - l.text.length() : widest);
        out.append(" # ").append(l.notes.get(i));
      }
    }
    return out.toString();
  }

  /// Whether the document has at most one note, so that it may stand on one line.
  private static boolean isSparse(Layout doc) {
    int notes = 0;
    Deque<Layout> agenda = new ArrayDeque<>();
    agenda.push(doc);
    while (!agenda.isEmpty() && notes <= 1) {
      switch (agenda.pop()) {
        case Text t -> notes += t.note == null ? 0 : 1;
        case Break b -> {}
        case Concat c -> c.parts.forEach(agenda::push);
        case Nest n -> agenda.push(n.child);
        case Group g -> agenda.push(g.child);
      }
    }
    return notes <= 1;
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
