import { ENGAGEMENT, inboundDeal, sharedDeal } from '../deals-for-tests.ts';
import { doesNotAlarm } from './does-not-alarm.ts';

const HELD_FOR_EVER = '4000-12-31T00:00:00.000+0000';
const SECOND = '0cecbaa3-4de0-4d7c-a221-000000000002';

doesNotAlarm([
  {
    title: 'moves among active stages',
    happens: (told) => {
      for (const stage of ['Needs Analysis', 'Qualification', 'Negotiation/Review']) {
        told.seller({ StageName: stage });
        told.writes();
      }
    },
  },
  {
    title: 'a deal closed as won, sent after the undo window',
    happens: (told) => {
      told.seller({
        StageName: 'Closed Won',
        Co_Sell_Close_Sends_At__c: '2026-05-01T08:10:00.000+0000',
      });
      told.writes();
      told.wait(11);
      told.sends({ status: 'Closed/Won' });
      told.writes({ Referral_Substatus__c: 'Won', Co_Sell_Close_Sends_At__c: null });
    },
  },
  {
    title: 'an undo within the window, and a close on hold for ever',
    happens: (told) => {
      told.seller({
        StageName: 'Closed Lost',
        Co_Sell_Close_Sends_At__c: '2026-05-01T08:10:00.000+0000',
      });
      told.writes();
      told.seller({ StageName: 'Prospecting', Co_Sell_Close_Sends_At__c: null });
      told.writes();
      told.seller({ StageName: 'Closed Won', Co_Sell_Close_Sends_At__c: HELD_FOR_EVER });
      told.writes();
      told.wait(10_000);
    },
  },
  {
    title: 'both sides closed differently, told on the record',
    happens: (told) => {
      told.seller({ StageName: 'Closed Won' });
      told.portal({ status: 'Closed/Lost' });
      told.writes({ Co_Sell_Sync_Status__c: 'Needs Attention' });
    },
  },
  {
    title: 'edits after the end',
    happens: (told) => {
      told.portal({ status: 'Closed/Won' });
      told.writes({ StageName: 'Closed Won' });
      told.seller({ Amount: 200, Co_Sell_Notes__c: 'a party' });
      told.writes();
    },
  },
  {
    title: 'an edit that the end overtook, named in the audit trail',
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.portal({ status: 'Closed/Won' });
      told.audits({
        Action__c: 'held',
        Field__c: 'dealValue',
        Before__c: '100',
        After__c: '200',
        Reason__c: 'closed-is-final',
      });
      told.writes({ StageName: 'Closed Won' });
    },
  },
  {
    title:
      'closed as lost on hold, accepted in the portal within the undo window, then told as lost',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({
        StageName: 'Closed Lost',
        Co_Sell_Close_Sends_At__c: '2026-05-01T08:10:00.000+0000',
      });
      told.writes();
      told.portal({ status: 'Active/Accepted' });
      told.writes({ Referral_Substatus__c: 'Accepted' });
      told.wait(11);
      told.sends({ status: 'Closed/Lost' });
      told.writes({ Referral_Substatus__c: 'Lost', Co_Sell_Close_Sends_At__c: null });
    },
  },
  {
    title: 'closed as lost on hold, accepted in the portal, and held back on the card',
    begin: inboundDeal,
    happens: (told) => {
      told.portal({ status: 'Active/Accepted' });
      told.seller({ StageName: 'Closed Lost', Co_Sell_Close_Sends_At__c: HELD_FOR_EVER });
      told.writes({ Referral_Substatus__c: 'Accepted' });
    },
  },
  {
    title: 'Accept on the card, with edits made while on hold',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.audits({
        Action__c: 'held',
        Field__c: 'dealValue',
        Before__c: '100',
        After__c: '200',
        Reason__c: 'on-hold',
      });
      told.writes();
      told.seller({ Referral_Response__c: 'Accept' });
      told.sends({ status: 'Active/Accepted' });
      told.sends({ dealValue: 200 });
      told.writes({ StageName: 'Proposal/Price Quote', Referral_Response__c: null });
    },
  },
  {
    title: 'an inbound deal still on hold with edits on both sides',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.microsoft({ closingDate: '2026-09-01T00:00:00Z' });
      told.writes({ CloseDate: '2026-09-01' });
    },
  },
  {
    title: 'the same field edited on both sides while nobody has answered',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.portal({ dealValue: 300 });
      told.writes();
    },
  },
  {
    title: 'Decline on the card',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ Referral_Response__c: 'Decline' });
      told.sends({ status: 'Closed/Declined' });
      told.writes({ StageName: 'Closed Lost', Referral_Response__c: null });
    },
  },
  {
    title: 'Decline on the card of a deal whose stage was moved on a moment ago',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ StageName: 'Proposal/Price Quote' });
      told.seller({ Referral_Response__c: 'Decline' });
      told.sends({ status: 'Closed/Declined' });
      told.writes({ StageName: 'Closed Lost', Referral_Response__c: null });
    },
  },
  {
    title: 'an answer withdrawn, and one that came too late',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ Referral_Response__c: 'Decline' });
      told.seller({ Referral_Response__c: 'Accept' });
      told.expiry();
      told.audits({
        Action__c: 'refused',
        Field__c: 'status',
        Before__c: 'expired',
        After__c: 'accepted',
      });
      told.writes({ StageName: 'Closed Lost', Referral_Response__c: null });
    },
  },
  {
    title: 'an acceptance by stage, straight to won',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ StageName: 'Closed Won' });
      told.wait(11);
      told.sends({ status: 'Active/Accepted' });
      told.sends({ status: 'Closed/Won' });
      told.writes({ Referral_Substatus__c: 'Won' });
    },
  },
  {
    title: 'lost on both sides and opened again here before the bridge could look',
    happens: (told) => {
      told.portal({ status: 'Closed/Lost' });
      told.seller({ StageName: 'Closed Lost' });
      told.seller({ StageName: 'Negotiation/Review' });
      told.writes({ StageName: 'Closed Lost', Referral_Substatus__c: 'Lost' });
    },
  },
  {
    title: 'a win on hold, taken back in the moment in which it was sent',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ StageName: 'Closed Won' });
      told.wait(11);
      told.sends({ status: 'Active/Accepted' });
      told.atOnce(() => {
        told.seller({ StageName: 'Negotiation/Review' });
        told.sends({ status: 'Closed/Won' });
      });
      told.writes({ Referral_Substatus__c: 'Won', Co_Sell_Sync_Status__c: 'Needs Attention' });
    },
  },
  {
    title: 'an acceptance in the portal',
    begin: inboundDeal,
    happens: (told) => {
      told.portal({ status: 'Active/Accepted', dealValue: 120 });
      told.writes({ StageName: 'Proposal/Price Quote', Amount: 120 });
    },
  },
  {
    title: 'an accepted deal put back to the on-hold stage',
    begin: inboundDeal,
    happens: (told) => {
      told.portal({ status: 'Active/Accepted' });
      told.writes({ StageName: 'Proposal/Price Quote' });
      told.seller({ StageName: 'Qualification' });
      told.writes();
    },
  },
  {
    title: 'an expiry by the system',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.writes();
      told.expiry();
      told.writes({ StageName: 'Closed Lost' });
    },
  },
  {
    title: 'help asked for, which makes the deal visible',
    happens: (told) => {
      told.seller({ How_can_Microsoft_help__c: 'General or other' });
      told.sends({ visible: true });
      told.referral('bridge', SECOND, {
        organizationId: 'msft',
        engagementId: ENGAGEMENT,
        status: 'New/Pending',
      });
      told.writes({ Referral_Visibility__c: 'Visible to Microsoft' });
    },
  },
  {
    title: 'an acceptance in the portal of a deal that is closed as won here',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ StageName: 'Closed Won' });
      told.portal({ status: 'Active/Accepted' });
      told.sends({ status: 'Closed/Won' });
      told.writes();
    },
  },
  {
    title: 'visibility taken back before it travelled, while the portal granted it',
    happens: (told) => {
      told.portal({ visible: true });
      told.seller({ Referral_Visibility__c: 'Visible to Microsoft' });
      told.seller({ Referral_Visibility__c: 'Private' });
      told.writes({ Referral_Visibility__c: 'Visible to Microsoft' });
    },
  },
  {
    title: 'an answer withdrawn before anything was sent',
    begin: inboundDeal,
    happens: (told) => {
      told.seller({ Referral_Response__c: 'Decline' });
      told.seller({ Referral_Response__c: null });
      told.writes();
    },
  },
  {
    title: 'a deal of ours in the stage that inbound deals wait in',
    begin: () => sharedDeal({ StageName: 'Qualification' }),
    happens: (told) => {
      told.seller({ Amount: 200 });
      told.sends({ dealValue: 200 });
      told.writes();
    },
  },
]);
