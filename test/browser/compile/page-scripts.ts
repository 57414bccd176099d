import { join } from 'node:path';
import { BROWSER_FOLDER } from './places.ts';

/** What a page brings along beside the components, as files of one folder. */
export type PageScripts = {
  folder: string;
  /** Runs before every module of the components; null where the settings are there by then. */
  before: string | null;
  /** Exports `start(createElement, components)`. */
  start: string;
};

/** Of the gallery: a component over the fixed records of a state. */
export const GALLERY_PAGE: PageScripts = {
  folder: join(BROWSER_FOLDER, 'page'),
  before: 'settings.js',
  start: 'start.js',
};
