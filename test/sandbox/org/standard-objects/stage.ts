import { defineObject, field, flag, picklist, READ_ONLY, text } from '../schema/fields.ts';

type StageSource = { name: string; probability: number; closed?: boolean; won?: boolean };

/** The stages of a new org, in their order (salesforce-rest.md section 5). */
export const DEFAULT_STAGES: StageSource[] = [
  { name: 'Prospecting', probability: 10 },
  { name: 'Qualification', probability: 10 },
  { name: 'Needs Analysis', probability: 20 },
  { name: 'Value Proposition', probability: 50 },
  { name: 'Id. Decision Makers', probability: 60 },
  { name: 'Perception Analysis', probability: 70 },
  { name: 'Proposal/Price Quote', probability: 75 },
  { name: 'Negotiation/Review', probability: 90 },
  { name: 'Closed Won', probability: 100, closed: true, won: true },
  { name: 'Closed Lost', probability: 0, closed: true },
];

export const opportunityStage = () =>
  defineObject({
    name: 'OpportunityStage',
    label: 'Opportunity Stage',
    labelPlural: 'Opportunity Stages',
    keyPrefix: '01J',
    isSetup: true,
    fields: [
      text('MasterLabel', 'Master Label', 255),
      text('ApiName', 'API Name', 255),
      flag('IsActive', 'Is Active'),
      field('SortOrder', 'Sort Order', 'int'),
      flag('IsClosed', 'Closed'),
      flag('IsWon', 'Won'),
      picklist('ForecastCategoryName', 'Forecast Category Name', []),
      field('DefaultProbability', 'Probability (%)', 'percent', { precision: 3 }),
      text('Description', 'Description', 255, READ_ONLY),
    ],
  });

export const stageRows = () =>
  DEFAULT_STAGES.map((stage, index) => ({
    MasterLabel: stage.name,
    ApiName: stage.name,
    IsActive: true,
    SortOrder: index + 1,
    IsClosed: stage.closed ?? false,
    IsWon: stage.won ?? false,
    ForecastCategoryName: stage.closed ? (stage.won ? 'Closed' : 'Omitted') : 'Pipeline',
    DefaultProbability: stage.probability,
  }));
