package gradwright.protocol.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A stream to one engine and power over its life, whatever it runs in.
public interface EngineLink {
  /// What the engine sends.
  InputStream input();

  /// What the engine receives.
  OutputStream output();

  /// Completes when the engine is gone, with how it ended, for a person: `was killed (signal 9)`.
  CompletableFuture<String> ended();

  /// Ends the engine now; does nothing where it is gone already.
  void kill();

  /// Starts engines.
  @FunctionalInterface
  interface Opener {
    /// Starts one.
    ///
    /// @param environment variables added to the engine's
    /// @throws IOException when it cannot be started
    EngineLink open(Map<String, String> environment) throws IOException;
  }
}
