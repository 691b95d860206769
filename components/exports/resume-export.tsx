/** What the user who started an export can do when its download was cut off. A plain link: it works without JavaScript. */
export function ResumeExport({ id, label }: { id: string; label: string }) {
  return (
    <span className="mt-1 block text-quiet">
      <a href={`/api/exports/${id}/file`} className="text-accent-ink underline">
        Download again
        <span className="sr-only">
          : {label}, {id.slice(0, 8)}
        </span>
      </a>{" "}
      within a day of the start. curl -C - and wget -c download only the rest.
    </span>
  );
}
