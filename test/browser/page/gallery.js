/* global document, ResizeObserver */
// A frame has no height of its own: each gets that of what it shows, also when a part is opened in it.
for (const frame of document.querySelectorAll('iframe')) {
  frame.addEventListener('load', () => {
    const { body } = frame.contentDocument;
    const fit = () => (frame.style.height = `${body.scrollHeight + 2}px`);
    new ResizeObserver(fit).observe(body);
  });
}
