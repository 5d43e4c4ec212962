import { plurals } from "../plurals";
import type { Words } from "../words";

const plural = plurals("fr");

export const room: Words["room"] = {
  loading: "Chargement de la conversation…",
  failed: "La conversation n’a pas pu être chargée.",
  log: (name) => `Messages dans ${name}`,
  beginning: "C’est le début de la conversation.",
  beginningHint: "Rien n’a encore été dit.",
  beginningWrite: "Écrivez le premier message.",
  newMessages: "Nouveaux messages",
  toNewest: "Aller au dernier message",
  newCount: (count) => plural(count, { one: "# nouveau message", other: "# nouveaux messages" }),
  deleted: "Ce message a été supprimé",
  edited: "modifié",
  you: "Vous",
  label: (author, time, text) => `${author}, ${time} : ${text}`,
  arrived: (author, text) => `${author} : ${text}`,
  fileCount: (count) => plural(count, { one: "# fichier", other: "# fichiers" }),
  answering: (author) => `en réponse à ${author}`,
  showQuoted: (author, text) => `Aller au message de ${author} : ${text}`,
  readMore: "Lire la suite",
  actions: "Que faire de ce message",
  reply: "Répondre",
  copy: "Copier le texte",
  copied: "Copié",
  edit: "Modifier",
  remove: "Supprimer",
  retry: "Renvoyer",
  discard: "Abandonner",
  editUnsent: "Modifier",
  sending: "Envoi en cours",
  waiting: "Sera envoyé dès que la connexion sera rétablie",
  sent: "Envoyé",
  notSent: (why) => `Non envoyé. ${why}`,
  readBy: (count) => plural(count, { one: "Lu par # client", other: "Lu par # clients" }),
  readByTitle: "Lu par",
  earlier: "Versions précédentes",
  earlierUntil: (time) => `Jusqu’au ${time}`,
  deleteTitle: "Supprimer ce message ?",
  deleteHint: "Il disparaît pour tout le monde, avec ses fichiers. Sa place, son auteur et son heure restent.",
  deleteMailed: (count) =>
    plural(count, {
      one: "# personne l’a déjà reçu par courriel ; cela ne peut pas être annulé.",
      other: "# personnes l’ont déjà reçu par courriel ; cela ne peut pas être annulé.",
    }),
  typing: (names) =>
    names.length === 1
      ? `${names[0]} écrit…`
      : names.length === 2
        ? `${names[0]} et ${names[1]} écrivent…`
        : `${names.length} clients écrivent…`,
  write: "Écrire un message",
  writeLabel: (name) => `Message dans ${name}`,
  send: "Envoyer",
  save: "Enregistrer",
  attach: "Joindre des fichiers",
  drop: "Déposez des fichiers pour les joindre",
  replyingTo: (author) => `Réponse à ${author}`,
  editing: "Modifier le message",
  tooLong: (left) => `${left} caractères de trop`,
  announcementNotice: "Seule l’équipe écrit ici. Pour nous joindre, utilisez l’une de vos conversations.",
  archivedNotice: "Cette conversation est archivée et ne peut plus qu’être lue.",
  readOnlyNotice: "Vous pouvez lire ici, mais pas écrire.",
  goneTitle: "Vous ne participez plus à cette conversation",
  goneHint: "Elle a été fermée pour vous, ou n’existe pas.",
  mute: "Couper les courriels de cette conversation",
  unmute: "Recevoir de nouveau les courriels de cette conversation",
  muted: "Vous ne recevez plus de courriels de cette conversation. Les messages non lus restent comptés.",
  unmuted: "Vous recevez de nouveau les courriels de cette conversation.",
  toList: "Vers mes conversations",
};
