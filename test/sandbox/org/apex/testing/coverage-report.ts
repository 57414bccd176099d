import type { Program } from '../compile/program.ts';
import type { UnitCoverage } from '../run/coverage.ts';

export type CoverageRow = {
  name: string;
  percent: number;
  coveredLines: number;
  totalLines: number;
  uncovered: number[];
};

/** Classes and triggers with at least one statement; tests are not counted. */
export function coverageRows(program: Program): CoverageRow[] {
  const units = [
    ...[...program.classes.values()].flatMap(({ coverage }) => coverage ?? []),
    ...program.triggers.map(({ coverage }) => coverage),
  ];
  return units
    .map(rowOf)
    .filter(({ totalLines }) => totalLines > 0)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

const rowOf = ({ name, percent, covered, uncovered }: UnitCoverage): CoverageRow => ({
  name,
  percent,
  coveredLines: covered.length,
  totalLines: covered.length + uncovered.length,
  uncovered,
});

/** Of all lines together, as the platform counts it for a deployment. */
export function orgWideCoverage(rows: readonly CoverageRow[]): number {
  const total = rows.reduce((sum, row) => sum + row.totalLines, 0);
  const covered = rows.reduce((sum, row) => sum + row.coveredLines, 0);
  return total === 0 ? 100 : Math.floor((100 * covered) / total);
}
