/** One id from the call that began something to every call it causes, without a parameter in each function between. */
export interface Correlation {
  /** A GUID; several, separated by a comma, where work of many is done in one call; undefined outside any work. */
  current(): string | undefined;
  run<T>(id: string, work: () => T): T;
}
