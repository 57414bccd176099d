import { describe, expect, it } from 'vitest';
import { normaliseRecordId } from '../../../service/src/http/record-id.ts';

describe('a record id', () => {
  // Published pairs of both forms of one id.
  it.each([
    ['001A0000006Vm9r', '001A0000006Vm9rIAC'],
    ['500A0000006Vm9r', '500A0000006Vm9rIAC'],
    ['006000000000000', '006000000000000AAA'],
    ['0065g00000AbCdE', '0065g00000AbCdEAAV'],
    ['abcdeFGHIJklmno', 'abcdeFGHIJklmnoA5A'],
  ])('%s is completed to %s', (short, long) => {
    expect(normaliseRecordId(short)).toBe(long);
    expect(normaliseRecordId(long)).toBe(long);
  });

  it.each([
    ['a wrong checksum', '0065g00000AbCdEAAA'],
    ['a letter whose case was lost', '0065g00000abCdEAAV'],
    ['16 characters', '0065g00000AbCdEA'],
    ['19 characters', '0065g00000AbCdEAAVA'],
    ['a quote', "0065g00000AbC'E"],
    ['a slash', '0065g00000AbC/E'],
    ['a line break after it', '0065g00000AbCdE\n'],
    ['nothing', ''],
  ])('with %s is none', (_what, id) => {
    expect(normaliseRecordId(id)).toBeUndefined();
  });
});
