/**
 * A person at the chat page of a whole stack, for the tests of all together.
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
  /** Sends a photo or an album. @return the id of its first message */
  ask(message: Outgoing): Promise<number>;
  /** The picture that answers, waiting for it if need be. */
  answerTo(id: number): Promise<ChatEvent & { readonly photoUrl: string }>;
  /** Fails unless all that was asked has one answer each; what would be answered twice has come then. */
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
  const asked: number[] = [];

  async function answerTo(id: number) {
    const answer = await person.waitForAnswer(id);
    const { photoUrl, text } = answer;
    assert(photoUrl, `${id} is answered with a picture, not '${text}'`);
    return { ...answer, photoUrl };
  }

  return {
    stack,
    person,
    answerTo,
    async ask(message) {
      const [id = 0] = await person.send(message);
      asked.push(id);
      return id;
    },
    async assertAllAnsweredOnce() {
      for (const id of asked) await answerTo(id);
      const [last = 0] = await person.send({ text: "the end" });
      await person.waitFor(({ from, id }) => from === "bot" && id > last);
      for (const id of asked) {
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

/** How many messages of a queue a service finished, in all of its lives. */
export const finished = (service: Service | undefined, queue: string) =>
  service?.lines().filter((line) => line.msg === "done" && line.queue === queue)
    .length ?? 0;
