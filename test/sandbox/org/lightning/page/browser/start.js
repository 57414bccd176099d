/* global document */
/** Draws the frame around the pages, with the port to the org behind the components. */
import { usePort } from '../../../../../browser/shims/port.ts';
import { onUnreachable } from './api.js';
import { drawFrame } from './frame/frame.js';
import { listenForToasts, showToast } from './frame/toasts.js';
import { orgPort } from './org-port.js';
import { drawPage } from './pages/draw-page.js';
import { createRouter } from './router.js';

export function start(createElement, components) {
  const { metadata, stages, sandboxUrl } = JSON.parse(document.getElementById('org').textContent);
  const user = globalThis.orgUser;
  const { formFactor } = globalThis.coSellPage;
  /** What every page is given. */
  const org = { metadata, stages, sandboxUrl, user, formFactor, createElement, components };
  const router = createRouter((place) => drawPage(place, org));
  org.goTo = router.goTo;
  usePort(orgPort(router.goTo));
  listenForToasts();
  onUnreachable(() =>
    showToast({
      title: 'The org does not answer.',
      message: 'What you see may be out of date. Check your connection and try again.',
      variant: 'error',
    }),
  );
  drawFrame(org);
  router.start();
}
