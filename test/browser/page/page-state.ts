/** What one page of the gallery shows: the component, and everything the port answers. Travels as JSON in the page. */
import type { PageSettings } from '../shims/page-settings.ts';
import type { ReadRecord } from '../shims/port.ts';

/** How a call to Apex ends; the default is a plausible answer, see `default-answers.ts`. */
export type ApexAnswer =
  | { returns: unknown }
  /** What `AuraHandledException` carries to a component: the message. */
  | { throws: string | object }
  | 'never';

export type PageState = PageSettings & {
  /** Every clock of the page starts here, so that "in three days" stays true. */
  now: string;
  component: string;
  properties: { [name: string]: unknown };
  records: { [id: string]: ReadRecord };
  reading: 'answers' | 'never' | { status: number; code: string; message: string };
  saving: 'answers' | { field: string; code: string; message: string };
  apex: { [method: string]: ApexAnswer };
};
