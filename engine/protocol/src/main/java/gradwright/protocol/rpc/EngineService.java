package gradwright.protocol.rpc;

import gradwright.protocol.Arrays;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.Insight;
import gradwright.protocol.Program;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/// What a client asks of an engine: the methods of [gradwright.protocol.EngineSession] that cross the stream. Each has at most
/// one parameter, a record, as JSON-RPC wants it.
public interface EngineService {
  @JsonRequest
  CompletableFuture<EngineInfo> info();

  @JsonRequest
  CompletableFuture<RunOutcome> run(RunRequest request);

  @JsonRequest
  CompletableFuture<RunOutcome> evaluate(Text text);

  @JsonNotification
  void input(Text text);

  @JsonNotification
  void endInput();

  @JsonNotification
  void cancel();

  @JsonRequest
  CompletableFuture<Program> program(Id id);

  @JsonRequest
  CompletableFuture<List<Arrays.Named>> arrays();

  @JsonRequest
  CompletableFuture<Arrays.Statistics> statistics(StatisticsOf question);

  @JsonRequest
  CompletableFuture<Arrays.Comparison> compare(Pair question);

  @JsonRequest
  CompletableFuture<Arrays.Slice> slice(SliceOf question);

  @JsonRequest
  CompletableFuture<List<Insight.Entry>> catalogue();

  @JsonRequest
  CompletableFuture<List<Insight.Entry>> names(Text prefix);

  @JsonRequest
  CompletableFuture<List<Insight.Problem>> check(SourceOf source);

  @JsonRequest
  CompletableFuture<List<Insight.ValueType>> valueTypes();

  record Text(String text) {}

  record Id(int id) {}

  record StatisticsOf(String path, int bins) {}

  record Pair(String path, String other) {}

  record SliceOf(String path, Arrays.Window window) {}

  record SourceOf(String file, String text) {}
}
