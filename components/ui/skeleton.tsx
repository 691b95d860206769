import { cn } from "./cn";

/** A grey block in the place of something that is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <div className={cn("h-4 animate-skeleton rounded-md bg-raised", className)} />;
}
