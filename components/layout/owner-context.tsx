"use client";

import { createContext, type ReactNode, useContext } from "react";

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
      <bdi>{name}</bdi>, the owner of this workspace
    </>
  );
}
