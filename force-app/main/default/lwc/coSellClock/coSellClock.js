/**
 * The only timers of the package. They stand still while the tab is hidden: nobody looks, so nothing is asked.
 * Whoever starts one stops it when the component leaves the page.
 */

/** Runs `task` after a while of a visible tab. Returns a function that calls it off. */
export function after(delayMs, task) {
  let timer = null;
  let due = false;

  const run = () => {
    if (document.visibilityState === 'hidden') {
      due = true;
      return;
    }
    stop();
    task();
  };
  const resume = () => {
    if (due) run();
  };
  const stop = () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', resume);
  };

  document.addEventListener('visibilitychange', resume);
  // eslint-disable-next-line @lwc/lwc/no-async-operation -- the one place, and every caller gets the way to stop it
  timer = setTimeout(run, delayMs);
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
