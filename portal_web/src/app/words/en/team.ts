export const team = {
  newRoom: "New room",
  people: "People",
  portals: "Portals",
  held: "Held mail",
  allRooms: "All rooms",
};
