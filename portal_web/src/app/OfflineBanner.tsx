import { useEffect, useState } from "react";
import { useConnection } from "./graphql/connection";
import { Icon } from "./ui/Icon";
import { useWords } from "./words/words";

const GRACE = 1_500; // milliseconds in which a lost connection usually comes back unnoticed

/** Says that nothing arrives at the moment; always there for screen readers to hear it change. */
export function OfflineBanner() {
  const { shell } = useWords();
  const lost = useConnection() === "lost";
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!lost) return setShown(false);
    const timer = setTimeout(() => setShown(true), GRACE);
    return () => clearTimeout(timer);
  }, [lost]);
  return (
    <div className="offline" role="status" data-shown={shown || undefined}>
      {shown && (
        <p>
          <Icon name="warning" size={16} /> {shell.lost}
        </p>
      )}
    </div>
  );
}
