"use client";

import { LoaderCircle, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { Alert } from "@/components/ui/alert";
import { useLocale } from "@/components/ui/use-browser";
import { endText, withinSentence } from "@/lib/exports/labels/export-texts";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import { isOver, type OwnExport } from "@/lib/exports/queries/tracker-state";
import type { ApiError } from "@/lib/http/api-client";
import { ExportProgressView } from "./export-progress-view";
import { useExports } from "./exports-provider";
import { SavingStatus } from "./saving-status";
import { StatusBox } from "./status-box";

/** Around what starts exports and shows how they go: a toast says the same while it is out of view. */
export function ExportOrigin({ origin, children }: { origin: string; children: ReactNode }) {
  const { tracker } = useExports();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => (element.current ? tracker.place(origin, element.current) : undefined), [tracker, origin]);
  return (
    // Takes the focus when the button that had it is gone.
    <div ref={element} data-export-origin={origin} tabIndex={-1} className="outline-none">
      {children}
    </div>
  );
}

/** A download that has not begun by then was refused by the server or held back by the browser. */
const patienceMs = 8_000;

type Props = { origin: string; workspace: string };

/** How the exports go that were started from one card or table row: until the next one starts there, or the message is closed. */
export function OwnExportStatus({ origin, workspace }: Props) {
  const { state } = useExports();
  return state.own
    .filter((own) => own.origin === origin)
    .map((own) => <OneStatus key={own.key} own={own} workspace={workspace} isStale={state.isStale} />);
}

function OneStatus({ own, workspace, isStale }: { own: OwnExport; workspace: string; isStale: boolean }) {
  const { progress, error, label } = own;
  if (error) return <ExportErrorAlert error={error} />;
  if (own.saving) return <SavingStatus own={own} saving={own.saving} workspace={workspace} />;
  if (isOver(own)) return <Ended own={own} workspace={workspace} />;
  if (progress?.status === "running") return <ExportProgressView progress={progress} isOwn isStale={isStale} />;
  if (own.id !== null && performance.now() - own.startedAt > patienceMs) {
    return (
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <TriangleAlert className="size-4 shrink-0 text-note-ink" aria-hidden="true" />
        Your browser hasn’t started the download of {withinSentence(label)}.
        {own.file ? (
          <a href={own.file} download="" className="font-medium text-accent-ink underline">
            Download it now
          </a>
        ) : (
          "Export it again, with a new password."
        )}
      </p>
    );
  }
  return (
    <p className="flex items-center gap-2 text-sm text-quiet">
      <LoaderCircle className="size-4 shrink-0 animate-spin" aria-hidden="true" />
      {own.id === null ? `Preparing ${withinSentence(label)}…` : `Starting the download of ${withinSentence(label)}…`}
    </p>
  );
}

/** What was downloaded, with its receipt; or what went wrong, with its reference. */
function Ended({ own, workspace }: { own: OwnExport; workspace: string }) {
  const locale = useLocale();
  if (!own.progress) return null;
  const { id, canResume } = own.progress;
  const { title, text, warning, variant } = endText(own.progress, locale);
  return (
    <StatusBox own={own} variant={variant}>
      {variant !== "danger" ? (
        <>
          <p>
            {title} {text} ·{" "}
            <Link href={receiptHref(workspace, id)} prefetch={false} className="font-medium underline">
              receipt<span className="sr-only"> for {own.label}</span>
            </Link>
          </p>
          {warning ? <p>{warning}</p> : null}
        </>
      ) : (
        <p>
          <span className="font-medium">
            {own.label}: {title}.
          </span>{" "}
          {text} {canResume && own.file ? <DownloadAgain own={own} /> : null}
          Reference:{" "}
          <Link href={receiptHref(workspace, id)} prefetch={false} className="font-mono text-xs underline">
            {id.slice(0, 8)}
          </Link>
        </p>
      )}
    </StatusBox>
  );
}

/** What the page can do for a download that was cut off, besides the browser's Resume. */
function DownloadAgain({ own }: { own: OwnExport }) {
  const { tracker } = useExports();
  const className = "font-medium underline";
  return (
    <>
      {/* A link, because a long button does not break into lines as text does. */}
      <a
        href={own.file ?? ""}
        download=""
        onClick={(event) => {
          event.preventDefault();
          tracker.restart(own.key);
        }}
        className={className}
      >
        Download it again from the start
        <span className="sr-only">: {own.label}</span>
      </a>
      {"showSaveFilePicker" in window ? (
        <>
          {" "}
          or{" "}
          <button type="button" onClick={() => void tracker.saveResumably(own.key)} className={className}>
            save it with automatic resume
            <span className="sr-only">: {own.label}</span>
          </button>
        </>
      ) : null}
      .{" "}
    </>
  );
}

/** Why an export did not start; a link to sign in when the session has ended. */
function ExportErrorAlert({ error }: { error: ApiError }) {
  const pathname = usePathname();
  if (error.status !== 401) return <Alert>{error.message}</Alert>;
  return (
    <Alert>
      You’re signed out.{" "}
      <a href={`/login?next=${encodeURIComponent(pathname)}`} className="font-medium underline">
        Sign in
      </a>
    </Alert>
  );
}
