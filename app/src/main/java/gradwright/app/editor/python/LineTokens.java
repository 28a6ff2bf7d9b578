package gradwright.app.editor.python;

import java.util.Arrays;

/// The words of one line: columns from `start` to `end` (exclusive), in order, without the blanks between them.
public final class LineTokens {
  private static final TokenKind[] KINDS = TokenKind.values();

  private final int[] data;

  private LineTokens(int[] data) {
    this.data = data;
  }

  public int size() {
    return data.length / 3;
  }

  public int start(int token) {
    return data[3 * token];
  }

  public int end(int token) {
    return data[3 * token + 1];
  }

  public TokenKind kind(int token) {
    return KINDS[data[3 * token + 2]];
  }

  /// The word at or around a column, or -1.
  public int at(int column) {
    for (int i = 0; i < size(); i++) {
      if (start(i) <= column && column < end(i)) {
        return i;
      }
    }
    return -1;
  }

  /// The last word that is no comment, or -1.
  public int lastCode() {
    int last = size() - 1;
    return last >= 0 && kind(last) == TokenKind.COMMENT ? last - 1 : last;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LineTokens t && Arrays.equals(data, t.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size(); i++) {
      text.append(start(i)).append('-').append(end(i)).append(' ').append(kind(i)).append('\n');
    }
    return text.toString();
  }

  /// Collects the words of a line.
  static final class Builder {
    private int[] data = new int[48];
    private int size;

    void add(int start, int end, TokenKind kind) {
      if (end <= start) {
        return;
      }
      if (size + 3 > data.length) {
        data = Arrays.copyOf(data, data.length * 2);
      }
      data[size] = start;
      data[size + 1] = end;
      data[size + 2] = kind.ordinal();
      size += 3;
    }

    int count() {
      return size / 3;
    }

    TokenKind kind(int token) {
      return KINDS[data[3 * token + 2]];
    }

    int start(int token) {
      return data[3 * token];
    }

    int end(int token) {
      return data[3 * token + 1];
    }

    void setKind(int token, TokenKind kind) {
      data[3 * token + 2] = kind.ordinal();
    }

    LineTokens build() {
      LineTokens tokens = new LineTokens(Arrays.copyOf(data, size));
      size = 0;
      return tokens;
    }
  }
}
