/* global document */
/** Below: how the bridge is, how hard its world is, and who wrote what. */
import { $, chip, el, facts, refill, timeOf } from './elements.js';

export function drawBridge({ bridge, weather }) {
  const { health } = bridge;
  const state = bridge.ready ? 'Running' : bridge.running ? 'Starting …' : 'Not running';
  const tone = bridge.ready ? 'good' : bridge.running ? 'warn' : 'bad';
  chip('bridge-state', state, tone);
  chip('bridge-light', `Bridge: ${state.toLowerCase()}`, tone);
  const isRough = weather.unkind || weather.orgDown || weather.partnerCenterDown;
  const down = [
    weather.orgDown && 'Salesforce down',
    weather.partnerCenterDown && 'Partner Center down',
    weather.unkind && 'unkind',
  ].filter(Boolean);
  chip('weather-light', `World: ${isRough ? down.join(', ') : 'kind'}`, isRough ? 'warn' : 'good');
  for (const box of document.querySelectorAll('[data-weather]')) {
    if (!box.disabled) box.checked = weather[box.dataset.weather];
  }
  document.querySelector('[data-bridge=kill]').disabled = !bridge.running;
  document.querySelector('[data-bridge=start]').disabled = bridge.running;
  refill($('health'), facts(bridgeFacts(bridge, health)));
}

function bridgeFacts(bridge, health) {
  if (!bridge.running) return [['Why', bridge.ended]];
  if (!health) return [['Health', bridge.ready ? 'it does not answer' : 'it is starting']];
  const sides = { salesforce: 'Salesforce', partnerCenter: 'Partner Center' };
  const closed = health.gates.filter(({ state }) => state !== 'open');
  return [
    ['Health', health.ok ? 'all is well' : 'something needs a look, see below'],
    ['Running since', `${timeOf(bridge.startedAt)} (process ${bridge.pid})`],
    [
      'Deals',
      `${health.pairs.open} open, ${health.pairs.due} due now, ${health.pairs.failed} failed`,
    ],
    [
      'Cannot reach',
      closed
        .map(
          ({ side, until }) =>
            `${sides[side] ?? side}${until ? `, tries again at ${timeOf(until)}` : ''}`,
        )
        .join('\n'),
    ],
    ['Refused', health.org.refused],
  ];
}

export function drawTimeline({ timeline }) {
  refill($('writes'), timeline.map(timelineRow));
}

function timelineRow({ at, side, who, what, changes }) {
  return el(
    'li',
    { className: side === 'Salesforce' ? '' : 'partner-center' },
    el('span', { className: 'where' }, side),
    el('time', { dateTime: at }, timeOf(at)),
    ' ',
    el('strong', {}, who),
    ` ${what}`,
    ...changes.map(({ name, before, after }) =>
      el('span', { className: 'change' }, el('b', {}, name), `: ${before} → ${after}`),
    ),
  );
}
