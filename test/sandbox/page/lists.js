/** The two lists at the top. */
import { $, listRow, money, refill, toneOf } from './elements.js';

const SYNC_TONES = { Synced: 'good', Conflict: 'warn', 'Needs Attention': 'warn', Failed: 'bad' };

export function drawLists({ deals, referrals }, chosen) {
  refill(
    $('deals'),
    deals.map((deal) => dealRow(deal, chosen)),
  );
  refill(
    $('engagements'),
    referrals.map((engagement) => engagementRow(engagement, chosen)),
  );
}

function dealRow({ id, fields }, chosen) {
  const status =
    fields.Co_Sell_Change_Token__c && fields.Sync_with_Partner_Center__c
      ? 'Waiting'
      : fields.Co_Sell_Sync_Status__c;
  return listRow({
    key: id,
    isChosen: id === chosen.dealId,
    name: fields.Name,
    note: money(fields.Amount),
    chip: status ?? 'Not shared',
    tone: SYNC_TONES[status],
  });
}

function engagementRow({ engagementId, name, own, microsoft, recordId }, chosen) {
  const half = own ?? microsoft;
  return listRow({
    key: engagementId,
    isChosen: engagementId === chosen.engagementId,
    name: recordId ? name : `${name} (not in Salesforce yet)`,
    note: money(half.dealValue),
    chip:
      half.substatus === 'Pending'
        ? 'Waits for you'
        : microsoft
          ? `Microsoft: ${microsoft.substatus}`
          : half.substatus,
    tone: toneOf(half.substatus === 'Pending' ? 'Pending' : (microsoft ?? half).substatus),
  });
}
