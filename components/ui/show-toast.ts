export type ToastMessage = {
  id: string;
  variant: "success" | "danger";
  title: string;
  description?: string;
  link?: { label: string; href: string };
};

let messages: readonly ToastMessage[] = [];
let onChange: () => void = () => undefined;

/** Shows a message at the edge of the screen: a success for ten seconds, an error until it is closed. */
export function showToast(message: ToastMessage): void {
  messages = [...messages, message];
  onChange();
}

/** Every message so far, oldest first. */
export function toastMessages(): readonly ToastMessage[] {
  return messages;
}

/** Calls `listener` after each message. @returns stops it */
export function subscribeToToasts(listener: () => void): () => void {
  onChange = listener;
  return () => {
    onChange = () => undefined;
  };
}
