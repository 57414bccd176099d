/** In US English, as the base components of the page write. */
const TIME_ZONE = 'America/Los_Angeles';

const MOMENT = new Intl.DateTimeFormat('en-US', {
  timeZone: TIME_ZONE,
  dateStyle: 'short',
  timeStyle: 'short',
});

export const dateTimeText = (iso) => MOMENT.format(new Date(iso));
