package gradwright.protocol.rpc;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.jsonrpc.JsonRpcException;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;

/// One end of a stream of messages: JSON-RPC with a `Content-Length` header before each message.
///
/// Messages are taken in on one thread in the order in which they were sent; a receiver that is slow slows the sender.
///
/// @param <T> the interface of the other end
public final class Wire<T> {
  private static final int REFUSED = -32000;

  /// The library logs each stream that ends and each answer that failed; both are told to those who wait for them.
  private static final Logger LIBRARY = Logger.getLogger("org.eclipse.lsp4j.jsonrpc");

  static {
    LIBRARY.setLevel(Level.OFF);
  }

  private final Launcher<T> launcher;
  private final ExecutorService listener;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private Wire(Launcher<T> launcher, ExecutorService listener) {
    this.launcher = launcher;
    this.listener = listener;
  }

  /// An end for the methods of `local`, which are called once [#listen] was.
  public static <T> Wire<T> of(InputStream in, OutputStream out, Object local, Class<T> remote) {
    ExecutorService listener =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("engine-wire").factory());
    return new Wire<>(
        new Launcher.Builder<T>()
            .setLocalService(local)
            .setRemoteInterface(remote)
            .setInput(in)
            .setOutput(out)
            .setExecutorService(listener)
            .setExceptionHandler(Wire::refusal)
            .configureGson(ProtocolJson::configure)
            .create(),
        listener);
  }

  /// Begins to take messages in.
  public void listen() {
    Future<Void> listening = launcher.startListening();
    listener.execute(() -> {
      try {
        listening.get();
        ended.complete(null);
      } catch (Exception broken) {
        ended.completeExceptionally(broken);
      }
    });
    listener.shutdown();
  }

  /// The other end.
  public T remote() {
    return launcher.getRemoteProxy();
  }

  /// Completes when the stream has ended and every message of it was taken in.
  public CompletableFuture<Void> ended() {
    return ended;
  }

  private static ResponseError refusal(Throwable thrown) {
    return new ResponseError(REFUSED, message(thrown), null);
  }

  /// What a failure says to a person.
  static String message(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException
            || cause instanceof java.util.concurrent.ExecutionException
            || cause instanceof java.lang.reflect.InvocationTargetException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case ResponseErrorException answered -> answered.getResponseError().getMessage();
      case JsonRpcException broken -> "The connection to the engine is broken.";
      case gradwright.protocol.SessionException refused -> String.valueOf(refused.getMessage());
      default -> cause.toString();
    };
  }
}
