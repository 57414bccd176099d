/** What Apex classes implement and the platform calls. */
import { nativeType } from '../types/native-type.ts';

nativeType('Iterable', {
  kind: 'interface',
  parameters: ['T'],
  abstracts: ['iterator():Iterator<T>'],
});

nativeType('Iterator', {
  kind: 'interface',
  parameters: ['T'],
  abstracts: ['hasNext():Boolean', 'next():T'],
});

nativeType('Comparable', { kind: 'interface', abstracts: ['compareTo(Object):Integer'] });

nativeType('Comparator', {
  kind: 'interface',
  parameters: ['T'],
  abstracts: ['compare(T,T):Integer'],
});

nativeType('Callable', {
  kind: 'interface',
  abstracts: ['call(String,Map<String,Object>):Object'],
});
