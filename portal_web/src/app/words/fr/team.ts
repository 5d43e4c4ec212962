import { plurals } from "../plurals";
import type { Words } from "../words";

const plural = plurals("fr");

export const team: Words["team"] = {
  newRoom: "Nouvelle conversation",
  people: "Personnes",
  portals: "Portails",
  held: "Courriels retenus",
  allRooms: "Toutes les conversations",
  settings: "Réglages du cabinet",
  heldCount: (count) => `${count} en attente`,
  readers: {
    title: "Qui a lu ce message",
    read: (count) => plural(count, { one: "Lu par # client", other: "Lu par # clients" }),
    unread: (count) => plural(count, { one: "Non lu par # client", other: "Non lu par # clients" }),
    everybody: "Tous les clients l’ont lu.",
    noClients: "Il n’y a pas d’autre client ici.",
  },
  roomDetails: "Détails de la conversation",
};
