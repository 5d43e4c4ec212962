/** Whether the page is connected, for the banner and for whoever waits to try again. */
import { createStore, useStore } from "../store";

export type Connection = "connecting" | "live" | "lost";

export const connection = createStore<Connection>("connecting");
export const setConnection = connection.set;

export function useConnection(): Connection {
  return useStore(connection);
}
