/**
 * The members of the chat: one person and one bot.
 *
 * @module
 */
import type { Chat, User, UserFromGetMe } from "grammy/types";

/** The person who uses the page. */
export const PERSON: User = {
  id: 716_208_463,
  is_bot: false,
  first_name: "You",
  language_code: "en",
};

/** The only chat: the private chat with the person. */
export const CHAT: Chat.PrivateChat = {
  id: PERSON.id,
  type: "private",
  first_name: PERSON.first_name,
};

/** Returns the bot that a token belongs to. Its id is the number that the token begins with. */
export function botOf(token: string): UserFromGetMe {
  return {
    id: Number.parseInt(token, 10) || 1,
    is_bot: true,
    first_name: "Polybot",
    username: "polybot",
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}
