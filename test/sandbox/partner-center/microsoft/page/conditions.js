/** How the simulator behaves: every kind of trouble, on or off. */
import { el } from './dom.js';
import { button, card, chip } from './pieces.js';

export function drawConditions({ conditions, others, clock }) {
  const groups = Map.groupBy(conditions, ({ group }) => group);
  const isTroubled = isAnyOn({ conditions, others });
  return [
    el(
      'div',
      { className: 'title-row' },
      el('h1', {}, 'Faults and clock'),
      el(
        'button',
        { type: 'button', disabled: !isTroubled, data: { command: 'reset' } },
        'Back to normal',
      ),
    ),
    others.length > 0 ? drawOthers(others) : null,
    ...[...groups].map(([group, members], index) =>
      card(group, { id: `group-${index}`, className: 'conditions' }, members.map(drawCondition)),
    ),
    card('Clock', { id: 'clock-card' }, drawClock(clock)),
  ];
}

const drawCondition = ({ name, label, explains, levels, level, isNormal }) =>
  el(
    'div',
    { className: `condition ${isNormal ? '' : 'on'}`.trim(), data: { key: name } },
    el('div', {}, el('h3', {}, label), el('p', { className: 'quiet' }, explains)),
    el(
      'div',
      { className: 'tabs', role: 'group', 'aria-label': label },
      levels.map((one) =>
        el(
          'button',
          {
            type: 'button',
            'aria-pressed': String(one === level),
            data: { key: one, condition: name, label, level: one },
          },
          one,
        ),
      ),
      levels.includes(level) ? null : chip(level, 'warn'),
    ),
  );

const drawOthers = (others) =>
  card(
    'Set elsewhere',
    { id: 'others', className: 'conditions' },
    others.map(({ n, rule, hits, isSpent }) =>
      el(
        'div',
        { className: `condition ${isSpent ? '' : 'on'}`.trim(), data: { key: String(n) } },
        el(
          'div',
          {},
          el('h3', {}, rule.name ?? rule.do),
          el(
            'p',
            { className: 'quiet' },
            `${isSpent ? 'Used up' : 'Active'}; calls hit so far: ${hits}. `,
            el('code', {}, JSON.stringify(rule)),
          ),
        ),
        el(
          'button',
          {
            type: 'button',
            className: 'small',
            'aria-label': `Remove: ${rule.name ?? rule.do}`,
            data: { command: 'remove-fault', n: String(n) },
          },
          'Remove',
        ),
      ),
    ),
  );

function drawClock({ mode }) {
  if (mode === 'real') {
    return el(
      'p',
      { className: 'quiet' },
      'The clock runs with this machine’s, so it cannot be moved: the programs beside the simulator would not come along. Deals expire 14 days after they were sent, or at once with “Expire now”.',
    );
  }
  return el(
    'div',
    {},
    el(
      'p',
      { className: 'quiet' },
      'The clock stands still until it is moved. Deals that nobody answered expire on the way, and webhooks that failed are tried again.',
    ),
    el(
      'div',
      { className: 'commands', role: 'group', 'aria-label': 'Move the clock' },
      [1, 7, 14].map((days) =>
        button(`+ ${days} ${days === 1 ? 'day' : 'days'}`, {
          command: 'advance',
          days: String(days),
        }),
      ),
    ),
  );
}

const isAnyOn = ({ conditions, others }) =>
  others.length > 0 || conditions.some(({ isNormal }) => !isNormal);

/** The line above every view that says what is not normal now. */
export function drawWeather(seen) {
  const on = seen.conditions
    .filter(({ isNormal }) => !isNormal)
    .map(({ label, level }) => `${label}: ${level}`);
  const others = seen.others
    .filter(({ isSpent }) => !isSpent)
    .map(({ rule }) => `${rule.name ?? rule.do} (set elsewhere)`);
  const all = [...on, ...others];
  if (all.length === 0) return null;
  return el(
    'p',
    { className: 'weather' },
    el('strong', {}, 'Not normal now: '),
    `${all.join(', ')}. `,
    el('a', { href: '#/conditions' }, 'Change'),
  );
}
