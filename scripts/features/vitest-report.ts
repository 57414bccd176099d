import { readFileSync } from 'node:fs';

/** The part that is read here of what Vitest's JSON reporter writes (https://vitest.dev/guide/reporters). */
export type VitestReport = {
  success: boolean;
  testResults: {
    /** The file, absolute. */
    name: string;
    /** Why the file could not be run at all; otherwise empty. */
    message?: string;
    status: string;
    assertionResults: {
      ancestorTitles: string[];
      title: string;
      status: string;
      failureMessages?: string[];
    }[];
  }[];
};

export const readReport = (file: string): VitestReport =>
  JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
