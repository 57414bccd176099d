import { checkApexNames } from './check-apex-names.ts';
import { objectsOf } from './salesforce-objects.ts';
import { modelOf } from './package-model.ts';
import { readMetadata } from './package-files.ts';
import { readApex } from './apex-sources.ts';
import { namedThings } from './named-things.ts';
const files = readMetadata('force-app/main/default');
const model = modelOf(files);
console.log(
  checkApexNames(readApex('force-app/main/default'), {
    model,
    objects: objectsOf(model),
    named: namedThings(files),
  }),
);
