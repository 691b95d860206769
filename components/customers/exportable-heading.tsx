"use client";

import { Download } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { PageHeading } from "@/components/layout/page-heading";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Isolated } from "@/components/ui/isolated";
import { useIsHydrated } from "@/components/ui/use-browser";
import { NotesChoice } from "./by-notes-choice";
import { ExportContactForm, ExportContactStatus } from "./export-contact-form";

type Props = {
  /** What the page's heading is without the button. */
  heading: Omit<ComponentProps<typeof PageHeading>, "actions">;
  workspace: string;
  contact: string;
  /** The contact's name. */
  name: string;
  /** The page that has what the dialog has, for browsers without JavaScript. */
  exportHref: string;
  /** What the dialog says before the form, and after it. */
  contents: ReactNode;
  facts: ReactNode;
};

/** The heading of a contact's page with the button that opens the export dialog, and how an export goes once the dialog is closed. */
export function ExportableHeading({ heading, workspace, contact, name, exportHref, contents, facts }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useIsHydrated();
  const label = (
    <>
      <Download className="size-4" aria-hidden="true" />
      Export data
    </>
  );
  const status = <ExportContactStatus workspace={workspace} contact={contact} />;
  return (
    <>
      <PageHeading
        {...heading}
        actions={
          isHydrated ? (
            <Button variant="primary" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
              {label}
            </Button>
          ) : (
            <a href={exportHref} className={buttonClass("primary")}>
              {label}
            </a>
          )
        }
      />
      {isOpen ? null : <div className="mb-4 has-[[data-export-origin]:empty]:hidden">{status}</div>}
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title="Export data"
        description={<Isolated className="line-clamp-2">{name}</Isolated>}
      >
        <NotesChoice className="mt-3 space-y-4">
          {contents}
          <ExportContactForm workspace={workspace} contact={contact} />
          {status}
          {facts}
        </NotesChoice>
      </Dialog>
    </>
  );
}
