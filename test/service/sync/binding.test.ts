/** The bridge belongs to one org: whoever answers at its address is asked once, and another org is refused. */
import { describe, expect, it } from 'vitest';
import { HostFault } from '../../../service/src/errors.ts';
import { createBinding } from '../../../service/src/sync/binding.ts';
import type { BridgeDeps } from '../../../service/src/sync/deps.ts';
import type { Outside } from '../../../service/src/sync/outside.ts';

function setUp() {
  const lines: object[] = [];
  const say = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, ...fields });
  const org = { id: '00DOURS', fault: undefined as Error | undefined, asked: 0 };
  const profile = async () => {
    org.asked += 1;
    if (org.fault) throw org.fault;
    return { orgId: org.id };
  };
  const deps = {
    config: { orgId: '00DOURS', tenantId: 'tenant' },
    store: { bind: async () => ({ kind: 'ok' }) },
    log: { warn: say('warn'), error: say('error') },
  };
  const outside = { salesforce: { profile } };
  const binding = createBinding(deps as never as BridgeDeps, outside as never as Outside);
  return { binding, lines, org };
}

describe('an org that is ours', () => {
  it('is asked once, however many ask', async () => {
    const { binding, org, lines } = setUp();
    expect(await Promise.all([binding.isBound(), binding.isBound()])).toEqual([true, true]);
    expect(await binding.isBound()).toBe(true);
    expect(org.asked).toBe(1);
    expect(lines).toEqual([]);
  });

  it('is refused once it is another one', async () => {
    const { binding, lines } = setUp();
    await binding.isBound();
    binding.refuse('00DOTHER');
    expect(await binding.isBound()).toBe(false);
    expect(binding.refused()).toContain('00DOTHER');
    expect(lines).toEqual([{ level: 'error', code: 'other-org', message: binding.refused() }]);
  });
});

describe('an org that the sign-in finds to be another one', () => {
  it('is refused in the words of the sign-in', async () => {
    const { binding, org, lines } = setUp();
    const detail = 'These keys belong to another org.';
    org.fault = new HostFault('salesforce', 'salesforce-other-org', { detail });
    expect(await binding.isBound()).toBe(false);
    expect(binding.refused()).toBe(detail);
    expect(lines).toEqual([{ level: 'error', code: 'other-org', message: detail }]);
  });
});

describe('an org that cannot be asked', () => {
  it('is not ours yet, with the cause in the log', async () => {
    const { binding, org, lines } = setUp();
    const err = (org.fault = new HostFault('salesforce', 'salesforce-unavailable'));
    expect(await binding.isBound()).toBe(false);
    expect(lines).toEqual([expect.objectContaining({ level: 'warn', err })]);
    expect(binding.refused()).toBeNull();
    org.fault = undefined;
    expect(await binding.isBound()).toBe(true);
  });

  it('because its gate is closed is not told again', async () => {
    const { binding, org, lines } = setUp();
    org.fault = new HostFault('salesforce', 'gate-closed');
    expect(await binding.isBound()).toBe(false);
    expect(lines).toEqual([]);
  });
});
