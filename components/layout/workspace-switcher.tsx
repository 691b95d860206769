import { Check, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { HydraMark } from "./hydra-mark";

type Item = { slug: string; name: string };
type Props = { current: Item; workspaces: readonly Item[] };

/** The current workspace, with a disclosure that links to the user's other workspaces. It works without JavaScript. */
export function WorkspaceSwitcher({ current, workspaces }: Props) {
  if (workspaces.length < 2)
    return (
      <div className="flex items-center gap-2.5">
        <WorkspaceName name={current.name} />
      </div>
    );
  return (
    <details className="group -m-1.5 rounded-lg open:bg-raised">
      <summary className="flex min-h-11 list-none items-center gap-2.5 rounded-lg p-1.5 hover:bg-raised [&::-webkit-details-marker]:hidden">
        <WorkspaceName name={current.name} />
        <span className="sr-only">Switch workspace</span>
        <ChevronsUpDown className="ml-auto size-4 shrink-0 text-quiet" aria-hidden="true" />
      </summary>
      <ul aria-label="Your workspaces" className="max-h-72 space-y-0.5 overflow-y-auto p-1.5">
        {workspaces.map((workspace) => {
          const isCurrent = workspace.slug === current.slug;
          return (
            <li key={workspace.slug}>
              <Link
                href={`/${workspace.slug}`}
                aria-current={isCurrent || undefined}
                className="flex min-h-10 items-center gap-2 rounded-md px-2 text-sm -outline-offset-2 hover:bg-surface aria-[current]:text-accent-ink"
              >
                <Check className={`size-4 shrink-0 ${isCurrent ? "" : "invisible"}`} aria-hidden="true" />
                <span className="truncate" title={workspace.name}>
                  {workspace.name}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function WorkspaceName({ name }: { name: string }) {
  return (
    <>
      <HydraMark />
      <span className="min-w-0 truncate font-semibold" title={name}>
        {name}
      </span>
    </>
  );
}
