"use client";

import { Toast } from "@base-ui/react/toast";
import { CircleCheck, TriangleAlert, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { buttonClass } from "./button";

export type ToastMessage = {
  id: string;
  variant: keyof typeof icons;
  title: string;
  description?: string;
  link?: { label: string; href: string };
};

const icons = {
  success: { Icon: CircleCheck, className: "text-reply-ink" },
  warning: { Icon: TriangleAlert, className: "text-note-ink" },
  danger: { Icon: TriangleAlert, className: "text-danger-ink" },
};

const successMs = 10_000;

/** The toasts: F6 moves to them, they stay while the pointer or the focus is on them. A default export, because it is loaded on demand. */
export default function ToastViewport({ messages }: { messages: readonly ToastMessage[] }) {
  return (
    <Toast.Provider timeout={successMs} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2 print:hidden">
          <Toasts messages={messages} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts({ messages }: { messages: readonly ToastMessage[] }) {
  const { toasts, add, close } = Toast.useToastManager<ToastMessage>();
  const added = useRef(0);
  useEffect(() => {
    for (const message of messages.slice(added.current)) {
      add({
        id: message.id,
        title: message.title,
        description: message.description,
        priority: message.variant === "danger" ? "high" : "low",
        // Zero: until it is closed.
        timeout: message.variant === "success" ? successMs : 0,
        data: message,
      });
    }
    added.current = messages.length;
  }, [messages, add]);

  return toasts.map((toast) => {
    const { Icon, className } = icons[toast.data?.variant ?? "success"];
    return (
      <Toast.Root
        key={toast.id}
        toast={toast}
        className="relative flex animate-appear gap-2.5 rounded-lg border border-line bg-surface p-3 pr-10 text-sm shadow-overlay data-limited:hidden"
      >
        <Icon className={`mt-0.5 size-4 shrink-0 ${className}`} aria-hidden="true" />
        <Toast.Content className="min-w-0">
          <Toast.Title className="font-medium" />
          <Toast.Description className="text-quiet" />
          {toast.data?.link ? (
            <Link
              href={toast.data.link.href}
              prefetch={false}
              onClick={() => close(toast.id)}
              className="mt-1 inline-block font-medium text-accent-ink underline"
            >
              {toast.data.link.label}
            </Link>
          ) : null}
        </Toast.Content>
        <Toast.Close className={buttonClass("quiet", "icon", "absolute top-1.5 right-1.5 size-7 min-h-7")}>
          <X className="size-4" aria-hidden="true" />
          <span className="sr-only">Close message</span>
        </Toast.Close>
      </Toast.Root>
    );
  });
}
