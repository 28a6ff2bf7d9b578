package gradwright.app.editor.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextCodecTest {
  private static void roundTrip(String name, byte[] bytes, String text, String title) throws Exception {
    TextCodec.Decoded decoded = TextCodec.decode(bytes);
    assertEquals(text, decoded.text(), name);
    assertEquals(title, decoded.format().title(), name);
    assertArrayEquals(bytes, TextCodec.encode(decoded.text(), decoded.format()), name);
  }

  @Test
  void bytesComeBackAsTheyWere() throws Exception {
    roundTrip("empty", new byte[0], "", "UTF-8, LF");
    roundTrip("plain", "a\né\n".getBytes(StandardCharsets.UTF_8), "a\né\n", "UTF-8, LF");
    roundTrip("crlf", "a\r\nb\r\n".getBytes(StandardCharsets.UTF_8), "a\nb\n", "UTF-8, CRLF");
    roundTrip("cr", "a\rb".getBytes(StandardCharsets.UTF_8), "a\nb", "UTF-8, CR");
    roundTrip("mark", "\uFEFFa\r\n".getBytes(StandardCharsets.UTF_8), "a\n", "UTF-8 BOM, CRLF");
    roundTrip("utf-16", "\uFEFFä\n".getBytes(StandardCharsets.UTF_16LE), "ä\n", "UTF-16LE BOM, LF");
    roundTrip(
        "cookie",
        "# -*- coding: latin-1 -*-\nx = 'ä'\n".getBytes(StandardCharsets.ISO_8859_1),
        "# -*- coding: latin-1 -*-\nx = 'ä'\n",
        "ISO-8859-1, LF");
    byte[] any = new byte[255];
    for (int i = 0; i < any.length; i++) {
      any[i] = (byte) (i + 1);
    }
    any['\r' - 1] = 'x';
    TextCodec.Decoded decoded = TextCodec.decode(any);
    assertTrue(decoded.note().contains("not valid UTF-8"));
    assertArrayEquals(any, TextCodec.encode(decoded.text(), decoded.format()));
  }

  @Test
  void mixedLineEndsTakeTheMostFrequentAndSaySo() {
    TextCodec.Decoded decoded = TextCodec.decode("a\r\nb\r\nc\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("a\nb\nc\n", decoded.text());
    assertEquals(LineEnd.CRLF, decoded.format().lineEnd());
    assertTrue(decoded.note().contains("CRLF"));
  }

  @Test
  void binaryFilesAreKnown() {
    assertTrue(TextCodec.isBinary(new byte[] {1, 0, 2}));
    assertFalse(TextCodec.isBinary("abc".getBytes(StandardCharsets.UTF_8)));
    assertFalse(TextCodec.isBinary("\uFEFFabc".getBytes(StandardCharsets.UTF_16LE)));
  }

  @Test
  void charactersThatACharsetLacksAreAnError() {
    TextFormat latin = new TextFormat(Charset.forName("ISO-8859-1"), false, LineEnd.LF);
    assertThrows(CharacterCodingException.class, () -> TextCodec.encode("λ", latin));
  }
}
