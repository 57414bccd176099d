/** What is fixed for a page before its components are loaded: the user, its permissions, the size of the device. */
export type PageSettings = {
  formFactor: 'Large' | 'Small';
  userId: string;
  customPermissions: string[];
  userPermissions: string[];
};

/** The page puts them on `globalThis` before the components' modules run. */
export function pageSettings(): PageSettings {
  const { coSellPage } = globalThis as { coSellPage?: PageSettings };
  if (!coSellPage) throw new Error('the page has no settings');
  return coSellPage;
}

/** `true` or `undefined`, as the platform's permission modules answer. */
export const hasPermission = (
  kind: 'customPermissions' | 'userPermissions',
  name: string,
): true | undefined => (pageSettings()[kind].includes(name) ? true : undefined);
