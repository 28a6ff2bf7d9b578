package gradwright.core.export;

/// A program as data: its structure as bytes, and apart from it all whole numbers that sizes can enter, in the order in
/// which the structure refers to them. Programs traced for other sizes have the same structure and other numbers.
public record Encoded(byte[] structure, long[] numbers) {}
