/** What is served beside the simulated API: no sign-in, no faults, not counted as calls. */
export const CONTROL = '/_control';
export const MICROSOFT_PAGE = '/microsoft';

export const isBackstage = (url: string): boolean => isControl(url) || isMicrosoftPage(url);
export const isControl = (url: string): boolean => url.startsWith(CONTROL);
export const isMicrosoftPage = (url: string): boolean => /^\/microsoft(?=[/?]|$)/.test(url);
