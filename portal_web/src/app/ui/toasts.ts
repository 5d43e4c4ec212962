/** Short notices that come by themselves and go again. */
import { Toast } from "@base-ui/react/toast";

export const toasts = Toast.createToastManager();

type Notice = { text: string; look?: "plain" | "bad"; action?: { label: string; act: () => void } };

/** Say something in passing. */
export function toast({ text, look = "plain", action }: Notice): void {
  toasts.add({
    description: text,
    type: look,
    timeout: action ? 10_000 : 5_000,
    ...(action && { actionProps: { children: action.label, onClick: action.act } }),
  });
}
