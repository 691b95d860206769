import { type ComponentType, lazy } from "react";

/**
 * A component whose script is loaded when it is rendered first. After a deployment that script is gone: the page is loaded again, with
 * the new ones.
 */
export function onDemand<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy<ComponentType<Props>>(() =>
    load().catch(() => {
      window.location.reload();
      return { default: () => null };
    }),
  );
}
