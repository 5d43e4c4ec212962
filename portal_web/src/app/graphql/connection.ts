/** Whether the page is connected, for the banner and for whoever waits to try again. */
import { createStore, useStore } from "../store";

export type Connection = "connecting" | "live" | "lost";

const state = createStore<Connection>("connecting");

export const setConnection = state.set;
export const connection = state.get;
/** Be called at every change; answers how to stop. */
export const onConnection = state.watch;

export function useConnection(): Connection {
  return useStore(state);
}
