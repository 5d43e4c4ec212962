import { plurals } from "../plurals";

const plural = plurals("en");

export const rooms = {
  title: "Conversations",
  filters: "Which conversations",
  all: "All",
  unread: "Unread",
  archived: "Archived",
  unreadCount: (count: number) => plural(count, { one: "# unread message", other: "# unread messages" }),
  muted: "Mail muted",
  announcement: "Announcements",
  archivedMark: "Archived",
  you: "You",
  said: (author: string, text: string) => `${author}: ${text}`,
  deleted: "Message deleted",
  images: (count: number) => plural(count, { one: "Picture", other: "# pictures" }),
  files: (count: number) => plural(count, { one: "File", other: "# files" }),
  noMessages: "No messages yet",
  none: "No conversations yet",
  noneHint: "When somebody starts one with you, it appears here.",
  noneHintTeam: "Create a room and invite a client to begin.",
  noneUnread: "Nothing unread",
  noneUnreadHint: "You have read everything.",
  noneArchived: "Nothing archived",
  loadFailed: "Your conversations could not be loaded.",
  loadingMore: "Loading more conversations",
  choose: "Choose a conversation",
  chooseHint: "Your messages appear here.",
};
