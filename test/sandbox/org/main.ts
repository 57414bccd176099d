/** Starts the org alone: `node test/sandbox/org/main.ts [--port N] [--unkind]`. One JSON line says when it is ready. */
import { parseArgs } from 'node:util';
import { createClock } from '../kit/clock.ts';
import { startOrg } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    unkind: { type: 'boolean', default: false },
    token: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

const clock = createClock({ mode: 'real' });
const org = await startOrg({
  port: Number(values.port),
  clock,
  seed: Number(values.seed),
  unkind: values.unkind,
  ...(values.token ? { accessToken: values.token } : {}),
});
process.stdout.write(
  `${JSON.stringify({ ready: true, url: org.url, orgId: org.orgId, accessToken: org.accessToken })}\n`,
);

const stop = async () => {
  await org.stop();
  clock.stop();
};
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
