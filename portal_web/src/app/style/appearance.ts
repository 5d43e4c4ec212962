/** Light or dark: as the system has it, or as it was chosen for this browser. */

export type Appearance = "system" | "light" | "dark";
export const APPEARANCES: readonly Appearance[] = ["system", "light", "dark"];

const KEY = "parlour.appearance";
const DARK = "(prefers-color-scheme: dark)";
const SAYS: Record<Appearance, string> = { system: DARK, light: "not all", dark: "all" };
const rules = new Set<CSSMediaRule>(); // those for the dark, whatever they ask for now

export function appearance(): Appearance {
  const kept = localStorage.getItem(KEY);
  return APPEARANCES.find((known) => known === kept) ?? "system";
}

export function chooseAppearance(wanted: Appearance): void {
  if (wanted === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, wanted);
  dress();
}

/** Keep the page as it was chosen, in other tabs and with styles that come later, too. */
export function keepAppearance(): void {
  dress();
  addEventListener("storage", ({ key }) => key === KEY && dress());
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) node.addEventListener("load", dress);
  }).observe(document.head, { childList: true });
}

/** Style sheets ask for the dark by one media query alone: it is made to hold, or never to. */
function dress(): void {
  const wanted = appearance();
  for (const sheet of document.styleSheets) {
    for (const rule of rulesOf(sheet)) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === DARK) rules.add(rule);
    }
  }
  for (const rule of rules) rule.media.mediaText = SAYS[wanted];
  document.documentElement.style.colorScheme = wanted === "system" ? "" : wanted;
}

/** None of a sheet that is still on its way, or could not be fetched: its own loading has it dressed. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}
