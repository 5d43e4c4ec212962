import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import "./field.css";

type Props = InputHTMLAttributes<HTMLInputElement> & { label: ReactNode; hint?: string; look?: "check" | "switch" };

/** Yes or no. */
export function CheckField({ label, hint, look = "check", className = "", ...rest }: Props) {
  const id = useId();
  return (
    <div className={`check-field ${className}`}>
      <input
        id={id}
        type="checkbox"
        role={look === "switch" ? "switch" : undefined}
        className={`check-${look}`}
        aria-describedby={hint && `${id}-hint`}
        {...rest}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
