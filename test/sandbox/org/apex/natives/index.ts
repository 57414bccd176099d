/** Reading a file defines its types; this is the list of them all. */
import './object.ts';
import './value-types.ts';
import './string.ts';
import './number.ts';
import './math.ts';
import './date.ts';
import './datetime.ts';
import './interfaces.ts';
import './list.ts';
import './set.ts';
import './map.ts';
import './exceptions.ts';
import './tokens.ts';
import './sobject.ts';
import './system.ts';
import './trigger.ts';
import './label.ts';
