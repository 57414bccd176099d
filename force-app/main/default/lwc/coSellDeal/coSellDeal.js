export { FIELDS, OPTIONAL_FIELDS, toFields } from './fields';
export { readDeal } from './readDeal';
export { HELP_VALUES, isInbound, kindOf, PRIVATE, REASONS, VISIBLE } from './dealKind';
export { missingOf, readChecklist } from './checklist';
export { addChoice, readConflicts } from './conflicts';
export { closingOf } from './closing';
export { isLinked, stateOf } from './dealState';
export { waitingOf } from './waiting';
