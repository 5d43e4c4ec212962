export const room = {
  deleted: "This message was deleted",
};
