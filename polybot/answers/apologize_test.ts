import { assertStringIncludes } from "@std/assert";
import { addToAlbum } from "./albums/album_photos.ts";
import { CHAT } from "../../chat/conversation/identity.ts";
import { openPolybotChat } from "../../lab/telegram/polybot_chat.ts";

Deno.test("the user is told when a message is out of attempts", async () => {
  await using chat = await openPolybotChat();
  const { person, backend } = chat;
  const [id = 0] = await person.send({ text: "the message to reply to" });
  // a photo whose file can never be downloaded
  const update = {
    update_id: 3,
    message: {
      message_id: id,
      date: 1,
      chat: CHAT,
      caption: "blur",
      photo: [{ file_id: "none", width: 1, height: 1 }],
    },
  };
  await backend.updates.send(JSON.stringify(update), {
    group: String(CHAT.id),
    deduplicationId: "3",
  });
  const answer = await person.waitForAnswer(id);
  assertStringIncludes(answer.text ?? "", "send it again");
});

Deno.test("the user is told when an album is out of attempts", async () => {
  await using chat = await openPolybotChat();
  const { person, backend } = chat;
  const [messageId = 0] = await person.send({
    text: "the message to reply to",
  });
  const id = { chatId: CHAT.id, mediaGroupId: "m" };
  const photo = { messageId, fileId: "none", isDocument: false };
  await addToAlbum(backend, id, photo, "rotate");
  const second = { ...photo, messageId: messageId + 1000 };
  await addToAlbum(backend, id, second, undefined);
  const answer = await person.waitForAnswer(messageId);
  assertStringIncludes(answer.text ?? "", "send it again");
});
