import { createHash } from 'node:crypto';

/** Every pair of text and ground has a contrast of at least 4.5 to 1, in light and in dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --ground: #f6f7f9; --card: #ffffff;
  --line: #d0d7de; --accent: #0b5cad; --on-accent: #ffffff; --good: #11632b; --warn: #7a4d00; --bad: #a31621; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #a7b1bc; --ground: #0f141a; --card: #182029;
  --line: #3a4652; --accent: #7cb7f5; --on-accent: #0b1620; --good: #6fd08c; --warn: #e3b341; --bad: #ff9a94; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 56rem; margin: 0 auto; padding: 1rem; }
header { display: flex; gap: 1rem; align-items: center; justify-content: space-between; }
header p { margin: 0; font-weight: 600; }
h1 { font-size: 1.6rem; margin: 0.5rem 0 1rem; }
h2 { font-size: 1.15rem; margin: 0 0 0.5rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem 1.25rem; margin: 0 0 1rem; }
p { margin: 0.25rem 0 0.75rem; max-width: 65ch; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0 0 0.75rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
form { display: inline-block; margin: 0 0.5rem 0.5rem 0; }
label { display: block; font-weight: 600; }
input { display: block; width: 28rem; max-width: 100%; padding: 0.5rem; margin: 0.25rem 0 0.75rem; font: inherit;
  color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 0.3rem; }
button { font: inherit; padding: 0.45rem 0.9rem; border: 1px solid var(--accent); border-radius: 0.3rem;
  background: var(--card); color: var(--accent); cursor: pointer; }
button.main { background: var(--accent); color: var(--on-accent); }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.state { font-weight: 600; } .good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.notice { border-left: 0.4rem solid currentColor; }
.soft { color: var(--soft); }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing but our own style and forms that come back here: no script, no image, no frame, no other host. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
