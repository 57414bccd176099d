/** The two HTML documents: the sign-in, and the frame that every page is drawn in. */

/** What a frame needs to know beside what its user may see. */
export type FrameFacts = {
  metadata: object;
  /** Every stage of an Opportunity, in order. */
  stages: object[];
  /** Where both sides are played, or null. */
  sandboxUrl: string | null;
};

export const signInDocument = (): string =>
  documentOf(
    'Sign in | Simulated Salesforce org',
    'sign-in.js',
    '<body class="org-sign-in"><main id="sign-in" aria-live="polite"></main></body>',
  );

/** The facts travel as data, so that no script stands in the page. */
export const frameDocument = (facts: FrameFacts): string =>
  documentOf(
    'Lightning Experience | Simulated Salesforce org',
    'boot.js',
    `<body>
<script type="application/json" id="org">${scriptText(facts)}</script>
<div id="frame"><p class="org-loading" role="status"><span class="org-loading__dots" aria-hidden="true"></span>Loading …</p></div>
<div id="toasts" class="slds-notify_container"></div>
</body>`,
  );

const documentOf = (title: string, script: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/lightning/assets/slds/styles/salesforce-lightning-design-system.min.css">
<link rel="stylesheet" href="/lightning/assets/page/org.css">
<script type="module" src="/lightning/assets/page/${script}"></script>
</head>
${body}
</html>
`;

const scriptText = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
