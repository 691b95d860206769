import { Badge } from "@/components/ui/badge";
import type { Confirmation } from "@/lib/receipts/confirmation";

/** A badge on a record that the app's server did not sign, or that differs from what it signed; nothing otherwise. */
export function Unconfirmed({ confirmation }: { confirmation: Confirmation }) {
  if (confirmation !== "unconfirmed") return null;
  return <Badge variant="warning">Not confirmed by the server</Badge>;
}
