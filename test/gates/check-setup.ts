import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { elementsOf, textOf } from './package-files.ts';
import type { MetadataFile } from './package-files.ts';
import { modelOf } from './package-model.ts';

/** What must be replaced before it goes to an org: the text, and where the set-up takes the real one from. */
const PLACEHOLDERS = ['{BRIDGE_URL}', '{CLIENT_CERTIFICATE}', '{CONTACT_EMAIL}'] as const;
/** Elements in which a secret would be written into the repository for everybody to read. */
const SECRETS = /<(consumerKey|consumerSecret|password|oauthToken|oauthRefreshToken)>/;

type Project = {
  packageDirectories: { path: string; package?: string }[];
  sourceApiVersion: string;
  replacements?: { stringToReplace: string }[];
};

/** The set-up's own project file, its placeholders, its secrets (none), and that every field of ours speaks French. */
export function checkSetup(folder: string, steps: string[], files: MetadataFile[]): string[] {
  return [...checkProject(folder, steps), ...checkCredentials(files), ...checkFrench(files)];
}

function checkProject(folder: string, steps: string[]): string[] {
  const path = join(folder, 'sfdx-project.json');
  if (!existsSync(path)) return ['sfdx-project.json: the set-up is no project of its own'];
  const project = JSON.parse(readFileSync(path, 'utf8')) as Project;
  const directories = project.packageDirectories.map((one) => one.path).sort();
  const replaced = (project.replacements ?? []).map((one) => one.stringToReplace);
  return [
    ...(directories.join() === steps.join()
      ? []
      : [`packageDirectories are ${directories.join()}, the folders ${steps.join()}`]),
    ...(project.packageDirectories.some((one) => one.package)
      ? ['an org’s own metadata is in no package']
      : []),
    ...(project.sourceApiVersion === '65.0'
      ? []
      : [`sourceApiVersion is ${project.sourceApiVersion}, everything is at 65.0`]),
    ...PLACEHOLDERS.filter((text) => !replaced.includes(text)).map(
      (text) => `nothing replaces ${text}`,
    ),
  ].map((problem) => `sfdx-project.json: ${problem}`);
}

function checkCredentials(files: MetadataFile[]): string[] {
  return files
    .filter(({ root }) => /Credential$|^ExtlClntApp/.test(root))
    .flatMap((file) => {
      const urls = elementsOf(file.content, 'namedCredentialParameters')
        .filter((one) => textOf(one, 'parameterType') === 'Url')
        .map((one) => textOf(one, 'parameterValue') ?? '');
      const secret = Object.keys(file.content).find((name) => SECRETS.test(`<${name}>`));
      return [
        ...urls
          .filter((url) => url !== '{BRIDGE_URL}')
          .map((url) => `${url} is somebody’s address, not the placeholder`),
        ...(secret ? [`<${secret}> does not belong into a repository`] : []),
      ].map((problem) => `${file.path}: ${problem}`);
    });
}

/** What a seller or an alliance manager reads. Custom metadata types are for admins, who read English. */
const TRANSLATED = /^(Opportunity|Lead|\w+__c)$/;

function checkFrench(files: MetadataFile[]): string[] {
  const { fields } = modelOf(files);
  return fields
    .filter(({ object }) => TRANSLATED.test(object))
    .flatMap((field) => {
      const folder = `objectTranslations/${field.object}-fr/`;
      const file = files.find(
        ({ path }) => path === `${folder}${field.name}.fieldTranslation-meta.xml`,
      );
      if (!file) return [`${field.object}.${field.name} has no French`];
      const values = elementsOf(file.content, 'picklistValues');
      const missing = field.values.filter(
        (value) =>
          !values.some((one) => textOf(one, 'masterLabel') === value && textOf(one, 'translation')),
      );
      return [
        ...(['label', 'help'] as const)
          .filter((element) => !textOf(file.content, element))
          .map((element) => `has no French ${element}`),
        ...missing.map((value) => `has no French for ${value}`),
      ].map((problem) => `${field.object}.${field.name} ${problem}`);
    });
}
