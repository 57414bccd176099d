/**
 * What stands behind the components instead of an org. The gallery answers from fixed records; a page over HTTP
 * can answer from the simulated org. The shims know only this.
 */

export type FieldValue = string | number | boolean | null;
/** `display` is what the platform would show for the value: a picklist's label, a formatted date; null for plain text. */
export type ShownField = { value: FieldValue; display: string | null };

/** What of a record its user may see; a field that is hidden from the user is not among `fields`. */
export type ReadRecord = {
  objectApiName: string;
  lastModifiedDate: string;
  fields: { [apiName: string]: ShownField };
};

export type PageReference = {
  type: string;
  attributes?: { [name: string]: unknown };
  state?: { [name: string]: unknown };
};

export type ApexCall = {
  className: string;
  methodName: string;
  parameters: { [name: string]: unknown };
};

export type Port = {
  /**
   * `fields`: those that are wanted at least, `Account.Name` for one of a parent.
   * @throws PlatformError the record does not exist, or is hidden from the user
   */
  readRecord(recordId: string, fields: string[]): Promise<ReadRecord>;
  /** @throws PlatformError a rule of the org refuses the save */
  updateRecord(recordId: string, fields: { [apiName: string]: FieldValue }): Promise<void>;
  /** The answer as JSON carries it. @throws PlatformError what the method throws */
  callApex(call: ApexCall): Promise<unknown>;
  navigate(pageReference: PageReference, replace: boolean): void;
  generateUrl(pageReference: PageReference): Promise<string>;
  currentPage(): PageReference;
};

let portInUse: Port | undefined;

export function usePort(port: Port): void {
  portInUse = port;
}

export function port(): Port {
  if (!portInUse) throw new Error('a component asked for data before the page called usePort()');
  return portInUse;
}
