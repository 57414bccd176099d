/** The page on which a person signs in: who, with or without a second factor, or not at all. */
import type { Ask } from './authorize.ts';
import type { User } from './directory.ts';

export function authorizePage(ask: Ask, users: readonly User[]): string {
  const hint = ask.query['login_hint'];
  const choices = users.map(({ upn, name, enabled }, index) => {
    const checked = (hint === undefined ? index === 0 : hint === upn) ? ' checked' : '';
    const note = enabled ? '' : ' (disabled)';
    return `<label><input type="radio" name="user" value="${escape(upn)}"${checked}> ${escape(`${name} – ${upn}${note}`)}</label>`;
  });
  return page(
    'Sign in',
    `<p><b>${escape(ask.client.name)}</b> asks for <code>${escape(ask.asked.resource)}</code> in your name.
     The answer goes to <code>${escape(ask.redirectUri)}</code>.</p>
     <form method="post">
       <fieldset><legend>Account</legend>${choices.join('<br>')}</fieldset>
       <button name="decision" value="mfa">Approve with MFA</button>
       <button name="decision" value="no-mfa">Approve without MFA</button>
       <button name="decision" value="cancel">Cancel</button>
     </form>`,
  );
}

export function refusalPage(message: string): string {
  return page('Sorry, but we’re having trouble signing you in', `<p>${escape(message)}</p>`);
}

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} – simulated Entra</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 3rem auto; padding: 0 1rem; }
  button, fieldset { margin: .5rem 0; } button { padding: .4rem .8rem; } code { overflow-wrap: anywhere; }
</style>
<h1>${title}</h1>
${content}
<p><small>This is a simulator. No password is asked, and none should be given.</small></p>
</html>
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
