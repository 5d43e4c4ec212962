import { plurals } from "../plurals";

const plural = plurals("en");

export const search = {
  title: "Search",
  titleOf: (query: string) => `${query} · Search`,
  field: "Search conversations, messages and files",
  fieldInRoom: "Search this conversation",
  here: "Search in this conversation",
  clear: "Clear",
  begin: "What are you looking for?",
  hint: "Words and their beginnings, “phrases in quotes”, names and file names, in any language, with or without accents.",
  recent: "Recent searches",
  forget: (query: string) => `Forget “${query}”`,
  forgetAll: "Forget all",
  filters: "Narrow the search",
  unfilter: "Search everywhere",
  room: "Conversation",
  anyRoom: "All conversations",
  thisRoom: "This conversation",
  author: "Written by",
  anybody: "By anybody",
  somebody: "By somebody",
  has: "With files",
  hasAny: "Any content",
  hasFile: "With a file",
  hasImage: "With a picture",
  kind: "Kind of conversation",
  anyKind: "All kinds",
  announcements: "Announcements only",
  since: "From",
  until: "To",
  rooms: "Conversations",
  messages: "Messages",
  looking: "Searching…",
  more: "Show more",
  further: "Look further back",
  none: "Nothing found",
  noneHint: "Try fewer or other words, or search everywhere.",
  noneYet: "Nothing among the newest messages",
  noneYetHint: "Older ones have not been looked through yet.",
  failed: "The search did not work",
  found: (rooms: number, messages: number, hasMore: boolean) =>
    !rooms && !messages
      ? "Nothing found"
      : [
          ...(rooms ? [plural(rooms, { one: "# conversation", other: "# conversations" })] : []),
          plural(messages, { one: "# message", other: "# messages" }) + (hasMore ? ", and there are more" : ""),
        ].join(", "),
};
