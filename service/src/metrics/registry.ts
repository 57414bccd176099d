/** The metrics of one bridge, made from their definitions; nothing global, so that tests may run many side by side. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DEFINITIONS, type Definition, type MetricName } from './definitions.ts';

export type Labels = Readonly<Record<string, string>>;

export type Metrics = {
  registry: Registry;
  count(name: MetricName, labels?: Labels, by?: number): void;
  set(name: MetricName, labels: Labels, value: number): void;
  time(name: MetricName, labels: Labels, ms: number): void;
  /** Forgets every series of a gauge: what is not set again is not known any more. */
  clear(name: MetricName): void;
};

export function createRegistry(): Metrics {
  const registry = new Registry();
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  for (const [name, definition] of Object.entries<Definition>(DEFINITIONS)) {
    const { kind, help, labels = [], buckets = [] } = definition;
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    if (kind === 'counter') counters.set(name, new Counter(common));
    else if (kind === 'gauge') gauges.set(name, new Gauge(common));
    else histograms.set(name, new Histogram({ ...common, buckets: [...buckets] }));
  }
  return {
    registry,
    count: (name, labels = {}, by = 1) => counters.get(name)?.inc({ ...labels }, by),
    set: (name, labels, value) => gauges.get(name)?.set({ ...labels }, value),
    time: (name, labels, ms) => histograms.get(name)?.observe({ ...labels }, ms / 1000),
    clear(name) {
      const gauge = gauges.get(name);
      gauge?.reset();
      // A gauge without labels is reset to 0, which would be a value.
      if (!('labels' in DEFINITIONS[name])) gauge?.remove();
    },
  };
}
