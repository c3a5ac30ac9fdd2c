/** Arguments of a command that make no sense. The message is a sentence for whoever typed them. */
export class UsageError extends Error {
  override name = "UsageError";
}
