import { Toast } from "@base-ui/react/toast";
import { useWords } from "../words/words";
import { IconButton } from "./IconButton";
import { toasts } from "./toasts";
import "./toasts.css";

/** Where notices appear. Once on the page. */
export function Toasts() {
  const words = useWords();
  return (
    <Toast.Provider toastManager={toasts} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="toasts" aria-label={words.shell.toasts}>
          <Shown />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Shown() {
  const words = useWords();
  const { toasts: shown } = Toast.useToastManager();
  return shown.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="toast"
      aria-label={String(toast.description)}
      swipeDirection={["down", "right"]}
    >
      {/* What went wrong is said at once to screen readers. */}
      <Toast.Description className="toast-text" role={toast.type === "bad" ? "alert" : undefined} />
      {toast.actionProps && <Toast.Action className="button button-plain" />}
      <Toast.Close render={<IconButton icon="close" label={words.shell.dismiss} size={16} />} />
    </Toast.Root>
  ));
}
