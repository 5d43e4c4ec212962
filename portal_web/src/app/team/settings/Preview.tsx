import { useLayoutEffect, useRef } from "react";
import { brandProperties, contrast, parseColour } from "../../style/brand";
import { useTeamSpeech } from "../../words/office";

type Props = { colour: string; name: string; logoUrl: string | null };
type Scheme = "light" | "dark";

/** What the colour becomes, in the light and in the dark, before anybody else sees it. */
export function Preview(props: Props) {
  const { firm } = useTeamSpeech().words;
  return (
    <div className="previews" role="group" aria-label={firm.preview}>
      <Sample {...props} scheme="light" />
      <Sample {...props} scheme="dark" />
    </div>
  );
}

function Sample({ colour, name, logoUrl, scheme }: Props & { scheme: Scheme }) {
  const { words, formats } = useTeamSpeech();
  const { firm } = words;
  const place = useRef<HTMLElement>(null);
  const found = brandProperties(colour);
  const of = (part: string) => found[`--${part}-on-${scheme}`] ?? "";
  const isCorrected = of("accent").toLowerCase() !== colour.trim().toLowerCase();
  useLayoutEffect(() => {
    for (const part of ["accent", "accent-ink", "accent-tint"]) place.current?.style.setProperty(`--sample-${part}`, of(part));
  });
  const [fill, ink] = [parseColour(of("accent")), parseColour(of("accent-ink"))];
  const ratio = fill && ink ? formats.number(Math.round(contrast(fill, ink) * 10) / 10) : "";
  return (
    <figure className="preview" data-scheme={scheme} ref={place}>
      <figcaption>{scheme === "light" ? firm.previewLight : firm.previewDark}</figcaption>
      <p className="preview-firm" dir="auto">
        {logoUrl && <img src={logoUrl} alt="" height={24} />}
        {name}
      </p>
      <p className="preview-own">{firm.previewOwn}</p>
      <span className="preview-button">{firm.previewButton}</span>
      <p className="preview-ratio">
        {firm.contrast(ratio)}
        {isCorrected && ` · ${firm.corrected}`}
      </p>
    </figure>
  );
}
