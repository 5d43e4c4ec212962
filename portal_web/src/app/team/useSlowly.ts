import { useEffect, useState } from "react";

/** A value once it has stood still for a moment, so that not every letter is searched for. */
export function useSlowly<Value>(value: Value, milliseconds = 200): Value {
  const [slow, setSlow] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return slow;
}
