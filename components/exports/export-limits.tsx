const never = [
  "Attachments and other uploaded files",
  "Your knowledge base",
  "How your bots, flows and mini-apps are set up",
  "Anything from another workspace",
];

export function ExportLimits() {
  return (
    <section aria-labelledby="export-limits">
      <h2 id="export-limits" className="font-semibold">
        What exports never contain
      </h2>
      <ul className="mt-2 list-disc space-y-1 pl-5 text-sm text-quiet marker:text-edge">
        {never.map((thing) => (
          <li key={thing}>{thing}</li>
        ))}
      </ul>
    </section>
  );
}
