/** The org's own pages, their server side: users who sign in, and what is asked on their behalf. */
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Executed } from '../apex/org/executed-apex.ts';
import type { Org } from '../store/org.ts';
import { readListViews } from './lists/list-view.ts';
import { pageRoutes, type Stage } from './page/page-routes.ts';
import { lightningRoutes } from './routes.ts';
import {
  createLightningUsers,
  DEFAULT_USERS,
  type LightningUser,
  type LightningUsers,
} from './users.ts';

export type LightningOptions = {
  /** Who may sign in; default: a seller, an alliance manager, an administrator, and a seller without co-sell. */
  users?: readonly LightningUser[];
  /** Permission sets and named credentials beside the package; default `config/org-setup/callout`. */
  setupDir?: string;
  /** The Lightning page of an Opportunity; default `config/org-setup/example-page`. */
  examplePage?: string;
  /** Where both sides are played; there is a link to it as soon as it is known. */
  sandboxUrl?: () => string | undefined;
};

const setUpFolder = (name: string): string =>
  fileURLToPath(new URL(`../../../../config/org-setup/${name}`, import.meta.url));
const SETUP = setUpFolder('callout');
const EXAMPLE_PAGE = setUpFolder('example-page');

/** @throws Error naming set-up that is not understood */
export const lightningUsers = (
  org: Org,
  metadataDir: string,
  { users = DEFAULT_USERS, setupDir = SETUP }: LightningOptions,
): LightningUsers => createLightningUsers({ org, users, metadataDir, setupDir });

/** Writes the users' rows. @throws Error naming a list view that is not understood */
export function serveLightning(
  app: FastifyInstance,
  parts: { org: Org; apex: Executed; users: LightningUsers; metadataDir: string },
  { examplePage = EXAMPLE_PAGE, sandboxUrl = () => undefined }: LightningOptions,
): void {
  const { org, apex, users, metadataDir } = parts;
  users.addRows();
  lightningRoutes(app, { org, apex, users, lists: readListViews(org, metadataDir) });
  pageRoutes(app, {
    packageFolder: metadataDir,
    examplePage,
    sandboxUrl,
    schema: org.schema,
    stages: () => stagesOf(org),
  });
}

const stagesOf = ({ tables }: Org): Stage[] =>
  tables
    .all('OpportunityStage')
    .filter((row) => row['IsActive'] === true)
    .sort((a, b) => Number(a['SortOrder']) - Number(b['SortOrder']))
    .map((row) => ({
      name: String(row['ApiName']),
      isClosed: row['IsClosed'] === true,
      isWon: row['IsWon'] === true,
    }));
