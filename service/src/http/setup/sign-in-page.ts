import { html } from './html.ts';
import { csrfField, type Notice, type Page } from './page.ts';

export const signInPage = (csrf: string, notice?: Notice): Page => ({
  title: 'Sign in to the set-up',
  notice,
  body: html`<section>
    <p>
      The bridge wrote a one-time token to its standard error when it started. It is valid for 15
      minutes. For a new one, restart the bridge or call
      <code>POST /v1/operations/setup-token</code> with an operations key.
    </p>
    <form method="post" action="/setup/sign-in">
      ${csrfField(csrf)}
      <label for="token">One-time token</label>
      <input
        id="token"
        name="token"
        type="password"
        autocomplete="one-time-code"
        required
        maxlength="100"
        spellcheck="false"
      />
      <button class="main">Sign in</button>
    </form>
  </section>`,
});

/** A page of its own between our form and Microsoft's: `form-action` would also forbid a redirect to another host. */
export const goingPage = (url: string): Page => ({
  title: 'On to Microsoft',
  leadTo: url,
  body: html`<section>
    <p>You are being taken to Microsoft's sign-in page.</p>
    <p><a href="${url}" rel="noreferrer">Continue to Microsoft</a></p>
  </section>`,
});

export const refusalPage = ({ detail, code }: { detail: string; code: string }): Page => ({
  title: 'That did not work',
  notice: { tone: 'bad', text: detail },
  body: html`<section>
    <p><a href="/setup">Back to the set-up</a></p>
    <p class="soft">Code: ${code}</p>
  </section>`,
});
