import { collectDefaultMetrics } from 'prom-client';
import type { Measures, Observe } from '../sync/metrics-port.ts';
import { setGauges } from './gauges.ts';
import { createObserve } from './observe.ts';
import { createRegistry } from './registry.ts';

export type BridgeMetrics = {
  /** For whoever has something to tell. */
  observe: Observe;
  /** Where the state comes from whenever somebody scrapes. */
  readFrom(measure: () => Promise<Measures>): void;
  render(): Promise<{ contentType: string; text: string }>;
};

export type MetricsOptions = {
  version: string;
  /** False leaves out Node's own (`process_…`, `nodejs_…`), which hold timers. */
  ofProcess?: boolean;
  now?: () => number;
};

/** Metrics in Prometheus' text format. Labels come from fixed lists: no ids, names or values of records. */
export function createMetrics(options: MetricsOptions): BridgeMetrics {
  const metrics = createRegistry();
  const { registry } = metrics;
  const { version, now = Date.now } = options;
  let measure: (() => Promise<Measures>) | undefined;

  metrics.set('cosell_build_info', { version, node: process.versions.node }, 1);
  if (options.ofProcess ?? true) collectDefaultMetrics({ register: registry });

  return {
    observe: createObserve(metrics),
    readFrom: (source) => void (measure = source),
    async render() {
      const measures = await measure?.().catch(() => undefined);
      setGauges(metrics, measures, now());
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
