import { HELP_VALUES, REASONS } from 'c/coSellDeal';
import {
  actionLabels,
  canonicalLabels,
  checkButtons,
  checkLabels,
  helpLabels,
  labels,
  reasonLabels,
  whoLabels,
} from 'c/coSellLabels';

it('every name has a text', () => {
  const maps = { labels, actionLabels, canonicalLabels, checkButtons, checkLabels, whoLabels };
  const texts = Object.values(maps).flatMap((map) => Object.values(map));
  expect(texts.length).toBeGreaterThan(200);
  expect(texts.filter((text) => !text || text.startsWith('c.'))).toEqual([]);
});

it.each(HELP_VALUES)('the help "%s" has a label', (value) => {
  expect(helpLabels[value]).toBe(value);
});

it.each(REASONS)('the reason "%s" has a label', (value) => {
  expect(reasonLabels[value]).toBe(value);
});
