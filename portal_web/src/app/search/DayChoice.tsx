type Props = {
  label: string;
  value: string | undefined;
  /** The days between which it may be. */
  least?: string | undefined;
  most?: string | undefined;
  onChange: (value: string | undefined) => void;
};

/** A day or none, by the browser's own calendar. */
export function DayChoice({ label, value, least, most, onChange }: Props) {
  return (
    <label className="search-filter search-day" data-set={value !== undefined || undefined}>
      <span>{label}</span>
      <input
        type="date"
        value={value ?? ""}
        min={least}
        max={most}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    </label>
  );
}
