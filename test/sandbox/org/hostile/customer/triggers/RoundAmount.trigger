/** Forecasts are in whole hundreds. */
trigger RoundAmount on Opportunity(before insert, before update) {
  for (Opportunity deal : Trigger.new) {
    if (deal.Amount != null) {
      deal.Amount = (deal.Amount / 100).setScale(0, System.RoundingMode.HALF_UP) * 100;
    }
  }
}
