package gradwright.app.console;

import gradwright.app.console.TextStyle.Role;

/// Reads a stream of terminal text: colours become styles, other control sequences are left out. A sequence may be split
/// between two texts.
final class AnsiText {
  private static final int[] CUBE = {0, 95, 135, 175, 215, 255};
  private static final int LONGEST = 64;

  private final Sink sink;
  private final StringBuilder pending = new StringBuilder();
  private TextStyle style;

  /// Where the text goes.
  interface Sink {
    /// Characters without line ends.
    void text(String text, int start, int end, TextStyle style);

    void newLine();

    /// What follows is written over the line.
    void carriageReturn();
  }

  AnsiText(Role role, Sink sink) {
    this.sink = sink;
    this.style = TextStyle.of(role);
  }

  void reset() {
    pending.setLength(0);
    style = TextStyle.of(style.role());
  }

  void read(String added) {
    String text = added;
    if (!pending.isEmpty()) {
      text = pending.append(added).toString();
      pending.setLength(0);
    }
    int start = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c >= ' ' || c == '\t') {
        i++;
        continue;
      }
      if (i > start) {
        sink.text(text, start, i, style);
      }
      switch (c) {
        case '\n' -> sink.newLine();
        case '\r' -> {
          if (i + 1 == text.length()) {
            pending.append(c);
            return;
          }
          if (text.charAt(i + 1) != '\n') {
            sink.carriageReturn();
          }
        }
        case '\u001b' -> {
          int end = sequenceEnd(text, i);
          if (end < 0) {
            if (text.length() - i < LONGEST) {
              pending.append(text, i, text.length());
              return;
            }
            end = i + 1;
          }
          if (text.charAt(end - 1) == 'm' && text.startsWith("[", i + 1)) {
            colours(text.substring(i + 2, end - 1));
          }
          i = end - 1;
        }
        default -> {}
      }
      i++;
      start = i;
    }
    if (i > start) {
      sink.text(text, start, i, style);
    }
  }

  /// The end of the sequence that begins at `i`, or -1 where the text ends before it.
  private static int sequenceEnd(String text, int i) {
    if (i + 1 >= text.length()) {
      return -1;
    }
    char kind = text.charAt(i + 1);
    if (kind == '[') {
      for (int j = i + 2; j < text.length(); j++) {
        if (text.charAt(j) >= '@' && text.charAt(j) <= '~') {
          return j + 1;
        }
      }
      return -1;
    }
    if (kind == ']') {
      for (int j = i + 2; j < text.length(); j++) {
        if (text.charAt(j) == '\u0007') {
          return j + 1;
        }
        if (text.charAt(j) == '\u001b' && j + 1 < text.length()) {
          return j + 2;
        }
      }
      return -1;
    }
    return i + 2;
  }

  private void colours(String parameters) {
    String[] codes = parameters.isEmpty() ? new String[] {"0"} : parameters.split("[;:]", -1);
    for (int i = 0; i < codes.length; i++) {
      int code = number(codes[i]);
      switch (code) {
        case 0 -> style = TextStyle.of(style.role());
        case 1 -> style = style.withBold(true);
        case 22 -> style = style.withBold(false);
        case 4 -> style = style.withUnderlined(true);
        case 24 -> style = style.withUnderlined(false);
        case 39 -> style = style.withForeground(TextStyle.DEFAULT);
        case 49 -> style = style.withBackground(TextStyle.DEFAULT);
        case 38, 48 -> {
          int colour = TextStyle.DEFAULT;
          if (i + 2 < codes.length && number(codes[i + 1]) == 5) {
            colour = indexed(number(codes[i + 2]));
            i += 2;
          } else if (i + 4 < codes.length && number(codes[i + 1]) == 2) {
            colour = rgb(number(codes[i + 2]), number(codes[i + 3]), number(codes[i + 4]));
            i += 4;
          }
          style = code == 38 ? style.withForeground(colour) : style.withBackground(colour);
        }
        default -> {
          if (code >= 30 && code <= 37) {
            style = style.withForeground(code - 30);
          } else if (code >= 90 && code <= 97) {
            style = style.withForeground(code - 90 + 8);
          } else if (code >= 40 && code <= 47) {
            style = style.withBackground(code - 40);
          } else if (code >= 100 && code <= 107) {
            style = style.withBackground(code - 100 + 8);
          }
        }
      }
    }
  }

  private static int number(String text) {
    try {
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static int rgb(int r, int g, int b) {
    return TextStyle.RGB | (r & 255) << 16 | (g & 255) << 8 | (b & 255);
  }

  /// The 256 colours of xterm: 16 of the palette, a cube of 6x6x6, 24 greys.
  private static int indexed(int index) {
    if (index < 0 || index > 255) {
      return TextStyle.DEFAULT;
    }
    if (index < 16) {
      return index;
    }
    if (index >= 232) {
      int grey = 8 + 10 * (index - 232);
      return rgb(grey, grey, grey);
    }
    int c = index - 16;
    return rgb(CUBE[c / 36], CUBE[c / 6 % 6], CUBE[c % 6]);
  }
}
