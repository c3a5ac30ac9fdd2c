/** An executable that could not be made. The message is a sentence for whoever asked for it. */
export class CompileError extends Error {
  override name = "CompileError";
}
