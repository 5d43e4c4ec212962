import { useEffect } from "react";

/** Ask again when somebody comes back to the page: meanwhile others may have done something. */
export function useFocusReload(reload: () => void): void {
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && reload();
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [reload]);
}
