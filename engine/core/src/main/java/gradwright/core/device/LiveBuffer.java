package gradwright.core.device;

import gradwright.core.ir.Source;

/// Memory that is in use.
///
/// @param number its number in events
/// @param bytes what was asked for
/// @param device who works with it, as `cpu:0`; empty when unknown
/// @param creator where the user's code made the array in it; unknown for temporaries, and for arrays that were made while
///     nobody listened
/// @param since when it was allocated, of `System.nanoTime`
public record LiveBuffer(long number, long bytes, String device, Source creator, long since) {}
