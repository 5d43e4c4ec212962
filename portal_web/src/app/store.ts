/** A value that components watch: set as a whole, never changed in place. */
import { useSyncExternalStore } from "react";

export type Store<Value> = {
  get(): Value;
  set(next: Value | ((now: Value) => Value)): void;
  watch(watcher: () => void): () => void;
};

export function createStore<Value>(first: Value): Store<Value> {
  let value = first;
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      const now = typeof next === "function" ? (next as (now: Value) => Value)(value) : next;
      if (Object.is(now, value)) return;
      value = now;
      for (const watcher of [...watchers]) watcher();
    },
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.watch, store.get);
}
