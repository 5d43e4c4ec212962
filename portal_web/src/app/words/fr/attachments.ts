import { plurals } from "../plurals";
import type { Words } from "../words";

const plural = plurals("fr");

export const attachments: Words["attachments"] = {
  image: "Photo",
  file: "Fichier",
  chosen: "Fichiers joints au message",
  progress: (there, all) =>
    plural(all, { one: `${there} fichier sur # envoyé.`, other: `${there} fichiers sur # envoyés.` }),
  failedCount: (count) => plural(count, { one: "# n’a pas pu être envoyé.", other: "# n’ont pas pu être envoyés." }),
  uploading: (name) => `Envoi de ${name}`,
  cancel: (name) => `Annuler ${name}`,
  remove: (name) => `Retirer ${name}`,
  retry: (name) => `Réessayer ${name}`,
  whenThere: "Le message part dès que les fichiers sont envoyés.",
  waitNot: "Ne pas envoyer encore",
  stuck: "Réessayez ou retirez le fichier, puis envoyez.",
  tooMany: (most) => `Un message porte au plus ${most} fichiers.`,
  tooLarge: (limit) => `Trop volumineux : ${limit} au plus par fichier.`,
  tooMuch: (limit) => `Trop volumineux au total : ${limit} au plus.`,
  unreadable: "Ce fichier ne peut pas être lu.",
  open: (name) => `Ouvrir ${name}`,
  more: (count) => `et ${count} de plus`,
  moves: "GIF",
  coming: "En préparation…",
  scanning: "Recherche de virus…",
  refusedWhy: () => "Ce fichier ne peut pas être montré.",
  blocked: "Bloqué : un virus a été trouvé.",
  download: (name, size) => `Télécharger ${name}, ${size}`,
  save: (name) => `Télécharger ${name}`,
  picture: (name, author, time) => `${name}, de ${author}, ${time}`,
  sentBy: (author, time) => `${author} · ${time}`,
  zoomIn: "Agrandir",
  zoomOut: "Réduire",
  previous: "Photo précédente",
  next: "Photo suivante",
  place: (place, all) => `${place} sur ${all}`,
};
