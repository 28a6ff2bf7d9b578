package gradwright.python.script;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a Python file, decoded as PEP 263 says: UTF-8 unless one of the first two lines names another encoding.
public final class SourceText {
  private static final Pattern COOKIE = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-_.a-zA-Z0-9]+)");
  private static final Pattern BLANK = Pattern.compile("^[ \\t\\f]*(#.*)?$");

  /// Names that Python knows and Java spells otherwise.
  private static final Map<String, String> JAVA_NAMES =
      Map.of("latin-1", "ISO-8859-1", "utf-8-sig", "UTF-8", "utf8-sig", "UTF-8", "mac-roman", "x-MacRoman");

  private SourceText() {}

  /// A file whose bytes are no Python source; the message is Python's whole report.
  public static final class Undecodable extends Exception {
    private static final long serialVersionUID = 1;

    Undecodable(String name, int line, String problem) {
      super("  File \"%s\", line %d\nSyntaxError: %s".formatted(name, line, problem));
    }
  }

  /// Decodes `bytes`, the contents of the file shown as `name`.
  public static String decode(byte[] bytes, String name) throws Undecodable {
    int start = hasByteOrderMark(bytes) ? 3 : 0;
    Charset charset = declared(bytes, name);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, start, bytes.length - start);
    try {
      String text = charset.newDecoder().decode(buffer).toString();
      int nul = text.indexOf('\0');
      if (nul >= 0) {
        throw new Undecodable(name, lineOf(bytes, nul), "source code cannot contain null bytes");
      }
      return text;
    } catch (CharacterCodingException e) {
      int at = buffer.position();
      throw new Undecodable(
          name,
          lineOf(bytes, at),
          "(unicode error) '%s' codec can't decode byte 0x%02x in position %d: invalid start byte"
              .formatted(charset.name().toLowerCase(Locale.ROOT), bytes[at] & 0xff, at));
    }
  }

  private static boolean hasByteOrderMark(byte[] bytes) {
    return bytes.length >= 3 && (bytes[0] & 0xff) == 0xEF && (bytes[1] & 0xff) == 0xBB && (bytes[2] & 0xff) == 0xBF;
  }

  private static Charset declared(byte[] bytes, String name) throws Undecodable {
    String head = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
    String[] lines = head.split("\r\n|\r|\n", 3);
    for (int i = 0; i < Math.min(2, lines.length); i++) {
      Matcher cookie = COOKIE.matcher(lines[i]);
      if (cookie.find()) {
        return named(cookie.group(1), name, i + 1);
      }
      if (!BLANK.matcher(lines[i]).matches()) {
        break;
      }
    }
    return StandardCharsets.UTF_8;
  }

  private static Charset named(String encoding, String name, int line) throws Undecodable {
    String plain = encoding.toLowerCase(Locale.ROOT).replace('_', '-');
    try {
      return Charset.forName(JAVA_NAMES.getOrDefault(plain, plain));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new Undecodable(name, line, "encoding problem: " + encoding);
    }
  }

  private static int lineOf(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
