import { inFile } from '../mutant.ts';

/** What an admin configures. */
export const SETTINGS = [
  ...inFile('classes/settings/CoSellSettings.cls', [
    {
      from: 'minutes == null || minutes < 0',
      to: 'minutes == null || minutes <= 0',
      breaks: 'an org that wants no undo window gets one',
    },
    {
      from: 'minutes == null || minutes < 0',
      to: 'minutes == null',
      breaks: 'a negative number sends a close at once',
    },
    {
      from: 'own == null || (own instanceof String && String.isBlank((String) own))',
      to: 'own == null',
      breaks: 'a field with a space in it hides the packaged setting',
    },
    {
      from: "    onHoldStage = (String) filled('On_Hold_Stage__c');\n",
      to: "    onHoldStage = (String) packaged?.get('On_Hold_Stage__c');\n",
      breaks: "an admin's own stage for deals on hold is ignored",
    },
  ]),
  ...inFile('classes/settings/CoSellFieldMapping.cls', [
    {
      from: 'if (row.Is_Active__c && String.isNotBlank(row.Field__c)) {',
      to: 'if (String.isNotBlank(row.Field__c)) {',
      breaks: 'a row that was switched off is still mapped',
    },
    {
      from: 'return isPackaged ? other : row;',
      to: 'return isPackaged ? row : other;',
      breaks: "the packaged row wins over the admin's",
    },
    {
      from: 'compareTo(other.DeveloperName) < 0',
      to: 'compareTo(other.DeveloperName) > 0',
      breaks: 'of two rows of an admin the bridge takes one and the triggers the other',
    },
    {
      from: 'if (!INWARD.equals(row.Direction__c)) {',
      to: 'if (INWARD.equals(row.Direction__c)) {',
      breaks: 'what is mapped only into Salesforce is watched, and nothing else',
    },
    {
      from: "row.Canonical_Field__c + '|' + row.Direction__c",
      to: "row.Canonical_Field__c + '|'",
      breaks: 'of two rows for the two directions one is dropped',
    },
    {
      from: "row.Direction__c + '|' + row.Record_Type__c",
      to: 'row.Direction__c',
      breaks: 'a row for one record type replaces the row for all others',
    },
    {
      from: 'if (objectName.equals(row.Object__c)) {',
      to: 'if (row.Object__c != null) {',
      breaks: 'rows of leads are taken for rows of deals',
    },
    {
      from: '    wanted.add(STAGE);\n',
      to: '',
      breaks: 'a new stage is news only where some row maps it',
    },
  ]),
];
