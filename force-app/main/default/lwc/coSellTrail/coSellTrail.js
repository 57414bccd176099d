/** Entries of the audit trail in words, whether they come from the record's own text or from the controller. */
export { describeChange, describeReason } from './describeChange';
export { describeField } from './describeField';
export { parseAuditLine } from './parseAuditLine';
