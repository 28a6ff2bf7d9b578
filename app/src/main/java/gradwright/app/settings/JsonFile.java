package gradwright.app.settings;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// A small JSON file that survives crashes while it is written and does not stop the app where it is broken.
///
/// @param <T> a record; components that the file does not name have their value of the defaults
public final class JsonFile<T> {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private final Path path;
  private final Class<T> type;
  private final T defaults;

  /// What was read, and a sentence for the person where the file could not be used.
  public record Loaded<T>(T value, Optional<String> problem) {}

  public JsonFile(Path path, Class<T> type, T defaults) {
    this.path = path;
    this.type = type;
    this.defaults = defaults;
  }

  public Path path() {
    return path;
  }

  /// Reads the file. A broken one is renamed to `NAME.broken` and the defaults are used.
  public Loaded<T> load() {
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      return new Loaded<>(defaults, Optional.empty());
    } catch (IOException e) {
      return new Loaded<>(
          defaults, Optional.of("%s cannot be read (%s); defaults are used.".formatted(path, reason(e))));
    }
    try {
      JsonObject merged = GSON.toJsonTree(defaults).getAsJsonObject();
      JsonElement read = JsonParser.parseString(text);
      if (!read.isJsonObject()) {
        throw new JsonParseException("not an object");
      }
      read.getAsJsonObject().entrySet().stream()
          .filter(e -> !e.getValue().isJsonNull())
          .forEach(e -> merged.add(e.getKey(), e.getValue()));
      return new Loaded<>(GSON.fromJson(merged, type), Optional.empty());
    } catch (RuntimeException e) {
      // Gson reports malformed text, wrong types and records that refuse their components by different exceptions.
      return new Loaded<>(defaults, Optional.of(setAside()));
    }
  }

  private String setAside() {
    Path aside = path.resolveSibling(path.getFileName() + ".broken");
    try {
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
      return "%s is not valid; defaults are used. It is kept as %s.".formatted(path, aside.getFileName());
    } catch (IOException e) {
      return "%s is not valid; defaults are used.".formatted(path);
    }
  }

  /// Writes the file whole or not at all.
  public void save(T value) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(path + " has no folder");
    }
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, path.getFileName().toString(), ".tmp");
    try {
      Files.writeString(temporary, GSON.toJson(value));
      try {
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Why an operation on a file failed, in words.
  static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "access denied";
      case NoSuchFileException _ -> "the folder does not exist";
      case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
