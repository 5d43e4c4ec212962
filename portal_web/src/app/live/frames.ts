/** Work put together per animation frame, and done a little later where a page in the background has no frames. */

const HIDDEN = 250; // milliseconds

/** Have `work` called once before the next picture; answers how to cancel. */
export function nextFrame(work: () => void): () => void {
  if (document.hidden) {
    const timer = setTimeout(work, HIDDEN);
    return () => clearTimeout(timer);
  }
  let done = false;
  const once = () => {
    if (done) return;
    cancel();
    work();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN); // the page may be hidden before the frame comes
  const cancel = () => {
    done = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  return cancel;
}
