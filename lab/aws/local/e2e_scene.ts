/**
 * The local stack with a user at its chat page, for end-to-end tests.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import {
  type ChatEvent,
  openPerson,
  type Outgoing,
  type Person,
} from "../../telegram/person.ts";
import type { Service } from "./service.ts";
import { type Stack, type StackOptions, startStack } from "./stack.ts";

export interface EndToEndScene extends AsyncDisposable {
  readonly stack: Stack;
  readonly person: Person;
  /** Holds the stack's data and logs. */
  readonly directory: string;
  /** Sends photos. @return the id of the first message */
  send(message: Outgoing): Promise<number>;
  /** Waits for the photo that answers a message. */
  waitForPhoto(id: number): Promise<ChatEvent & { readonly photoUrl: string }>;
  /** Fails unless every message has exactly one answer; a second one would have arrived by then. */
  assertAllAnsweredOnce(): Promise<void>;
}

/** Starts two bots and two workers, unless `options` say otherwise. */
export async function openEndToEndScene(
  { env, ...options }: Omit<StackOptions, "directory"> = {},
): Promise<EndToEndScene> {
  const directory = await Deno.makeTempDir({ prefix: "polybot-e2e-" });
  const stack = await startStack({
    directory,
    env: { YOLO5_THREADS: "1", ...env },
    ...options,
  });
  const person = openPerson(stack.chatPage.address);
  const sent: number[] = [];

  async function waitForPhoto(id: number) {
    const answer = await person.waitForAnswer(id);
    const { photoUrl, text } = answer;
    assert(photoUrl, `message ${id} is answered with '${text}', not a photo`);
    return { ...answer, photoUrl };
  }

  return {
    stack,
    person,
    directory,
    waitForPhoto,
    async send(message) {
      const [id = 0] = await person.send(message);
      sent.push(id);
      return id;
    },
    async assertAllAnsweredOnce() {
      for (const id of sent) await waitForPhoto(id);
      const [last = 0] = await person.send({ text: "the end" });
      await person.waitFor(({ from, id }) => from === "bot" && id > last);
      for (const id of sent) {
        const answers = person.events.filter(({ from, replyTo }) =>
          from === "bot" && replyTo === id
        );
        assertEquals(answers.length, 1, `answers to ${id}`);
      }
    },
    async [Symbol.asyncDispose]() {
      await person.close();
      await stack[Symbol.asyncDispose]();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

/** Returns how many messages of a queue a service has handled, restarts included. */
export const countHandled = (service: Service | undefined, queue: string) =>
  service?.lines().filter((line) => line.msg === "done" && line.queue === queue)
    .length ?? 0;
