import type { Words } from "../words";

export const team: Words["team"] = {
  newRoom: "Nouvelle conversation",
  people: "Personnes",
  portals: "Portails",
  held: "Courriels retenus",
  allRooms: "Toutes les conversations",
};
