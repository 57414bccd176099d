import type { Heard } from './calls.ts';

/** One attack on a door, and how it is refused. */
export type Row<Door> = {
  what: string;
  attack: (at: Door) => Promise<Heard>;
  /** 0: hung up without an answer. */
  status: number;
  /** Of the problem; absent where there is no body, or none of ours. */
  code?: string;
};

type Sends = { send(bytes: Buffer): Promise<Heard> };

/** An attack that is no request a client library would write. */
export const bytes =
  <Door extends Sends>(text: (at: Door) => string) =>
  (at: Door): Promise<Heard> =>
    at.send(Buffer.from(text(at), 'latin1'));

export const codeOf = ({ body }: Heard): string | undefined =>
  /"code":"([^"]+)"/.exec(body)?.[1] ?? /Code:\s*([\w-]+)/.exec(body)?.[1];
