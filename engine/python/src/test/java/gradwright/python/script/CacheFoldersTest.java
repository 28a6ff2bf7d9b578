package gradwright.python.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each platform keeps caches in its own place, and the user can choose another.
class CacheFoldersTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void followsThePlatform() {
    assertEquals(Path.of("/home/ada/.cache/gradwright"), CacheFolders.locate(Map.of(), "Linux", HOME));
    assertEquals(Path.of("/x/gradwright"), CacheFolders.locate(Map.of("XDG_CACHE_HOME", "/x"), "Linux", HOME));
    assertEquals(Path.of("/home/ada/Library/Caches/gradwright"), CacheFolders.locate(Map.of(), "Mac OS X", HOME));
    assertEquals(Path.of("/l/Gradwright/Cache"), CacheFolders.locate(Map.of("LOCALAPPDATA", "/l"), "Windows 11", HOME));
  }

  @Test
  void theUsersChoiceWins() {
    Map<String, String> environment = Map.of("GRADWRIGHT_CACHE", "/chosen", "XDG_CACHE_HOME", "/x");
    assertEquals(Path.of("/chosen"), CacheFolders.locate(environment, "Linux", HOME));
  }
}
