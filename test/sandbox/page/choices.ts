/** What can be chosen in the page's lists, and what fields are called: asked of the org, so never written twice. */
import type { OrgSim } from '../org/server.ts';
import { SOLUTIONS } from '../partner-center/solutions.ts';

export type Choices = {
  /** Active picklist values by field name. */
  picklists: Record<string, string[]>;
  labels: Record<string, string>;
  solutions: readonly { id: string; name: string }[];
};

type Describe = {
  fields: {
    name: string;
    label: string;
    type: string;
    picklistValues: { value: string; active: boolean }[];
  }[];
};

export async function readChoices(org: OrgSim): Promise<Choices> {
  const answer = await fetch(`${org.url}/services/data/v65.0/sobjects/Opportunity/describe`, {
    headers: { authorization: `Bearer ${org.accessToken}` },
  });
  if (!answer.ok) throw new Error(`The org answered ${answer.status} to the page's describe.`);
  const { fields } = (await answer.json()) as Describe;
  const picklists = fields
    .filter(({ type }) => type === 'picklist')
    .map(({ name, picklistValues }) => [
      name,
      picklistValues.filter(({ active }) => active).map(({ value }) => value),
    ]);
  return {
    picklists: Object.fromEntries(picklists) as Record<string, string[]>,
    labels: Object.fromEntries(fields.map(({ name, label }) => [name, label])),
    solutions: SOLUTIONS,
  };
}
