import type { ReactNode } from "react";
import { HydraMark } from "./hydra-mark";

/** A page without the sidebar: sign-in, and messages outside of a workspace. */
export function CenteredLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center px-4 py-10">
      <p className="mb-6 flex items-center gap-2.5 text-lg font-semibold">
        <HydraMark />
        Hydra
      </p>
      {children}
    </main>
  );
}
