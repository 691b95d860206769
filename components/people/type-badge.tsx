import { type PersonType, typeNames } from "@/lib/people/sections";
import { Badge, type BadgeLook } from "./badge";

const looks: Record<PersonType, BadgeLook> = {
  contact: "plain",
  former_customer: "outline",
  lead: "accent",
  visitor: "outline",
};

export function TypeBadge({ type }: { type: PersonType }) {
  return <Badge look={looks[type]}>{typeNames[type].one}</Badge>;
}
