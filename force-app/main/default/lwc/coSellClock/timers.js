/**
 * The only timers of the package. They stand still while the tab is hidden: nobody looks, so nothing is asked.
 * Whoever starts one stops it when the component leaves the page.
 */

/** Away for less than this is no absence. */
const GLANCE_MS = 2000;

/**
 * Runs `task` after a while of a visible tab, or as soon as somebody who was away looks at it again: they come back to
 * see what is new. With `null` in place of a while, only then. Returns a function that calls it off.
 */
export function after(delayMs, task) {
  let timer = null;
  let due = false;
  let hiddenAt = null;

  const run = () => {
    if (document.visibilityState === 'hidden') {
      due = true;
      return;
    }
    stop();
    task();
  };
  const notice = () => {
    if (document.visibilityState === 'hidden') {
      hiddenAt = Date.now();
      return;
    }
    const wasAway = hiddenAt !== null && Date.now() - hiddenAt >= GLANCE_MS;
    hiddenAt = null;
    if (due || wasAway) run();
  };
  const stop = () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', notice);
  };

  document.addEventListener('visibilitychange', notice);
  // eslint-disable-next-line @lwc/lwc/no-async-operation -- the one place, and every caller gets the way to stop it
  if (delayMs !== null) timer = setTimeout(run, delayMs);
  return stop;
}

/** Runs `task` again and again, `intervalMs` apart. Returns a function that ends it. */
export function every(intervalMs, task) {
  let stop = () => {};
  const next = () => {
    stop = after(intervalMs, () => {
      next();
      task();
    });
  };
  next();
  return () => stop();
}
