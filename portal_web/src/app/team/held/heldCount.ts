/** How many mails are held, for the menu: asked when the page comes to the front, and now and then while it is there. */
import { useEffect } from "react";
import { ask } from "../../graphql/client";
import { graphql } from "../../graphql/graphql";
import { createStore, useStore } from "../../store";

const LOOK = 60_000; // milliseconds

const HeldCountQuery = graphql(`
  query HeldCount { heldMails(first: 100) { nodes { id } pageInfo { hasNextPage } } }
`);

type Count = { count: number; isMore: boolean };
const state = createStore<Count>({ count: 0, isMore: false });

/** For the team alone: clients do not ask. */
export const heldCount = {
  get: state.get,
  /** Ask anew; where that fails, what was known stays. */
  async refresh(): Promise<void> {
    const { heldMails } = await ask(HeldCountQuery, {}).catch(() => ({ heldMails: null }));
    if (!heldMails) return;
    const { nodes, pageInfo } = heldMails;
    const now = state.get();
    if (now.count !== nodes.length || now.isMore !== pageInfo.hasNextPage)
      state.set({ count: nodes.length, isMore: pageInfo.hasNextPage });
  },
};

export function useHeldCount(): Count {
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && void heldCount.refresh();
    look();
    const timer = setInterval(look, LOOK);
    addEventListener("focus", look);
    return () => {
      clearInterval(timer);
      removeEventListener("focus", look);
    };
  }, []);
  return useStore(state);
}
