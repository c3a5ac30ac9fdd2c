/** Reads the events of a `text/event-stream` response as they arrive. */
export async function* serverSentEvents(
  response: Response,
): AsyncGenerator<{ readonly name: string; readonly data: string }> {
  let text = "";
  for await (
    const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []
  ) {
    const blocks = (text + chunk).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = block.match(/^data: ?(.*)$/m)?.[1];
      if (data === undefined) continue;
      yield { name: block.match(/^event: ?(.*)$/m)?.[1] ?? "message", data };
    }
  }
}
