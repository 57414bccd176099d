import type { Told } from '../deals-for-tests.ts';
import { findsOnly } from './finds-only.ts';

findsOnly('writtenAfterEnd', [
  {
    title: 'a value sent after the end',
    happens: (told) => {
      closeAsWon(told);
      told.seller({ Amount: 250 });
      told.sends({ dealValue: 250 });
      told.writes();
    },
    says: /was changed after it was Closed by bridge \(partnerCenter#3.*details/,
  },
  {
    title: 'a final status exchanged for another',
    happens: (told) => {
      closeAsWon(told);
      told.seller({ StageName: 'Closed Lost' });
      told.sends({ status: 'Closed/Lost' });
      told.writes();
    },
    says: /Closed\/Won to Closed\/Lost/,
  },
  {
    title: 'a referral opened again, by whomever',
    happens: (told) => {
      closeAsWon(told);
      told.seller({ StageName: 'Prospecting' });
      told.writes();
      told.portal({ status: 'Active/Accepted' });
    },
    says: /left Closed by partner-portal/,
  },
  {
    title: 'a write after the end that changes nothing',
    happens: (told) => {
      closeAsWon(told);
      told.sends({});
    },
    says: /was changed after it was Closed by bridge .*nothing/,
  },
  {
    title: 'a value of nobody, sent after the end',
    happens: (told) => {
      closeAsWon(told);
      told.sends({ dealValue: 999 });
      told.seller({ Amount: 999 });
      told.writes();
    },
    says: /was changed after it was Closed by bridge/,
  },
]);

function closeAsWon(told: Told): void {
  told.seller({ StageName: 'Closed Won' });
  told.sends({ status: 'Closed/Won' });
  told.writes();
}
