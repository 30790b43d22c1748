export interface Formats {
  /** @param amount a decimal string in major units. */
  money: (amount: string, currency: string) => string
  date: (iso: string) => string
  /** "5 minutes ago". */
  ago: (iso: string, now: Date) => string
  /** "1 day 4 hours", never negative. */
  duration: (milliseconds: number) => string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function formatsFor(locale: string): Formats {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
  const unit = (name: "day" | "hour" | "minute", count: number) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" }).format(count)
  return {
    money: (amount, currency) =>
      new Intl.NumberFormat(locale, { style: "currency", currency }).format(Number(amount)),
    date: (iso) => dates.format(new Date(iso)),
    ago: (iso, now) => {
      const passed = now.getTime() - new Date(iso).getTime()
      if (passed < MINUTE) return relative.format(-Math.max(0, Math.round(passed / 1000)), "second")
      if (passed < HOUR) return relative.format(-Math.round(passed / MINUTE), "minute")
      if (passed < DAY) return relative.format(-Math.round(passed / HOUR), "hour")
      return relative.format(-Math.round(passed / DAY), "day")
    },
    duration: (milliseconds) => {
      const minutes = Math.max(0, Math.floor(milliseconds / MINUTE))
      const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
      if (days > 0) return hours > 0 ? `${unit("day", days)} ${unit("hour", hours)}` : unit("day", days)
      return hours > 0 ? unit("hour", hours) : unit("minute", minutes)
    },
  }
}

/** In cents: amounts are compared as whole numbers. */
export function cents(amount: string): number {
  return Math.round(Number(amount) * 100)
}

export function decimal(inCents: number): string {
  return (inCents / 100).toFixed(2)
}

/**
 * What the merchant typed, `12,50` or `12.50`, as a decimal string; undefined when it is no amount or outside the
 * limits.
 */
export function typedAmount(typed: string, { min, max }: { min: string; max: string }): string | undefined {
  const text = typed.trim().replace(",", ".")
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(text)) return undefined
  return cents(text) >= cents(min) && cents(text) <= cents(max) ? decimal(cents(text)) : undefined
}
