type Props = {
  label: string;
  value: string | undefined;
  /** What is said while nothing is chosen. */
  any: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string | undefined) => void;
};

/** One of several or none, by the browser's own list, as small as a word. */
export function Choice({ label, value, any, options, onChange }: Props) {
  return (
    <label className="search-filter" data-set={value !== undefined || undefined}>
      <span className="hidden-visually">{label}</span>
      <select value={value ?? ""} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{any}</option>
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
