import { Check, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { Menu } from "@/components/ui/menu";
import { HydraMark } from "./hydra-mark";

type Item = { slug: string; name: string };
type Props = { current: Item; workspaces: readonly Item[] };

/** The current workspace, with a menu of the user's other workspaces. */
export function WorkspaceSwitcher({ current, workspaces }: Props) {
  if (workspaces.length < 2) {
    return (
      <div className="flex min-h-9 items-center gap-2 px-1.5">
        <WorkspaceName name={current.name} />
      </div>
    );
  }
  const links = workspaces.map(({ slug, name }) => ({
    href: `/${slug}`,
    label: name,
    isCurrent: slug === current.slug,
  }));
  return (
    <Menu
      trigger={
        <>
          <WorkspaceName name={current.name} />
          <span className="sr-only">Switch workspace</span>
          <ChevronsUpDown className="ml-auto size-4 shrink-0 text-quiet" aria-hidden="true" />
        </>
      }
      triggerClassName="flex min-h-9 w-full items-center gap-2 rounded-md px-1.5 text-left hover:bg-raised data-popup-open:bg-raised"
      entries={links}
    >
      <ul aria-label="Your workspaces">
        {links.map(({ href, label, isCurrent }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={isCurrent || undefined}
              className="flex min-h-8 items-center gap-2 rounded-md px-2 text-sm -outline-offset-2 hover:bg-raised"
            >
              <Check className={`size-4 shrink-0 ${isCurrent ? "" : "invisible"}`} aria-hidden="true" />
              <span className="truncate" title={label}>
                {label}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Menu>
  );
}

function WorkspaceName({ name }: { name: string }) {
  return (
    <>
      <HydraMark className="size-6" />
      <span className="min-w-0 truncate font-semibold" title={name}>
        {name}
      </span>
    </>
  );
}
