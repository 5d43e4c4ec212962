import "./avatar.css";

const HUES = 8;

/** A person's picture or initials. Says nothing to screen readers: the name stands beside it. */
export function Avatar({ name, url, size = 40 }: { name: string; url?: string | null; size?: number }) {
  return (
    <span className="avatar" data-hue={hueOf(name)} data-size={size} data-initials={initials(name)} aria-hidden="true">
      {url && <img src={url} alt="" width={size} height={size} decoding="async" />}
    </span>
  );
}

/** The first letters of the first and the last word. */
export function initials(name: string): string {
  const words = name.split(/[\s\-–—/·,]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase()).join("") || "·";
}

/** One colour for one name, wherever it stands and whatever its object is called there. */
function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 100_003;
  return sum % HUES;
}
