import { DEAL, SOLUTION } from '../deals-for-tests.ts';
import { doesNotAlarm } from './does-not-alarm.ts';

doesNotAlarm([
  {
    title: 'rounding to the scale of the other side',
    happens: (told) => {
      told.microsoft({ dealValue: 1234.567 });
      told.writes({ Amount: 1234.57 });
    },
  },
  {
    title: 'blanks, line breaks, and a time of day within one UTC date',
    happens: (told) => {
      told.microsoft({ notes: ' two\r\nlines \n', closingDate: '2026-07-01T22:30:00.1234567Z' });
      told.writes({ Co_Sell_Notes__c: 'two\nlines', CloseDate: '2026-07-01' });
    },
  },
  {
    title: 'a customer trigger that alters the value on arrival, told as refused',
    happens: (told) => {
      told.microsoft({ dealValue: 12345 });
      told.writes({ Amount: 12300, Co_Sell_Sync_Status__c: 'Needs Attention' });
      told.audits({
        Action__c: 'refused',
        Field__c: 'dealValue',
        Before__c: '12345',
        After__c: '12300',
      });
    },
  },
  {
    title: 'a person who replaces an own value before it travels',
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.seller({ Amount: 300 });
      told.sends({ dealValue: 300 });
      told.writes();
    },
  },
  {
    title: 'a person who takes an edit back before it travels',
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.seller({ Amount: 100 });
      told.writes();
    },
  },
  {
    title: 'equal edits on both sides',
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.microsoft({ dealValue: 200 });
      told.writes();
    },
  },
  {
    title: 'different fields edited on both sides',
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.microsoft({ closingDate: '2026-08-01T00:00:00Z' });
      told.sends({ dealValue: 200 });
      told.writes({ CloseDate: '2026-08-01' });
    },
  },
  {
    title: 'a 412, a fresh read, and the write that follows',
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.microsoft({ notes: 'meanwhile' });
      told.sends({ dealValue: 200 });
      told.writes({ Co_Sell_Notes__c: 'meanwhile' });
    },
  },
  {
    title: 'an edit made between the bridge reading and writing',
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.seller({ Amount: 300 });
      told.sends({ dealValue: 200 });
      told.record('bridge', DEAL, {
        Co_Sell_Sync_Message__c: 'sent',
        Co_Sell_Last_Synced__c: 'now',
      });
      told.sends({ dealValue: 300 });
      told.writes();
    },
  },
  {
    title: 'there and back again, by people',
    happens: (told) => {
      for (const amount of [200, 100, 200]) {
        told.seller({ Amount: amount });
        told.sends({ dealValue: amount });
        told.writes();
      }
      told.microsoft({ dealValue: 100 });
      told.writes({ Amount: 100 });
    },
  },
  {
    title: 'solutions that combine as a set, in another order',
    happens: (told) => {
      told.sellerSolution('SOL-2');
      told.microsoft({
        solutions: [{ id: 'SOL-3', quantity: null, price: null, currency: '' }, SOLUTION],
      });
      told.sends({
        solutions: [
          { id: 'SOL-3', quantity: null, price: null, currency: '' },
          SOLUTION,
          { ...SOLUTION, id: 'SOL-2' },
        ],
      });
      told.solution('bridge', DEAL, 'SOL-3', {
        Quantity__c: null,
        Price__c: null,
        Currency_Code__c: null,
      });
      told.writes();
      told.sellerRemovesSolution('SOL-1');
      told.sends({
        solutions: [
          { ...SOLUTION, id: 'SOL-2' },
          { id: 'SOL-3', quantity: null, price: null, currency: null },
        ],
      });
      told.writes();
    },
  },
  {
    title: 'an automation set off by the write of the bridge',
    happens: (told) => {
      told.microsoft({ dealValue: 200 });
      told.writes({ Amount: 200 });
      told.record('automation:move-close-date', DEAL, { CloseDate: '2026-06-30' });
      told.sends({ closingDate: '2026-06-30T00:00:00Z' });
      told.record('bridge', DEAL, {
        Referral_Status_Reason__c: null,
        Co_Sell_Last_Synced__c: 'now',
      });
    },
  },
  {
    title: 'values and bookkeeping written by one change of the record',
    happens: (told) => {
      told.microsoft({ dealValue: 200 });
      told.record('bridge', DEAL, { Amount: 200 });
      told.atOnce(() => {
        told.record('bridge', DEAL, { Co_Sell_Last_Synced__c: '2026-05-01T09:00:00.000+0000' });
      });
    },
  },
]);
