import type { Run } from '../run/run.ts';
import { nativeType } from '../types/native-type.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../values/scalars.ts';
import { dayOf, MS_PER_DAY, partsOf, plusMonths } from './calendar.ts';
import { formatDatetime } from './datetime-format.ts';
import { parseDatetime } from './datetime-parse.ts';

/** Users live in GMT: local parts and GMT parts are the same. */
const days = ({ ms }: ApexDatetime) => Math.floor(ms / MS_PER_DAY);
const timeOfDay = ({ ms }: ApexDatetime) => ms - Math.floor(ms / MS_PER_DAY) * MS_PER_DAY;

const months = (value: ApexDatetime, by: number) =>
  new ApexDatetime(dayOf(plusMonths(partsOf(days(value)), by)) * MS_PER_DAY + timeOfDay(value));

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const plus = (unit: number) => (_run: Run, value: ApexDatetime, by: number) =>
  new ApexDatetime(value.ms + by * unit);

const part = (unit: number, of: number) => (_run: Run, value: ApexDatetime) =>
  Math.floor(timeOfDay(value) / unit) % of;

const dayPart = (name: 'year' | 'month' | 'day') => (_run: Run, value: ApexDatetime) =>
  partsOf(days(value))[name];

const both = <Body>(name: string, result: string, body: Body) => ({
  [`${name}():${result}`]: body,
  [`${name}Gmt():${result}`]: body,
});

const fromParts = (_run: Run, year: number, month: number, day: number, ...time: number[]) => {
  const [hour = 0, minute = 0, second = 0] = time;
  return new ApexDatetime(
    dayOf({ year, month, day }) * MS_PER_DAY + hour * HOUR + minute * MINUTE + second * SECOND,
  );
};

const fromDate = (_run: Run, date: ApexDate, time: ApexTime) =>
  new ApexDatetime(date.days * MS_PER_DAY + time.ms);

nativeType('Datetime', {
  kind: 'value',
  methods: {
    'addDays(Integer):Datetime': plus(MS_PER_DAY),
    'addHours(Integer):Datetime': plus(HOUR),
    'addMinutes(Integer):Datetime': plus(MINUTE),
    'addSeconds(Integer):Datetime': plus(SECOND),
    'addMonths(Integer):Datetime': (_run, value: ApexDatetime, by: number) => months(value, by),
    'addYears(Integer):Datetime': (_run, value: ApexDatetime, by: number) => months(value, 12 * by),
    ...both('date', 'Date', (_run: Run, value: ApexDatetime) => new ApexDate(days(value))),
    ...both('time', 'Time', (_run: Run, value: ApexDatetime) => new ApexTime(timeOfDay(value))),
    ...both('year', 'Integer', dayPart('year')),
    ...both('month', 'Integer', dayPart('month')),
    ...both('day', 'Integer', dayPart('day')),
    ...both('hour', 'Integer', part(HOUR, 24)),
    ...both('minute', 'Integer', part(MINUTE, 60)),
    ...both('second', 'Integer', part(SECOND, 60)),
    ...both('millisecond', 'Integer', part(1, 1_000)),
    'getTime():Long': (_run, value: ApexDatetime) => BigInt(value.ms),
    'isSameDay(Datetime):Boolean': (_run, value: ApexDatetime, other: ApexDatetime) =>
      days(value) === days(other),
    'format():String': (run: Run, value: ApexDatetime) =>
      formatDatetime(run, value, { pattern: 'M/d/yyyy, h:mm a', zone: 'GMT' }),
    'format(String):String': (run: Run, value: ApexDatetime, pattern: string) =>
      formatDatetime(run, value, { pattern, zone: 'GMT' }),
    'format(String,String):String': (
      run: Run,
      value: ApexDatetime,
      pattern: string,
      zone: string,
    ) => formatDatetime(run, value, { pattern, zone }),
    'formatGmt(String):String': (run: Run, value: ApexDatetime, pattern: string) =>
      formatDatetime(run, value, { pattern, zone: 'GMT' }),
    'formatLong():String': (run: Run, value: ApexDatetime) =>
      formatDatetime(run, value, { pattern: 'M/d/yyyy, h:mm:ss a z', zone: 'GMT' }),
  },
  statics: {
    'now():Datetime': (run: Run) => new ApexDatetime(run.platform.now()),
    'newInstance(Long):Datetime': (_run, ms: bigint) => new ApexDatetime(Number(ms)),
    'newInstance(Date,Time):Datetime': fromDate,
    'newInstance(Integer,Integer,Integer):Datetime': fromParts,
    'newInstance(Integer,Integer,Integer,Integer,Integer,Integer):Datetime': fromParts,
    'newInstanceGmt(Date,Time):Datetime': fromDate,
    'newInstanceGmt(Integer,Integer,Integer):Datetime': fromParts,
    'newInstanceGmt(Integer,Integer,Integer,Integer,Integer,Integer):Datetime': fromParts,
    'valueOf(String):Datetime': (run: Run, text: string) => parseDatetime(run, text),
    'valueOf(Object):Datetime': (run: Run, value: ApexDatetime | ApexDate | string) =>
      typeof value === 'string'
        ? parseDatetime(run, value)
        : value instanceof ApexDate
          ? new ApexDatetime(value.days * MS_PER_DAY)
          : value,
    'valueOfGmt(String):Datetime': (run: Run, text: string) => parseDatetime(run, text),
  },
});

nativeType('Time', {
  kind: 'value',
  methods: {
    'hour():Integer': (_run, { ms }: ApexTime) => Math.floor(ms / HOUR),
    'minute():Integer': (_run, { ms }: ApexTime) => Math.floor(ms / MINUTE) % 60,
    'second():Integer': (_run, { ms }: ApexTime) => Math.floor(ms / SECOND) % 60,
    'millisecond():Integer': (_run, { ms }: ApexTime) => ms % 1_000,
    'addHours(Integer):Time': (_run, { ms }: ApexTime, by: number) => wrapped(ms + by * HOUR),
    'addMinutes(Integer):Time': (_run, { ms }: ApexTime, by: number) => wrapped(ms + by * MINUTE),
    'addSeconds(Integer):Time': (_run, { ms }: ApexTime, by: number) => wrapped(ms + by * SECOND),
    'addMilliseconds(Integer):Time': (_run, { ms }: ApexTime, by: number) => wrapped(ms + by),
  },
  statics: {
    'newInstance(Integer,Integer,Integer,Integer):Time': (
      _run,
      hour: number,
      minute: number,
      second: number,
      ms: number,
    ) => new ApexTime(hour * HOUR + minute * MINUTE + second * SECOND + ms),
  },
});

/** Past midnight it begins anew. */
const wrapped = (ms: number) => new ApexTime(((ms % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY);
