package gradwright.app.editor.file;

import gradwright.app.editor.text.LineEnd;
import gradwright.app.editor.text.TextFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/// Text that no file holds yet.
///
/// @param id names the draft in the recovery folder
/// @param file absolute path, empty for a text that was never saved
/// @param title what the tab shows
/// @param base what the file looked like when its text was read
public record Draft(String id, String file, String title, TextFormat format, FileStamp base, int caret, String text) {
  private static final int MAGIC = 0x47574431;

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeUTF(file);
      out.writeUTF(title);
      out.writeUTF(format.charset().name());
      out.writeBoolean(format.mark());
      out.writeUTF(format.lineEnd().name());
      out.writeLong(base.size());
      out.writeLong(base.modified());
      out.writeBoolean(base.exists());
      out.writeInt(caret);
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(encoded.length);
      out.write(encoded);
      out.writeLong(sum(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// @throws IOException when the bytes are no whole draft
  static Draft fromBytes(String id, byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("not a draft");
      }
      String file = in.readUTF();
      String title = in.readUTF();
      TextFormat format =
          new TextFormat(Charset.forName(in.readUTF()), in.readBoolean(), LineEnd.valueOf(in.readUTF()));
      FileStamp base = new FileStamp(in.readLong(), in.readLong(), in.readBoolean());
      int caret = in.readInt();
      byte[] encoded = in.readNBytes(in.readInt());
      if (in.readLong() != sum(bytes, bytes.length - Long.BYTES)) {
        throw new IOException("damaged draft");
      }
      return new Draft(id, file, title, format, base, caret, new String(encoded, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException("damaged draft", e);
    }
  }

  private static long sum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(Arrays.copyOf(bytes, length));
    return sum.getValue();
  }
}
