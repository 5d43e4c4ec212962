import type { Words } from "../words";

export const attachments: Words["attachments"] = {
  image: "Photo",
  file: "Fichier",
};
