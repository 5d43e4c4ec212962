import { useEffect } from "react";
import { Button } from "./ui/Button";
import { Notice } from "./ui/Notice";

/** Said before any words are loaded, when nothing could be reached: so in every language at once. */
export function OpeningFailed({ retry }: { retry: () => void }) {
  useEffect(() => {
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  });
  return (
    <main>
      <Notice
        isPage
        icon="warning"
        title="No connection · Pas de connexion"
        action={
          <Button look="primary" onClick={retry}>
            Try again · Réessayer
          </Button>
        }
      />
    </main>
  );
}
