/** `Messaging.CustomNotification`: the bell. */
import type { Run } from '../../run/run.ts';
import { nativeType } from '../../types/native-type.ts';
import type { ApexSet } from '../../values/collections.ts';
import { NativeObject } from '../../values/objects.ts';
import { ApexId } from '../../values/scalars.ts';
import { orgOf } from '../org-platform.ts';
import { typed } from './dml-results.ts';

type State = {
  type: string | null;
  target: string | null;
  title: string | null;
  body: string | null;
};
type Notification = NativeObject<State>;

nativeType('Messaging.CustomNotification', {
  constructors: {
    '()': () =>
      new NativeObject<State>(typed('Messaging.CustomNotification'), {
        type: null,
        target: null,
        title: null,
        body: null,
      }),
  },
  methods: {
    'setNotificationTypeId(String):void': (_run, { state }: Notification, id: string) => {
      state.type = id;
    },
    'setTargetId(String):void': (_run, { state }: Notification, id: string) => {
      state.target = id;
    },
    'setTitle(String):void': (_run, { state }: Notification, title: string) => {
      state.title = title;
    },
    'setBody(String):void': (_run, { state }: Notification, body: string) => {
      state.body = body;
    },
    'send(Set<String>):void': (run: Run, notification: Notification, users: ApexSet) => {
      send(run, notification, users);
    },
  },
});

/** Sizes and what is needed as the Actions Developer Guide has them. */
function send(run: Run, { state }: Notification, users: ApexSet): void {
  const { org } = orgOf(run, 'Messaging.CustomNotification');
  const refuse = (problem: string) =>
    run.raise('HandledException', `Custom notification was not sent: ${problem}`);
  const { type, target, title, body } = state;
  if (type === null || !org.tables.get('CustomNotificationType', type))
    return refuse('no such type');
  if (target === null) return refuse('no target');
  if (title === null || title.length > 250) return refuse('title');
  if (body === null || body.length > 750) return refuse('body');
  if (users.size === 0 || users.size > 500) return refuse('recipients');
  const unknown = users.items().find((user) => !org.tables.get('User', idText(user)));
  if (unknown !== undefined) return refuse('no such user');
  const recipients = users.items().map(idText);
  org.notifications.push({ at: org.clock.iso(), recordId: target, title, body, recipients });
}

const idText = (value: unknown): string => (value instanceof ApexId ? value.value : String(value));
