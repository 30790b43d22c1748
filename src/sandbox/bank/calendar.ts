const hourMilliseconds = 60 * 60 * 1000

/** A shop's currency shows its time zone: Estonia, Latvia and Lithuania share both the euro and the time. */
const timeZones = new Map([
  ["PLN", "Europe/Warsaw"],
  ["CZK", "Europe/Prague"],
])

/**
 * When the calendar day after `moment` begins in the country of this currency. Its clocks differ from UTC by whole
 * hours, in summer and winter, so a day begins at a full hour.
 */
export function startOfNextDay(moment: string, currency: string): Date {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: timeZones.get(currency) ?? "Europe/Tallinn" })
  const today = day.format(new Date(moment))
  let next = (Math.floor(Date.parse(moment) / hourMilliseconds) + 1) * hourMilliseconds
  while (day.format(next) === today) next += hourMilliseconds
  return new Date(next)
}
