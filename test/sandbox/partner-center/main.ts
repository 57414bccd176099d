/** Starts the simulator alone: `node test/sandbox/partner-center/main.ts --port 4102 [--unkind] [--seed 7]`. */
import { parseArgs } from 'node:util';
import { createClock } from '../kit/clock.ts';
import { startPartnerCenter } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4102' },
    seed: { type: 'string', default: '1' },
    unkind: { type: 'boolean', default: false },
    clock: { type: 'string', default: 'real' },
    'access-token': { type: 'string' },
    'organization-id': { type: 'string' },
    'organization-name': { type: 'string' },
  },
});

const clock = createClock({ mode: clockMode(values.clock) });
const sim = await startPartnerCenter({
  port: wholeNumber('port', values.port),
  seed: wholeNumber('seed', values.seed),
  unkind: values.unkind,
  clock,
  ...(values['access-token'] && { accessToken: values['access-token'] }),
  ...(values['organization-id'] && { organizationId: values['organization-id'] }),
  ...(values['organization-name'] && { organizationName: values['organization-name'] }),
});

const { url, webhooksUrl, pageUrl, certificateUrl, webhookTrust, organizationId } = sim;
const { accessToken, webhooksAccessToken } = sim;
process.stdout.write(
  `${JSON.stringify({ ready: true, url, webhooksUrl, pageUrl, certificateUrl, webhookTrust, organizationId, accessToken, webhooksAccessToken })}\n`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sim.stop().then(() => {
      clock.stop();
    });
  });
}

function clockMode(value: string): 'real' | 'manual' {
  if (value === 'real' || value === 'manual') return value;
  throw new Error(`--clock must be real or manual, not ${value}.`);
}

function wholeNumber(name: string, value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw new Error(`--${name} must be a whole number, not ${value}.`);
}
