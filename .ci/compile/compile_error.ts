/** Thrown if an executable cannot be made; the message is for the operator. */
export class CompileError extends Error {
  override name = "CompileError";
}
