package gradwright.app.editor.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text from bytes and back, losing nothing: byte order marks and line ends are kept, and bytes that are no UTF-8 are
/// read as ISO 8859-1, which has a character for each byte. Python's coding comment (PEP 263) is followed.
public final class TextCodec {
  private static final Pattern COOKIE = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-_.a-zA-Z0-9]+)");
  private static final int BINARY_PROBE = 8192;
  private static final char MARK = '\uFEFF';

  /// @param note what a person should know about how the text was read, empty when nothing
  public record Decoded(String text, TextFormat format, String note) {}

  private TextCodec() {}

  /// Whether bytes are no text: they hold a zero byte near their beginning and no mark of UTF-16.
  public static boolean isBinary(byte[] bytes) {
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      return false;
    }
    for (int i = 0; i < Math.min(bytes.length, BINARY_PROBE); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  public static Decoded decode(byte[] bytes) {
    String note = "";
    Charset charset = charset(bytes);
    String text;
    try {
      text = strict(charset, bytes);
    } catch (CharacterCodingException e) {
      note = "This file is not valid " + charset.name() + "; it was read as ISO-8859-1.";
      charset = StandardCharsets.ISO_8859_1;
      text = new String(bytes, charset);
    }
    boolean mark = !text.isEmpty() && text.charAt(0) == MARK;
    if (mark) {
      text = text.substring(1);
    }
    return lines(text, charset, mark, note);
  }

  private static Decoded lines(String text, Charset charset, boolean mark, String note) {
    int[] counts = new int[LineEnd.values().length];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        counts[LineEnd.LF.ordinal()]++;
      } else if (c == '\r') {
        boolean pair = i + 1 < text.length() && text.charAt(i + 1) == '\n';
        counts[(pair ? LineEnd.CRLF : LineEnd.CR).ordinal()]++;
        i += pair ? 1 : 0;
      }
    }
    LineEnd most = LineEnd.LF;
    for (LineEnd end : LineEnd.values()) {
      most = counts[end.ordinal()] > counts[most.ordinal()] ? end : most;
    }
    if (Arrays.stream(counts).filter(c -> c > 0).count() > 1) {
      String mixed = "Lines end in different ways; when saved, all will end with " + most + ".";
      note = note.isEmpty() ? mixed : note + " " + mixed;
    }
    String plain = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    return new Decoded(plain, new TextFormat(charset, mark, most), note);
  }

  /// @throws CharacterCodingException when the charset has no bytes for a character
  public static byte[] encode(String text, TextFormat format) throws CharacterCodingException {
    String ended = format.lineEnd() == LineEnd.LF ? text : text.replace("\n", format.lineEnd().characters());
    String marked = format.mark() ? MARK + ended : ended;
    ByteBuffer bytes =
        format
            .charset()
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .encode(CharBuffer.wrap(marked));
    return Arrays.copyOf(bytes.array(), bytes.limit());
  }

  private static Charset charset(byte[] bytes) {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return StandardCharsets.UTF_8;
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    String head = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
    String[] lines = head.split("\r\n|\r|\n", 3);
    for (int i = 0; i < Math.min(2, lines.length); i++) {
      Matcher cookie = COOKIE.matcher(lines[i]);
      if (cookie.find()) {
        return named(cookie.group(1));
      }
    }
    return StandardCharsets.UTF_8;
  }

  /// The charset that Python knows by a name; UTF-8 where Java knows none.
  private static Charset named(String name) {
    String known = name.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^(iso-)?latin-1(-.*)?$", "iso-8859-1");
    try {
      return Charset.forName(known);
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static String strict(Charset charset, byte[] bytes) throws CharacterCodingException {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
