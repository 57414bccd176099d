let visibility = 'visible';
Object.defineProperty(document, 'visibilityState', {
  configurable: true,
  get: () => visibility,
});

/** Shows (`visible`) or hides (`hidden`) the browser's tab. */
export function showTab(state) {
  visibility = state;
  document.dispatchEvent(new CustomEvent('visibilitychange'));
}
