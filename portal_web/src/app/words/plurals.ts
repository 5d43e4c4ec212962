/** The form of a word that a number asks for. */

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Makes a chooser for one language; `#` in the chosen form becomes the number as that language writes it. */
export function plurals(locale: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace("#", numbers.format(count));
}
