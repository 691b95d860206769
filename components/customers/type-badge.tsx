import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { type CustomerType, typeNames } from "@/lib/customers/sections";

const looks: Record<CustomerType, BadgeVariant> = {
  contact: "plain",
  former_customer: "outline",
  lead: "accent",
  visitor: "outline",
};

export function TypeBadge({ type }: { type: CustomerType }) {
  return <Badge look={looks[type]}>{typeNames[type].one}</Badge>;
}
