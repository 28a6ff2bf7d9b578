package gradwright.cpu.llvm;

/// The later stages of a kernel as text, for reading.
///
/// @param optimisedIr LLVM IR after the passes
/// @param assembly    the target's assembly
public record CompileTexts(String optimisedIr, String assembly) {}
