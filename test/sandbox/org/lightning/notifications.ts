/** `GET notifications`: the bell of a user, newest first. Reading it marks nothing as read: that is not simulated. */
import type { UiCall } from './ui-call.ts';

export function listNotifications({ org, user }: UiCall): object[] {
  return org.notifications
    .map(({ at, recordId, title, body, recipients }, index) => ({
      id: String(index + 1),
      title,
      body,
      at,
      targetId: recordId,
      isRead: false,
      isMine: recipients?.includes(user.id) ?? false,
    }))
    .filter(({ isMine }) => isMine)
    .map(({ isMine: _isMine, ...shown }) => shown)
    .reverse();
}
