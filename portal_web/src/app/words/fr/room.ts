import type { Words } from "../words";

export const room: Words["room"] = {
  deleted: "Ce message a été supprimé",
};
