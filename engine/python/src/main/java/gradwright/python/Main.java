package gradwright.python;

import gradwright.python.cli.CommandLine;

/// The program's entry: hands its arguments to the command line and exits with its status.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandLine.run(arguments));
  }
}
