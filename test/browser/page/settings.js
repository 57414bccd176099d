/* global document */
// Runs before every module of the components: they read the user, the device and the clock while they load.
const settings = JSON.parse(document.getElementById('page').textContent);
globalThis.coSellPage = settings;

const RealDate = Date;
const ahead = RealDate.parse(settings.now) - RealDate.now();
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + ahead);
    else super(...given);
  }

  static now() {
    return RealDate.now() + ahead;
  }
};
