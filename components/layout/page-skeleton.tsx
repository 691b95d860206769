import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";

/** The shape of each page by what follows the workspace in its path; the first that matches. */
const shapes: readonly [path: RegExp, shape: () => ReactNode][] = [
  [/^\/(contacts|leads)$/, () => <ListShape rows={12} />],
  [/^\/(contacts|leads)\/[^/]+\/export$/, ContactExportShape],
  [/^\/(contacts|leads)\//, ContactShape],
  [/^\/settings\/data-export$/, ExportShape],
  [/^\/settings\/data-export\//, ReceiptShape],
  [/^\/team/, () => <ListShape rows={14} />],
  [/^/, HomeShape],
];

/** What a page will look like, while it is loading. */
export function PageSkeleton({ path }: { path: string }) {
  const rest = path.replace(/^\/[^/]*/, "");
  const [, Shape] = shapes.find(([pattern]) => pattern.test(rest)) ?? [null, HomeShape];
  return (
    <div data-skeleton="" aria-hidden="true" className="animate-appear">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="mt-2 mb-6 w-96 max-w-full" />
      <Shape />
    </div>
  );
}

function HomeShape() {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {[1, 2].map((card) => (
        <Card key={card}>
          <Skeleton className="size-8" />
          <Skeleton className="mt-3 w-24" />
          <Skeleton className="mt-2" />
        </Card>
      ))}
    </div>
  );
}

function ListShape({ rows }: { rows: number }) {
  return (
    <>
      <Skeleton className="mb-4 h-8" />
      <Card className="divide-y divide-line p-0 sm:p-0">
        {numbersTo(rows).map((row) => (
          <div key={row} className="flex gap-6 px-3 py-2.5">
            <Skeleton className="w-1/3" />
            <Skeleton className="w-1/4" />
            <Skeleton className="ml-auto w-20" />
          </div>
        ))}
      </Card>
    </>
  );
}

function ContactShape() {
  return (
    <div className="space-y-4">
      {[6, 3, 8].map((lines) => (
        <Card key={lines}>
          <Skeleton className="mb-4 w-32" />
          <Lines count={lines} />
        </Card>
      ))}
    </div>
  );
}

function ContactExportShape() {
  return (
    <Card className="max-w-lg">
      <Lines count={12} />
    </Card>
  );
}

function ExportShape() {
  return (
    <>
      <Card className="divide-y divide-line p-0 sm:p-0">
        {[1, 2].map((card) => (
          <div key={card} className="flex items-start justify-between gap-6 p-5">
            <div className="grow">
              <Skeleton className="w-40" />
              <Skeleton className="mt-2 w-72 max-w-full" />
              <Skeleton className="mt-2 w-56 max-w-full" />
            </div>
            <Skeleton className="h-8 w-40" />
          </div>
        ))}
      </Card>
      <div className="mt-8">
        <ListShape rows={6} />
      </div>
    </>
  );
}

function ReceiptShape() {
  return (
    <Card>
      <Lines count={10} />
    </Card>
  );
}

function Lines({ count }: { count: number }) {
  return (
    <div className="space-y-3">
      {numbersTo(count).map((line) => (
        <Skeleton key={line} className={line % 3 === 0 ? "w-2/3" : ""} />
      ))}
    </div>
  );
}

/** 1, 2, ... up to a number. */
function numbersTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** A grey block in the place of something that is loading. */
function Skeleton({ className }: { className?: string }) {
  return <div className={cn("h-4 animate-skeleton rounded-md bg-raised", className)} />;
}
