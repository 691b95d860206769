"use client";

import { createContext, type ReactNode, useContext } from "react";
import { Isolated } from "@/components/ui/isolated";

const OwnerContext = createContext<string | null>(null);

/** Passes the owner's name to the 403 page, which Next renders without route params. */
export function OwnerProvider({ name, children }: { name: string | null; children: ReactNode }) {
  return <OwnerContext value={name}>{children}</OwnerContext>;
}

/** The person to ask for access. */
export function OwnerName() {
  const name = useContext(OwnerContext);
  if (!name) return "the owner of this workspace";
  return (
    <>
      <Isolated>{name}</Isolated>, the owner of this workspace
    </>
  );
}
