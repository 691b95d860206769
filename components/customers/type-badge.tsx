import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { type CustomerType, typeName } from "@/lib/customers/sections";
import { describeValue } from "@/lib/format/describe-value";

const variants: Record<CustomerType, BadgeVariant> = {
  contact: "neutral",
  former_customer: "outline",
  lead: "accent",
  visitor: "outline",
};

export function TypeBadge({ type }: { type: CustomerType }) {
  return <Badge variant={describeValue(variants, type, () => "neutral")}>{typeName(type)}</Badge>;
}
