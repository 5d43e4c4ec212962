/** The firm's colour, moved until text in it and on it can be read (WCAG 2.2, 1.4.3 and 1.4.11). */

export type Colour = readonly [red: number, green: number, blue: number]; // each 0 to 255

const WHITE: Colour = [255, 255, 255];
const NIGHT: Colour = [13, 18, 30];
const GROUNDS = { light: [255, 255, 255], dark: [31, 38, 48] } as const; // the lightest dark surface is the hardest
const INKS = { light: [27, 35, 48], dark: [233, 237, 244] } as const; // --ink
const SOFT_INKS = { light: [86, 96, 114], dark: [169, 179, 194] } as const; // --ink-soft
const READABLE = 4.5;

/** The colour of `#rgb` or `#rrggbb`; null for anything else. */
export function parseColour(text: string): Colour | null {
  const [, digits] = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim()) ?? [];
  if (!digits) return null;
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g);
  const [red = 0, green = 0, blue = 0] = (pairs ?? []).map((pair) => Number.parseInt(pair, 16));
  return [red, green, blue];
}

export function hex(colour: Colour): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"). */
export function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Colour, other: Colour): number {
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

/** `share` of `colour` in `ground`. */
export function mixed(colour: Colour, ground: Colour, share: number): Colour {
  return colour.map((part, index) => Math.round(part * share + (ground[index] ?? 0) * (1 - share))) as unknown as Colour;
}

/** The colour nearest to the given one that can be read on `ground`. */
export function readableOn(ground: Colour, colour: Colour): Colour {
  const away: Colour = luminance(ground) > 0.18 ? [0, 0, 0] : WHITE;
  for (let share = 0; share <= 1; share += 0.02) {
    const moved = mixed(away, colour, share);
    if (contrast(moved, ground) >= READABLE) return moved;
  }
  return away;
}

/** White or near black, whichever is read better on `fill`. */
export function inkOn(fill: Colour): Colour {
  return contrast(WHITE, fill) >= contrast(NIGHT, fill) ? WHITE : NIGHT;
}

/** As much of the colour in the surface as leaves `ink` readable at the ratio. */
function tint(colour: Colour, ground: Colour, ink: Colour, ratio: number, wanted: number): Colour {
  for (let share = wanted; share > 0; share -= 0.02) {
    const found = mixed(colour, ground, share);
    if (contrast(found, ink) >= ratio) return found;
  }
  return ground;
}

/** The custom properties that tokens.css reads, from the firm's colour; none for what is no colour. */
export function brandProperties(text: string): Record<string, string> {
  const brand = parseColour(text);
  if (!brand) return {};
  const of = (scheme: "light" | "dark") => {
    const ground: Colour = GROUNDS[scheme];
    const ink: Colour = INKS[scheme];
    // Read also on its own tint: names in bubbles, marks in the chosen row.
    const pale = tint(brand, ground, SOFT_INKS[scheme], READABLE, scheme === "light" ? 0.18 : 0.26);
    const accent = readableOn(pale, readableOn(ground, brand));
    return {
      [`--accent-on-${scheme}`]: hex(accent),
      [`--accent-ink-on-${scheme}`]: hex(inkOn(accent)),
      [`--accent-tint-on-${scheme}`]: hex(pale),
      [`--accent-tint-strong-on-${scheme}`]: hex(tint(brand, ground, ink, 7, scheme === "light" ? 0.3 : 0.4)),
    };
  };
  return { ...of("light"), ...of("dark") };
}

/** Dress the page in the firm's colour; null undresses it. */
export function wear(colour: string | null, root: HTMLElement = document.documentElement): void {
  for (const name of Object.keys(brandProperties("#000"))) root.style.removeProperty(name);
  for (const [name, value] of Object.entries(brandProperties(colour ?? ""))) root.style.setProperty(name, value);
}
