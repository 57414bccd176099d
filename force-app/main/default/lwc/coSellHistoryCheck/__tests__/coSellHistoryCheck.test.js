import checkHistory from '@salesforce/apex/CoSellOperationsController.checkHistory';
import CoSellHistoryCheck from 'c/coSellHistoryCheck';
import { takeVisited } from 'test/navigation';
import { apexError, find, findAll, settle, show, textOf } from 'test/page';

const PAGE = { pairs: 2, entries: 5, isOrgChecked: true, findings: [], next: null };
const FINDING = {
  ...{ pairId: 'p1', recordId: '006000000000001AAA', entryKey: 'p1:1:abc', where: 'org' },
  ...{ kind: 'changed', fields: ['after'], message: 'An entry in Salesforce is not as it was.' },
};

let check;
beforeEach(() => {
  check = show('c-co-sell-history-check', CoSellHistoryCheck);
});

async function press() {
  find(check, '[data-id="check"]').click();
  await settle();
}
const said = () => find(check, '[data-id="said"]').textContent;

it('asks nobody until it is pressed', async () => {
  expect(checkHistory).not.toHaveBeenCalled();
  await expect(check).toBeAccessible();
});

it('goes on page by page, and says that all is as it was written', async () => {
  checkHistory.mockResolvedValueOnce({ ...PAGE, next: 'p2' }).mockResolvedValueOnce(PAGE);
  await press();
  expect(checkHistory.mock.calls).toEqual([[{ after: null }], [{ after: 'p2' }]]);
  expect(said()).toBe('Nothing was changed: 10 entries of 4 deals are as they were written.');
  expect(find(check, '[data-id="org-away"]')).toBeNull();
});

it('lists what is not as it was written, and opens its record', async () => {
  const another = { ...FINDING, recordId: null, entryKey: null };
  checkHistory.mockResolvedValueOnce({ ...PAGE, findings: [FINDING, another] });
  await press();
  expect(said()).toContain('Not as they were written: 2.');
  expect(findAll(check, 'li').map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('An entry in Salesforce is not as it was.'),
    expect.stringContaining('Entry p1'),
  ]);
  await expect(check).toBeAccessible();
  const open = findAll(check, 'li lightning-button');
  expect(open).toHaveLength(1);
  open[0].click();
  expect(takeVisited()).toMatchObject([{ attributes: { recordId: FINDING.recordId } }]);
});

it('says when Salesforce could not be compared', async () => {
  checkHistory.mockResolvedValueOnce({ ...PAGE, isOrgChecked: false });
  await press();
  expect(find(check, '[data-id="org-away"]').textContent).toContain('could not be compared');
});

it('says why it could not be checked, and can be asked again', async () => {
  checkHistory.mockRejectedValueOnce(apexError('bridge-unreachable', 'No answer.'));
  await press();
  expect(textOf(check)).toContain('No answer.');
  expect(find(check, '[data-id="check"]').disabled).toBe(false);
});
