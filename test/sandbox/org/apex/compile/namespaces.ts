import { nativeCatalogue } from '../types/native-catalogue.ts';

/** `System`, `Schema`, `Database` … before a dot, when they are not types themselves. */
export const isNamespacePath = (path: string): boolean =>
  nativeCatalogue.isNamespace(path) || /^(system\.)?schema$/i.test(path);
