import "./spinner.css";

/** Something is on its way; `label` says what. */
export function Spinner({ label, size = 22 }: { label: string; size?: number }) {
  return (
    <span className="spinner" role="status">
      <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
        <circle cx="12" cy="12" r="9" />
      </svg>
      <span className="hidden-visually">{label}</span>
    </span>
  );
}
