import type { Words } from "../words";

export const profile: Words["profile"] = {
  title: "Votre profil",
};
