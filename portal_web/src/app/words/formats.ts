/** Dates, numbers and sizes as the viewer's language writes them, in the viewer's time zone. */

const DAY = 86_400_000; // milliseconds
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

export type Formats = ReturnType<typeof formats>;

/** `locale` is a language tag, `timeZone` an IANA name. */
export function formats(locale: string, timeZone: string) {
  const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const time = of({ hour: "numeric", minute: "2-digit" });
  const weekday = of({ weekday: "short" });
  const longWeekday = of({ weekday: "long" });
  const short = of({ day: "numeric", month: "short" });
  const shortWithYear = of({ day: "numeric", month: "short", year: "2-digit" });
  const long = of({ weekday: "long", day: "numeric", month: "long" });
  const longWithYear = of({ day: "numeric", month: "long", year: "numeric" });
  const full = of({ dateStyle: "full", timeStyle: "short" });
  const key = new Intl.DateTimeFormat("en-CA", { timeZone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const number = new Intl.NumberFormat(locale);

  /** The calendar day in the viewer's zone, as `2026-11-22`: equal for times of one day. */
  const dayKey = (at: string | Date) => key.format(new Date(at));
  /** Calendar days between `at` and `now`, 0 for today. */
  const daysAgo = (at: string | Date, now: Date) =>
    Math.round((Date.parse(dayKey(now)) - Date.parse(dayKey(at))) / DAY);
  const sameYear = (at: string | Date, now: Date) => dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4);

  return {
    locale,
    timeZone,
    dayKey,
    /** `14:05`. */
    time: (at: string | Date) => time.format(new Date(at)),
    /** Everything, for titles and screen readers. */
    full: (at: string | Date) => full.format(new Date(at)),
    /** As short as a list wants it: the time today, the weekday this week, else the date. */
    brief(at: string | Date, now: Date = new Date()): string {
      const days = daysAgo(at, now);
      if (days <= 0) return time.format(new Date(at));
      if (days === 1) return capital(relative.format(-1, "day"));
      if (days < 7) return weekday.format(new Date(at));
      return (sameYear(at, now) ? short : shortWithYear).format(new Date(at));
    },
    /** The heading of a day: `Today`, `Yesterday`, `Tuesday`, `Tuesday 3 November`, `3 November 2025`. */
    day(at: string | Date, now: Date = new Date()): string {
      const days = daysAgo(at, now);
      if (days >= 0 && days < 2) return capital(relative.format(-days || 0, "day"));
      if (days > 0 && days < 7) return capital(longWeekday.format(new Date(at)));
      return capital((sameYear(at, now) ? long : longWithYear).format(new Date(at)));
    },
    /** `in 12 minutes`, `2 hours ago`. */
    relative(at: string | Date, now: Date = new Date()): string {
      const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
      const [size, unit] = span(Math.abs(seconds));
      return relative.format(Math.round(seconds / size), unit);
    },
    number: (count: number) => number.format(count),
    /** `1.4 MB`. */
    size(bytes: number): string {
      const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
      const digits = step && bytes / 1000 ** step < 10 ? 1 : 0;
      return new Intl.NumberFormat(locale, {
        style: "unit",
        unit: UNITS[step] ?? "byte",
        unitDisplay: "short",
        maximumFractionDigits: digits,
      }).format(bytes / 1000 ** step);
    },
    percent: (share: number) => new Intl.NumberFormat(locale, { style: "percent" }).format(share),
  };

  function capital(text: string): string {
    return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  }
}

/** The viewer's language as it is written where the browser is at home: `en-GB` for `en`, if it says so. */
export function regional(locale: string, tags: readonly string[]): string {
  return tags.find((tag) => tag === locale || tag.startsWith(`${locale}-`)) ?? locale;
}

function span(seconds: number): [number, Intl.RelativeTimeFormatUnit] {
  if (seconds < 60) return [1, "second"];
  if (seconds < 3600) return [60, "minute"];
  if (seconds < 86_400) return [3600, "hour"];
  return [86_400, "day"];
}
