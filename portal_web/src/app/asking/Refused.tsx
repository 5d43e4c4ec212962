/** Why something was refused, said at once to screen readers. */
export function Refused({ says, id }: { says: string | null; id?: string }) {
  return says ? (
    <p className="field-error" id={id} role="alert">
      {says}
    </p>
  ) : null;
}
