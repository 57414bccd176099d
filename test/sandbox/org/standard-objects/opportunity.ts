import {
  defineObject,
  field,
  flag,
  longText,
  money,
  owner,
  picklist,
  READ_ONLY,
  reference,
  REQUIRED,
  text,
} from '../schema/fields.ts';
import type { Row, Value } from '../schema/types.ts';
import { DEFAULT_STAGES } from './stage.ts';

const FORECASTS = ['Omitted', 'Pipeline', 'Best Case', 'Commit', 'Closed'];

export const opportunity = () =>
  defineObject({
    name: 'Opportunity',
    label: 'Opportunity',
    labelPlural: 'Opportunities',
    keyPrefix: '006',
    fields: [
      reference('AccountId', 'Account ID', ['Account'], {
        childRelationship: 'Opportunities',
        onParentDelete: 'cascade',
      }),
      reference('RecordTypeId', 'Record Type ID', ['RecordType'], { defaultedOnCreate: true }),
      flag('IsPrivate', 'Private'),
      text('Name', 'Name', 120, REQUIRED),
      longText('Description', 'Description', 32000),
      picklist(
        'StageName',
        'Stage',
        DEFAULT_STAGES.map((stage) => stage.name),
        REQUIRED,
      ),
      money('Amount', 'Amount', 2),
      field('Probability', 'Probability (%)', 'percent', { precision: 3, defaultedOnCreate: true }),
      money('ExpectedRevenue', 'Expected Amount', 2, READ_ONLY),
      field('CloseDate', 'Close Date', 'date', REQUIRED),
      picklist('Type', 'Opportunity Type', ['Existing Customer', 'New Customer']),
      text('NextStep', 'Next Step', 255),
      picklist('LeadSource', 'Lead Source', ['Web', 'Phone Inquiry', 'Partner Referral', 'Other']),
      flag('IsClosed', 'Closed', READ_ONLY),
      flag('IsWon', 'Won', READ_ONLY),
      picklist('ForecastCategory', 'Forecast Category', FORECASTS, {
        ...READ_ONLY,
        restricted: true,
      }),
      flag('HasOpportunityLineItem', 'Has Line Item', READ_ONLY),
      reference('Pricebook2Id', 'Price Book ID', ['Pricebook2']),
      owner(),
      field('FiscalQuarter', 'Fiscal Quarter', 'int', READ_ONLY),
      field('FiscalYear', 'Fiscal Year', 'int', READ_ONLY),
      text('Fiscal', 'Fiscal Period', 6, READ_ONLY),
    ],
  });

/** Fields the platform computes from stage, amount and close date. `stage` is undefined for a stage nobody set up. */
export function deriveOpportunity(row: Row, old: Row | null, stage: Row | undefined): Row {
  const isNewStage = row['StageName'] !== old?.['StageName'];
  const isOwnProbability =
    row['Probability'] !== null && row['Probability'] !== old?.['Probability'];
  const probability: Value =
    isNewStage && !isOwnProbability
      ? (stage?.['DefaultProbability'] ?? 0)
      : (row['Probability'] ?? 0);
  const [year = 0, month = 1] = String(row['CloseDate'] ?? '')
    .split('-')
    .map(Number);
  const quarter = Math.ceil(month / 3);
  return {
    ...row,
    Probability: probability,
    IsClosed: stage?.['IsClosed'] ?? false,
    IsWon: stage?.['IsWon'] ?? false,
    ForecastCategory: stage?.['ForecastCategoryName'] ?? 'Pipeline',
    ExpectedRevenue:
      typeof row['Amount'] === 'number' ? (row['Amount'] * Number(probability)) / 100 : null,
    FiscalYear: row['CloseDate'] ? year : null,
    FiscalQuarter: row['CloseDate'] ? quarter : null,
    Fiscal: row['CloseDate'] ? `${year} ${quarter}` : null,
  };
}
