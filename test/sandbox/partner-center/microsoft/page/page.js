/* global document, location, addEventListener, setTimeout, clearTimeout */
/** The desk: which view is shown, looking again once a second, and what clicks do. */
import { openAct } from './acts.js';
import { call, read, Unreachable } from './call.js';
import { drawConditions, drawWeather } from './conditions.js';
import { drawDeal } from './deal.js';
import { $, draw, el, icon } from './dom.js';
import { drawList } from './list.js';
import { openNewDeal } from './new-deal.js';
import { button, empty } from './pieces.js';
import { drawWebhooks } from './webhooks.js';
import { titleOf } from './words.js';

const EVERY_MS = 1_000;
const TOAST_MS = 6_000;

const VIEWS = [
  { hash: '#/deals', name: 'Deals', icon: 'M3 5h14M3 10h14M3 15h9' },
  { hash: '#/webhooks', name: 'Webhooks', icon: 'M3 10h10m-4-4 4 4-4 4M17 4v12' },
  {
    hash: '#/conditions',
    name: 'Faults and clock',
    icon: 'M10 3v8l5 3M10 17a7 7 0 1 1 0-14 7 7 0 0 1 0 14Z',
  },
];

const desk = {
  choices: undefined,
  now: undefined,
  chosen: { filter: 'All', search: '' },
  deals: [],
  shown: undefined,
  lastSeen: undefined,
  tell,
  look,
  async go(hash) {
    location.hash = hash;
    await look();
  },
};

const COMMANDS = {
  'new-deal': () => openNewDeal(desk),
  'show-all': () => {
    desk.chosen = { filter: 'All', search: '' };
    $('search').value = '';
    return look();
  },
  retry: () => look(),
  'test-event': () => order('POST', '/webhooks/test', 'A test event is on its way.'),
  resend: ({ n }) => order('POST', `/webhooks/${n}/resend`, 'Sent again.'),
  reset: () => order('DELETE', '/conditions', 'Everything is back to normal.'),
  'remove-fault': ({ n }) => order('DELETE', `/faults/${n}`, 'Removed.'),
  advance: ({ days }) =>
    order('POST', '/clock', `The clock was moved by ${days} d.`, { days: Number(days) }),
};

let timer;
let turn = 0;

start();

function start() {
  addEventListener('hashchange', () => {
    $('content').focus({ preventScroll: true });
    document.scrollingElement.scrollTop = 0;
    void look();
  });
  document.addEventListener('click', ({ target }) => press(target));
  document.addEventListener('input', ({ target }) => {
    if (target.id !== 'search') return;
    desk.chosen.search = target.value.trim();
    void look();
  });
  document.addEventListener('visibilitychange', () => void look());
  void look();
}

function press(target) {
  const pressed = target.closest('button');
  if (!pressed) return;
  const { command, referral, filter, condition, level } = pressed.dataset;
  if (filter) {
    desk.chosen.filter = filter;
    void look();
  } else if (condition)
    void order('PUT', `/conditions/${condition}`, `${pressed.dataset.label}: ${level}`, { level });
  else if (referral) openAct(command, referralOf(referral), desk);
  else if (command in COMMANDS) void COMMANDS[command](pressed.dataset);
}

const referralOf = (id) => desk.shown.referrals.find(({ referral }) => referral.id === id).referral;

/** Does something at once; a refusal is told in the same place as success. */
async function order(method, path, told, body) {
  try {
    await call(method, path, body);
    tell(told);
  } catch (error) {
    tell(error.message, 'bad');
  }
  await look();
}

function tell(sentence, tone = '') {
  const toast = $('toast');
  toast.textContent = sentence;
  toast.className = `toast shown ${tone}`;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (toast.className = 'toast'), TOAST_MS);
}

/** Reads what the view needs and draws it; of several under way only the last draws. */
async function look() {
  clearTimeout(timer);
  const mine = (turn += 1);
  try {
    const drawn = await readView();
    if (mine !== turn) return;
    draw($('trouble'));
    drawn();
    desk.lastSeen = new Date();
  } catch (error) {
    if (mine !== turn) return;
    drawTrouble(error);
  }
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(() => void look(), EVERY_MS);
}

async function readView() {
  desk.choices ??= await read('/choices');
  const { hash } = location;
  const [, view = 'deals', id] = hash.split('/');
  const [conditions, deals] = await Promise.all([read('/conditions'), read('/deals')]);
  const drawn = await (READERS[view] ?? READERS.deals)({ conditions, deals, id });
  return () => {
    desk.now = conditions.clock.iso;
    desk.deals = deals;
    drawFrame(view, conditions, deals);
    draw($('weather'), drawWeather(conditions));
    drawn();
  };
}

/** Each reads what its view needs beside the deals, and returns how to draw it. */
const READERS = {
  async deals({ conditions, deals, id }) {
    if (!id) {
      return () => show('Deals', drawList(deals, desk.chosen, conditions.clock.iso));
    }
    if (!deals.some(({ engagementId }) => engagementId === id)) {
      return () =>
        show('Not found', [
          el('h1', {}, 'There is no such deal'),
          empty(
            'It is not here',
            'The simulator may have been started anew.',
            el('a', { href: '#/deals' }, 'All deals'),
          ),
        ]);
    }
    const deal = await read(`/deals/${id}`);
    return () => {
      desk.shown = deal;
      show(titleOf(deal.deal), drawDeal(deal, conditions.clock.iso));
    };
  },
  async webhooks({ deals }) {
    const webhooks = await read('/webhooks');
    return () => show('Webhooks', drawWebhooks(webhooks, deals));
  },
  async conditions({ conditions }) {
    return () => show('Faults and clock', drawConditions(conditions));
  },
};

function show(title, content) {
  document.title = `${title} · Microsoft seller`;
  draw($('view'), ...content);
}

function drawFrame(view, { clock }, deals) {
  const { seller } = desk.choices;
  $('person').textContent = `${seller.firstName} ${seller.lastName}`;
  $('avatar').textContent = `${seller.firstName[0]}${seller.lastName[0]}`;
  $('clock').textContent =
    `${clock.iso.slice(0, 16).replace('T', ' ')} UTC${clock.mode === 'manual' ? ' · stands still' : ''}`;
  const waiting = deals.filter(({ waitsFor }) => waitsFor === 'Microsoft').length;
  draw(
    $('rail'),
    VIEWS.map(({ hash, name, icon: path }) =>
      el(
        'a',
        { href: hash, 'aria-current': hash === `#/${view}` ? 'page' : undefined },
        icon(path),
        el('span', {}, name),
        hash === '#/deals' && waiting > 0
          ? el(
              'span',
              { className: 'count', title: 'wait for Microsoft’s answer' },
              String(waiting),
            )
          : null,
      ),
    ),
  );
}

function drawTrouble(error) {
  const isGone = error instanceof Unreachable;
  const seen = desk.lastSeen
    ? ` What is shown is from ${desk.lastSeen.toLocaleTimeString('en-GB')}.`
    : '';
  draw(
    $('trouble'),
    el(
      'div',
      { className: 'trouble' },
      el('strong', {}, isGone ? 'Cannot reach the simulator. ' : 'Something went wrong. '),
      isGone ? `Is it still running?${seen}` : error.message,
      ' ',
      button('Try again', { command: 'retry' }, 'small'),
    ),
  );
  if (!desk.lastSeen)
    draw($('view'), empty('Nothing to show', 'Nothing was read from the simulator yet.'));
}
