package gradwright.core.trace;

import gradwright.core.types.DType;
import gradwright.core.types.MeshAxes;
import gradwright.core.types.Sharding;

/// Settings that change what programs mean or how they run. Part of every jit cache key where they change the program.
/// `mesh` is the mesh in context where it has explicit axes, else null;
/// `wanted` is the sharding that the caller of a library function asked of its result, or null.
/// `keys` is the type of PRNG keys where a program does not say, `fineGumbel` that Gumbel draws are `high` where it does not.
public record Config(
    boolean x64,
    boolean disableJit,
    boolean debugNans,
    boolean debugInfs,
    boolean debugKeyReuse,
    boolean threefryPartitionable,
    DType keys,
    boolean fineGumbel,
    String rankPromotion,
    String dtypePromotion,
    boolean logCompiles,
    boolean explainCacheMisses,
    boolean noTracing,
    boolean checkTracerLeaks,
    String matmulPrecision,
    MeshAxes mesh,
    Sharding wanted) {
  public static final Config DEFAULT =
      new Config(
          false,
          false,
          false,
          false,
          false,
          true,
          DType.KEY_FRY,
          false,
          "allow",
          "standard",
          false,
          false,
          false,
          false,
          null,
          null,
          null);

  public Config withX64(boolean on) {
    return new Config(
        on,
        disableJit,
        debugNans,
        debugInfs,
        debugKeyReuse,
        threefryPartitionable,
        keys,
        fineGumbel,
        rankPromotion,
        dtypePromotion,
        logCompiles,
        explainCacheMisses,
        noTracing,
        checkTracerLeaks,
        matmulPrecision,
        mesh,
        wanted);
  }

  public Config withThreefryPartitionable(boolean on) {
    return new Config(
        x64,
        disableJit,
        debugNans,
        debugInfs,
        debugKeyReuse,
        on,
        keys,
        fineGumbel,
        rankPromotion,
        dtypePromotion,
        logCompiles,
        explainCacheMisses,
        noTracing,
        checkTracerLeaks,
        matmulPrecision,
        mesh,
        wanted);
  }

  public Config withDisableJit(boolean on) {
    return new Config(
        x64,
        on,
        debugNans,
        debugInfs,
        debugKeyReuse,
        threefryPartitionable,
        keys,
        fineGumbel,
        rankPromotion,
        dtypePromotion,
        logCompiles,
        explainCacheMisses,
        noTracing,
        checkTracerLeaks,
        matmulPrecision,
        mesh,
        wanted);
  }

  public Config withMesh(MeshAxes m) {
    return new Config(
        x64,
        disableJit,
        debugNans,
        debugInfs,
        debugKeyReuse,
        threefryPartitionable,
        keys,
        fineGumbel,
        rankPromotion,
        dtypePromotion,
        logCompiles,
        explainCacheMisses,
        noTracing,
        checkTracerLeaks,
        matmulPrecision,
        m,
        wanted);
  }

  public Config withWanted(Sharding s) {
    return new Config(
        x64,
        disableJit,
        debugNans,
        debugInfs,
        debugKeyReuse,
        threefryPartitionable,
        keys,
        fineGumbel,
        rankPromotion,
        dtypePromotion,
        logCompiles,
        explainCacheMisses,
        noTracing,
        checkTracerLeaks,
        matmulPrecision,
        mesh,
        s);
  }
}
