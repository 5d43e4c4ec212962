/** How long to wait before trying again. */

const FIRST = 400; // milliseconds
const MOST = 20_000;

/** Milliseconds before the n-th try, n from 0: doubling up to a bound, with jitter so that not all come at once. */
export function delay(tries: number, random: () => number = Math.random): number {
  const most = Math.min(MOST, FIRST * 2 ** Math.min(tries, 16));
  return most / 2 + (most / 2) * random();
}

/** Wait that long, or until the network comes back or somebody looks at the page. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      document.removeEventListener("visibilitychange", shown);
      resolve();
    };
    const shown = () => document.visibilityState === "visible" && done();
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
    document.addEventListener("visibilitychange", shown);
  });
}
