import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { type CustomerType, typeNames } from "@/lib/customers/sections";

const variants: Record<CustomerType, BadgeVariant> = {
  contact: "neutral",
  former_customer: "outline",
  lead: "accent",
  visitor: "outline",
};

export function TypeBadge({ type }: { type: CustomerType }) {
  return <Badge variant={variants[type]}>{typeNames[type].one}</Badge>;
}
