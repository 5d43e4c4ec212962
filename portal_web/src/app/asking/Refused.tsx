/** Why something was refused, said at once to screen readers. */
export function Refused({ says }: { says: string | null }) {
  return says ? (
    <p className="field-error" role="alert">
      {says}
    </p>
  ) : null;
}
