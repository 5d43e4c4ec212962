import { plurals } from "../plurals";
import type { Words } from "../words";

const plural = plurals("fr");

export const search: Words["search"] = {
  title: "Rechercher",
  titleOf: (query) => `${query} · Recherche`,
  field: "Rechercher conversations, messages et fichiers",
  fieldInRoom: "Rechercher dans cette conversation",
  here: "Rechercher dans cette conversation",
  clear: "Effacer",
  begin: "Que cherchez-vous ?",
  hint: "Mots ou débuts de mots, « expressions entre guillemets », noms et noms de fichiers, dans toutes les langues, avec ou sans accents.",
  recent: "Recherches récentes",
  forget: (query) => `Oublier « ${query} »`,
  forgetAll: "Tout oublier",
  filters: "Affiner la recherche",
  unfilter: "Chercher partout",
  room: "Conversation",
  anyRoom: "Toutes les conversations",
  thisRoom: "Cette conversation",
  author: "Auteur",
  anybody: "De tout le monde",
  somebody: "De quelqu’un",
  has: "Fichiers",
  hasAny: "Tout contenu",
  hasFile: "Avec un fichier",
  hasImage: "Avec une photo",
  kind: "Type de conversation",
  anyKind: "Tous les types",
  announcements: "Annonces seulement",
  since: "Du",
  until: "Au",
  rooms: "Conversations",
  messages: "Messages",
  looking: "Recherche en cours…",
  more: "Afficher la suite",
  further: "Remonter plus loin",
  none: "Aucun résultat",
  noneHint: "Essayez avec moins de mots, d’autres mots, ou cherchez partout.",
  noneYet: "Rien parmi les messages les plus récents",
  noneYetHint: "Les plus anciens n’ont pas encore été parcourus.",
  failed: "La recherche n’a pas abouti",
  found: (rooms, messages, hasMore) =>
    !rooms && !messages
      ? "Aucun résultat"
      : [
          ...(rooms ? [plural(rooms, { one: "# conversation", other: "# conversations" })] : []),
          plural(messages, { one: "# message", other: "# messages" }) + (hasMore ? ", et il y en a d’autres" : ""),
        ].join(", "),
};
