import { expect, it } from 'vitest';
import { OBJECTS } from '../conformance/objects.ts';
import { createInterpreter } from '../interpreter.ts';
import { platformWithoutOrg } from '../platform/no-org.ts';
import type { TriggerContext } from '../run/trigger-context.ts';
import { listOf } from '../types/core.ts';
import { nativeCatalogue } from '../types/native-catalogue.ts';
import { ApexList } from '../values/collections.ts';
import { SObjectValue } from '../values/sobject.ts';

const TRIGGER = `trigger AccountTrigger on Account (before insert, after update) {
  for (Account each : Trigger.new) {
    each.Name = each.Name + '!';
  }
  System.debug(Trigger.new[0].Name + ' ' + Trigger.operationType + ' ' + Trigger.size);
  System.debug(Trigger.isBefore && Trigger.isInsert);
}`;

function triggered() {
  const interpreter = createInterpreter({
    platform: platformWithoutOrg({ objects: OBJECTS }),
    sources: [{ file: 'AccountTrigger.trigger', text: TRIGGER }],
  });
  const { program } = interpreter;
  const sobject = program.sobjects.get('Account');
  const row = new SObjectValue(sobject, new Map([['Name', 'Acme']]));
  const operation = nativeCatalogue
    .find('TriggerOperation')
    ?.values.find(({ name }) => name === 'BEFORE_INSERT');
  if (!operation) throw new Error('no such operation');
  const context: TriggerContext = {
    sobject,
    timing: 'before',
    event: 'insert',
    operation,
    newRows: new ApexList(listOf(sobject), [row]),
    oldRows: null,
    newMap: null,
    oldMap: null,
  };
  return { ...interpreter, row, context };
}

it('a trigger runs with what Trigger.… says, typed as its own object', () => {
  const { program, run, row, context } = triggered();
  program.triggers[0]?.run(run, context);
  expect(row.fields.get('Name')).toBe('Acme!');
  expect(run.log).toEqual(['Acme! BEFORE_INSERT 1', 'true']);
});

it('a trigger listens to what it names', () => {
  const [trigger] = triggered().program.triggers;
  expect(trigger?.listensTo('before', 'insert')).toBe(true);
  expect(trigger?.listensTo('after', 'insert')).toBe(false);
  expect(trigger?.listensTo('after', 'update')).toBe(true);
});

it('a record that may only be read is a FinalException to write', () => {
  const { program, run, row, context } = triggered();
  row.isReadOnly = true;
  expect(() => program.triggers[0]?.run(run, context)).toThrow(
    'System.FinalException: Record is read-only',
  );
  expect(run.triggers).toEqual([]);
});
