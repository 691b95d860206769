import { navigationEvent } from "@/lib/navigation-event";

/** Called by Next when a navigation inside the app starts. */
export function onRouterTransitionStart(url: string): void {
  window.dispatchEvent(new CustomEvent(navigationEvent, { detail: url }));
}
