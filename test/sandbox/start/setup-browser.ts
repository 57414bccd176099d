/** A person's browser on the set-up pages: one cookie, forms as the page holds them, no script. */

export type SetupBrowser = {
  /** Opens the set-up with a one-time token. @throws Error with what the page says when it is refused */
  signIn(token: string): Promise<void>;
  /** The text of the set-up page. */
  read(): Promise<string>;
  /** Presses the button whose form goes to `/setup/{action}`; the text of the page that follows. */
  press(action: string): Promise<string>;
  /** Presses "Connect", lets Microsoft's page decide where to go on, and comes back; the text of the page then. */
  connect(decide: (authorizeUrl: string) => string): Promise<string>;
};

type Shown = { status: number; markup: string };

export function openSetup(bridgeUrl: string): SetupBrowser {
  const origin = new URL(bridgeUrl).origin;
  let cookie = '';

  async function visit(path: string, form?: Record<string, string>): Promise<Shown> {
    const answer = await fetch(new URL(path, origin), {
      method: form ? 'POST' : 'GET',
      headers: { cookie, ...(form ? { origin, 'sec-fetch-site': 'same-origin' } : {}) },
      body: form ? new URLSearchParams(form) : null,
      redirect: 'manual',
    });
    for (const set of answer.headers.getSetCookie()) cookie = set.split(';')[0] ?? cookie;
    const markup = await answer.text();
    const next = answer.headers.get('location');
    return next === null ? { status: answer.status, markup } : visit(next);
  }

  /** Sends the form of a page, with the proof that stands in it. */
  async function send(page: Shown, action: string, fields: Record<string, string> = {}) {
    const form = page.markup.split('<form ').find((part) => part.includes(`action="${action}"`));
    const csrf = /name="csrf" value="([^"]*)"/.exec(form ?? '')?.[1];
    if (csrf === undefined) throw new Error(`no form ${action} on this page: ${textOf(page)}`);
    return visit(action, { csrf: decoded(csrf), ...fields });
  }

  return {
    async signIn(token) {
      const page = await send(await visit('/setup/sign-in'), '/setup/sign-in', { token });
      if (page.status !== 200) throw new Error(`not signed in: ${textOf(page)}`);
    },
    read: async () => textOf(await visit('/setup')),
    press: async (action) => textOf(await send(await visit('/setup'), `/setup/${action}`)),
    async connect(decide) {
      const going = await send(await visit('/setup'), '/setup/connect');
      const authorizeUrl = /<a href="([^"]*)"/.exec(going.markup)?.[1];
      if (authorizeUrl === undefined) throw new Error(`no way to Microsoft: ${textOf(going)}`);
      const back = new URL(decide(decoded(authorizeUrl)));
      if (back.origin !== origin) throw new Error(`Microsoft sent us to ${back.origin}`);
      return textOf(await visit(back.pathname + back.search));
    },
  };
}

/** The newest one-time token among the lines that the bridge wrote to standard error. */
export function setupTokenIn(lines: readonly string[]): string | undefined {
  return lines.findLast((line) => /^[\w-]{43}$/.test(line));
}

/** What a person reads, in one line. */
const textOf = ({ markup }: Shown): string =>
  decoded(
    markup
      .replaceAll(/<style>[^]*?<\/style>/g, ' ')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Character references, as a page writes them for text and attributes. */
const decoded = (text: string): string =>
  text.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
    code === undefined ? (NAMED[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  );
