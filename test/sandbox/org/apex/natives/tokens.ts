/** The tokens of objects and fields; what they describe is defined with the platform's describe classes. */
import { nativeType } from '../types/native-type.ts';

nativeType('Schema.SObjectType', {});
nativeType('Schema.SObjectField', {});
