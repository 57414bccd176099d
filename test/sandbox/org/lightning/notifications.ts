/** `GET notifications`: the bell of a user, newest first. Reading it marks nothing as read: that is not simulated. */
import type { UiCall } from './ui-call.ts';

export function listNotifications({ org, user }: UiCall): object[] {
  return org.notifications
    .map((notification, index) => ({ ...notification, id: String(index + 1) }))
    .filter(({ recipients }) => recipients.includes(user.id))
    .map(({ id, title, body, at, recordId }) => ({
      ...{ id, title, body, at },
      targetId: recordId,
      isRead: false,
    }))
    .reverse();
}
