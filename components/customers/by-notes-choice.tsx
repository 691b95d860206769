import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** Around the forms that ask about internal notes, and what is said by that choice. */
export function NotesChoice({ className, children }: { className: string; children: ReactNode }) {
  return <div className={cn("group/notes", className)}>{children}</div>;
}

type Props = { included?: ReactNode; leftOut?: ReactNode; undecided?: ReactNode };

/**
 * One of three texts, by what is chosen for internal notes in the form of the chosen format. By the stylesheet: without JavaScript it
 * is as true, and the form of the other format, which is hidden, may have another choice.
 */
export function ByNotesChoice({ included, leftOut, undecided }: Props) {
  return (
    <>
      {included ? (
        <span className="hidden group-has-[[value=html]:checked]/notes:group-has-[[data-format=html]_[value=include]:checked]/notes:inline group-has-[[value=json]:checked]/notes:group-has-[[data-format=json]_[value=include]:checked]/notes:inline">
          {included}
        </span>
      ) : null}
      {leftOut ? (
        <span className="hidden group-has-[[value=html]:checked]/notes:group-has-[[data-format=html]_[value=exclude]:checked]/notes:inline group-has-[[value=json]:checked]/notes:group-has-[[data-format=json]_[value=exclude]:checked]/notes:inline">
          {leftOut}
        </span>
      ) : null}
      {undecided ? (
        <span className="hidden group-has-[[value=html]:checked]/notes:group-not-has-[[data-format=html]_[name=notes]:checked]/notes:inline">
          {undecided}
        </span>
      ) : null}
    </>
  );
}
