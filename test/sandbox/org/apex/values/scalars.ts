/** Values that plain JavaScript would mix up with another one: each has a class, immutable, compared by content. */

/** Double: Integer is the plain number. */
export class ApexDouble {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** Id, always in its 18 character form. */
export class ApexId {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

/** A day, counted from 1970-01-01. */
export class ApexDate {
  readonly days: number;
  constructor(days: number) {
    this.days = days;
  }
}

/** A moment, in milliseconds since 1970-01-01T00:00Z. */
export class ApexDatetime {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}

/** A time of day, in milliseconds since midnight. */
export class ApexTime {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}

export class ApexBlob {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}
