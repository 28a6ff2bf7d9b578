package gradwright.app.editor.view;

import gradwright.app.editor.python.LineTokens;
import gradwright.app.editor.python.TokenKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fxmisc.richtext.model.StyleSpan;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/// Makes the styles of one line from its words and from what lies over them.
final class LineStyler {
  private static final Collection<String> PLAIN = List.of();
  private static final Map<TokenKind, Collection<String>> STYLES = new EnumMap<>(TokenKind.class);

  static {
    for (TokenKind kind : TokenKind.values()) {
      STYLES.put(
          kind,
          switch (kind) {
            case NAME, ATTRIBUTE, OPERATOR, BRACKET -> PLAIN;
            default -> List.of(kind.style());
          });
    }
  }

  private LineStyler() {}

  static StyleSpans<Collection<String>> style(LineTokens words, List<Decoration> over, int length) {
    StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>(words.size() * 2 + 1);
    int at = 0;
    for (int i = 0; i < words.size(); i++) {
      int end = Math.min(words.end(i), length);
      if (words.start(i) > at) {
        add(spans, PLAIN, at, words.start(i), over);
      }
      if (end > words.start(i)) {
        add(spans, STYLES.getOrDefault(words.kind(i), PLAIN), words.start(i), end, over);
        at = end;
      }
    }
    if (length > at || length == 0) {
      add(spans, PLAIN, at, length, over);
    }
    return spans.create();
  }

  /// Whether two lines look the same, however their styles are divided.
  static boolean isSame(StyleSpans<Collection<String>> one, StyleSpans<Collection<String>> other) {
    int i = 0;
    int j = 0;
    int left = 0;
    int right = 0;
    while (i < one.getSpanCount() && j < other.getSpanCount()) {
      StyleSpan<Collection<String>> a = one.getStyleSpan(i);
      StyleSpan<Collection<String>> b = other.getStyleSpan(j);
      if (a.getLength() > 0 && b.getLength() > 0 && !a.getStyle().equals(b.getStyle())) {
        return false;
      }
      int endA = left + a.getLength();
      int endB = right + b.getLength();
      if (endA <= endB) {
        left = endA;
        i++;
      }
      if (endB <= endA) {
        right = endB;
        j++;
      }
    }
    return one.length() == other.length();
  }

  private static void add(
      StyleSpansBuilder<Collection<String>> spans,
      Collection<String> style,
      int start,
      int end,
      List<Decoration> over) {
    if (over.isEmpty() || start == end) {
      spans.add(style, end - start);
      return;
    }
    int[] cuts =
        over.stream()
            .flatMapToInt(d -> Arrays.stream(new int[] {d.start(), d.end()}))
            .filter(c -> c > start && c < end)
            .sorted()
            .distinct()
            .toArray();
    int from = start;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : end;
      int left = from;
      List<String> all = new ArrayList<>(style);
      over.stream().filter(d -> d.start() <= left && d.end() >= to).map(Decoration::style).forEach(all::add);
      spans.add(List.copyOf(all), to - from);
      from = to;
    }
  }
}
