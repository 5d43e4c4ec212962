import { plurals } from "../plurals";

const plural = plurals("en");

/** What stands on the page before the team opens anything of its own. */
export const team = {
  newRoom: "New room",
  people: "People",
  portals: "Portals",
  held: "Held mail",
  allRooms: "All rooms",
  settings: "Firm settings",
  heldCount: (count: string) => `${count} held`,
  readers: {
    title: "Who has read this",
    read: (count: number) => plural(count, { one: "Read by # client", other: "Read by # clients" }),
    unread: (count: number) => plural(count, { one: "Not read by # client", other: "Not read by # clients" }),
    everybody: "Every client in the room has read it.",
    noClients: "There are no other clients in the room.",
  },
  roomDetails: "Room details",
};
