/** What an administrator is told about settings that do not work. */
import { describe, expect, it } from 'vitest';
import { settingsProblems } from '../../../service/src/domain/settings-problems.ts';
import type { Settings } from '../../../service/src/domain/org.ts';
import { orgProfile } from './org.ts';

const END = 'a deal from Microsoft whose colleague is not found belongs to the user of the bridge';
const problems = (settings: Partial<Settings>, hasDefaultOwner = false) =>
  settingsProblems({ ...orgProfile(settings), hasDefaultOwner });

describe('settings', () => {
  it('of the package are fine', () => {
    expect(settingsProblems(orgProfile())).toEqual([]);
  });

  it('that name no way to find a customer are told, with the ways there are and the one that counts', () => {
    expect(settingsProblems(orgProfile({ accountMatch: 'Postal Code' }))).toEqual([
      'Account Match "Postal Code" is no way to find a customer: choose Name and Postal Code, Name, Name and Country, Never. Until then "Name and Postal Code" counts',
    ]);
  });

  it('about deals of Microsoft say nothing where none are received', () => {
    const wrong = { accountMatch: 'Postal Code' };
    expect(settingsProblems(orgProfile({ ...wrong, receive: false }))).toEqual([]);
    expect(settingsProblems(orgProfile({ ...wrong, active: false }))).toEqual([]);
  });

  it('says that nobody is named to own what Microsoft sends', () => {
    expect(problems({ defaultOwner: null })).toEqual([`Default Owner is not set: ${END}`]);
  });

  it('says that who is named is not there', () => {
    expect(problems({ defaultOwner: 'pat@example.com' })).toEqual([
      `Default Owner "pat@example.com" is no active user: ${END}`,
    ]);
  });

  it('says nothing where an owner is there, or none is needed', () => {
    expect(problems({}, true)).toEqual([]);
    expect(problems({ active: false })).toEqual([]);
    expect(problems({ receive: false })).toEqual([]);
    expect(problems({ active: false, receive: false })).toEqual([]);
  });
});
