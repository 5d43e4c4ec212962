import { plurals } from "../plurals";
import type { Words } from "../words";

const plural = plurals("fr");

export const rooms: Words["rooms"] = {
  title: "Conversations",
  filters: "Quelles conversations",
  all: "Toutes",
  unread: "Non lues",
  archived: "Archivées",
  unreadCount: (count) => plural(count, { one: "# message non lu", other: "# messages non lus" }),
  muted: "Courriels coupés",
  announcement: "Annonces",
  archivedMark: "Archivée",
  you: "Vous",
  said: (author, text) => `${author} : ${text}`,
  deleted: "Message supprimé",
  images: (count) => plural(count, { one: "Photo", other: "# photos" }),
  files: (count) => plural(count, { one: "Fichier", other: "# fichiers" }),
  noMessages: "Aucun message",
  none: "Aucune conversation",
  noneHint: "Dès que quelqu’un vous écrira, la conversation apparaîtra ici.",
  noneHintTeam: "Créez une conversation et invitez un client pour commencer.",
  noneUnread: "Rien de non lu",
  noneUnreadHint: "Vous avez tout lu.",
  noneArchived: "Rien d’archivé",
  loadFailed: "Vos conversations n’ont pas pu être chargées.",
  loadingMore: "Chargement d’autres conversations",
  choose: "Choisissez une conversation",
  chooseHint: "Vos messages apparaissent ici.",
};
